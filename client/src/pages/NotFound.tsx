import { Link } from 'wouter'
import { useTranslation } from 'react-i18next'
import { CentrePage } from './CentrePage.tsx'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <CentrePage title={t('notFound.title')}>
      <p>{t('notFound.detail')}</p>
      <Link to="/">{t('app.home')}</Link>
    </CentrePage>
  )
}
