import { Link } from 'wouter'
import { useTranslation } from 'react-i18next'
import './brand.css'

/** The name of the product and the way home: a pilcrow above the line of an insertion. */
export function Brand({ compact = false }: { compact?: boolean }) {
  const { t } = useTranslation()
  return (
    <Link to="/" className="brand" aria-label={`${t('app.name')}: ${t('app.home')}`}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M17.5 3.5H10a5 5 0 0 0 0 10h1.6v5.2h1.9V5.4h1.7v13.3h1.9V5.4h.4z" fill="currentColor" />
        <path d="M4 21.6h16" stroke="var(--insert)" strokeWidth="1.7" />
      </svg>
      {compact ? null : <span>{t('app.name')}</span>}
    </Link>
  )
}
