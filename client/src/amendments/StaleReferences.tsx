import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { StaleReference } from '@travaux/shared/instruct'
import type { Draft } from '../api/calls.ts'
import { draftAddress } from '../pages/draft/address.ts'

/** Cross-references that the changes have made wrong, each with what it should read. */
export function StaleReferences({ references, draft }: { references: readonly StaleReference[]; draft: Draft }) {
  const { t } = useTranslation()
  if (references.length === 0) return null
  return (
    <section className="stale" aria-label={t('amendments.stale')}>
      <h2>{t('amendments.stale')}</h2>
      <ul>
        {references.map(({ at, from, place, text, why, proposal }) => (
          <li key={`${at} ${from}`}>
            <p>
              {t('amendments.staleRow', { location: place, text })} <span>{t(`amendments.staleWhy.${why}`)}</span>
            </p>
            {proposal === null ? null : <p>{t('amendments.staleRepair', { proposal })}</p>}
            <Link to={`${draftAddress(draft.id)}#${at}`}>{t('amendments.staleGo')}</Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
