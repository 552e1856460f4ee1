import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { importsQuery } from '../../api/queries.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { importAddress } from '../import/address.ts'
import '../../i18n/import-strings.ts'

/** Files that were read and that nobody has published or discarded yet. */
export function WaitingImports() {
  const { t } = useTranslation()
  const { data = [] } = useQuery(importsQuery)
  if (data.length === 0) return null
  return (
    <section className="home-waiting" aria-labelledby="waiting-title">
      <h2 id="waiting-title">{t('check.waiting')}</h2>
      <ul>
        {data.map(({ id, fileName, title, steps, by, createdAt }) => (
          <li key={id}>
            <Link to={importAddress(id)}>{title ?? fileName}</Link>
            <p>
              {t('check.waitingHow', { count: steps })} · {by} · <RelativeTime at={createdAt} say={(when) => when} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
