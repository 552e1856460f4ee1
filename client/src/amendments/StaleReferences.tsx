import { Wrench } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { StaleReference } from '@travaux/shared/instruct'
import { can } from '@travaux/shared/protocol'
import type { Draft } from '../api/calls.ts'
import type { ReferenceRepair } from '../editor/index.ts'
import { draftAddress } from '../pages/draft/address.ts'
import { Button } from '../ui/Button.tsx'
import { capital } from './capital.ts'

/** Where the head of the page leads: the list stands behind all amendments. */
export const STALE_ID = 'stale-references'

/**
 * Cross-references that the changes have made wrong, each with what it should read. A repair is made in the text, where it is seen among
 * what stands around it and undone like any other edit.
 */
export function StaleReferences({ references, draft }: { references: readonly StaleReference[]; draft: Draft }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  if (references.length === 0) return null
  const way = can(draft.role, 'edit') ? 'repair' : can(draft.role, 'suggest') ? 'suggest' : null
  const repairs = references.flatMap(repairOf)
  const ask = (repairs: readonly ReferenceRepair[]) => navigate(draftAddress(draft.id), { state: { repairs } })
  return (
    <section className="stale" id={STALE_ID} aria-label={t('amendments.stale')} tabIndex={-1}>
      <header className="stale-head">
        <h2>{t('amendments.stale')}</h2>
        {way && repairs.length > 1 ? (
          <Button icon={<Wrench />} onClick={() => ask(repairs)}>
            {t(`amendments.staleAll.${way}`, { count: repairs.length })}
          </Button>
        ) : null}
      </header>
      <ul>
        {references.map((reference) => {
          const { at, from, place, text, why, proposal } = reference
          return (
            <li key={`${at} ${from}`}>
              <p>
                {t('amendments.staleRow', { location: capital(place), text })} <span>{t(`amendments.staleWhy.${why}`)}</span>
              </p>
              <p>{proposal === null ? t('amendments.staleByHand') : t('amendments.staleRepair', { proposal })}</p>
              <p className="amendment-actions">
                {way && proposal !== null ? (
                  <Button
                    aria-label={t(`amendments.staleOne.${way}`, { location: place, text })}
                    onClick={() => ask(repairOf(reference))}
                  >
                    {t(`amendments.staleDo.${way}`)}
                  </Button>
                ) : null}
                <Link to={`${draftAddress(draft.id)}#${at}`} aria-label={t('amendments.staleGoTo', { location: place })}>
                  {t('amendments.staleGo')}
                </Link>
              </p>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const repairOf = ({ at, from, text, proposal }: StaleReference): ReferenceRepair[] =>
  proposal === null ? [] : [{ at, from, text, proposal }]
