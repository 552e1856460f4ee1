import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { differing, redline } from '@travaux/shared/diff'
import { decodeDocument } from '@travaux/shared/model'
import type { Instrument } from '../../api/calls.ts'
import { instrumentsQuery, revisionQuery } from '../../api/queries.ts'
import { Brand } from '../../ui/Brand.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { AccountButton } from '../AccountButton.tsx'
import { CentrePage, useTitle } from '../CentrePage.tsx'
import { RequireMe } from '../RequireMe.tsx'
import { compareAddress } from './address.ts'
import { ComparisonTable } from './ComparisonTable.tsx'
import '../../i18n/import-strings.ts'
import './compare.css'

/** Two revisions side by side, provision by provision: `id` is the later text, `other` the earlier one. */
export const ComparePage = ({ id, other }: { id: string; other: string }) => (
  <RequireMe>
    <Compared id={id} other={other} />
  </RequireMe>
)

function Compared({ id, other }: { id: string; other: string }) {
  const { t } = useTranslation()
  const later = useQuery(revisionQuery(id))
  const earlier = useQuery(revisionQuery(other))
  const { data: instruments = [] } = useQuery(instrumentsQuery)
  const [onlyChanged, setOnlyChanged] = useState(true)
  useTitle(t('compare.title'))
  const entries = useMemo(
    () => (later.data && earlier.data ? redline(decoded(earlier.data.doc), decoded(later.data.doc)) : null),
    [later.data, earlier.data],
  )
  const error = later.error ?? earlier.error
  if (error)
    return (
      <CentrePage title={t('compare.title')}>
        <ProblemNote error={error} />
      </CentrePage>
    )
  if (!entries || !later.data || !earlier.data) return <p className="compare-wait">{t('app.loading')}</p>
  const changed = entries.filter((entry) => entry.changed).length
  const instrument = instruments.find((one) => one.id === later.data.instrumentId)
  return (
    <>
      <header className="compare-bar">
        <Brand />
        <AccountButton />
      </header>
      <main className="compare">
        <h1 lang={later.data.language}>{later.data.title}</h1>
        <p>{changed === 0 ? t('compare.same') : `${t('compare.changed', { count: changed })}. ${t('compare.lead')}`}</p>
        {instrument ? <Sides instrument={instrument} later={id} earlier={other} /> : null}
        <label className="compare-only">
          <input type="checkbox" checked={onlyChanged} onChange={(event) => setOnlyChanged(event.target.checked)} />
          {t('compare.onlyChanged')}
        </label>
        <ComparisonTable entries={onlyChanged ? differing(entries) : entries} earlier={earlier.data} later={later.data} />
      </main>
    </>
  )
}

function decoded(json: unknown) {
  const read = decodeDocument(json)
  if (!read.ok) throw new Error(read.reason)
  return read.doc
}

/** Which two revisions of the instrument are compared. */
function Sides({ instrument, later, earlier }: { instrument: Instrument; later: string; earlier: string }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const go = (id: string, other: string) => navigate(compareAddress(id, other))
  const options = instrument.revisions.map(({ id, name }) => (
    <option key={id} value={id}>
      {name}
    </option>
  ))
  return (
    <div className="compare-sides">
      <SelectField label={t('compare.earlier')} value={earlier} onChange={(event) => go(later, event.target.value)}>
        {options}
      </SelectField>
      <SelectField label={t('compare.later')} value={later} onChange={(event) => go(event.target.value, earlier)}>
        {options}
      </SelectField>
    </div>
  )
}
