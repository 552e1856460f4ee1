import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { mentionsQuery } from '../../api/queries.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { draftAddress } from '../draft/address.ts'
import '../../i18n/home-strings.ts'

/** Where somebody has spoken to this person, until they have looked at it in the draft. */
export function Mentions() {
  const { t } = useTranslation()
  const { data = [] } = useQuery(mentionsQuery)
  if (data.length === 0) return null
  return (
    <section className="home-mentions" aria-labelledby="mentions-title">
      <h2 id="mentions-title">{t('home.mentions', { count: data.length })}</h2>
      <ul>
        {data.map(({ commentId, draftId, draftTitle, location, by, at, body }) => (
          <li key={commentId}>
            <p>
              <Link to={draftAddress(draftId)}>{draftTitle}</Link> · {location}
            </p>
            <p className="home-mention-body">{body}</p>
            <p>
              {by} · <RelativeTime at={at} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
