import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { differing, redline } from '@travaux/shared/diff'
import { decodeDocument } from '@travaux/shared/model'
import type { Draft } from '../../api/calls.ts'
import { comparisonQuery } from '../../api/queries.ts'
import { Credits } from '../../authorship/credits.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { RedlineText } from './RedlineText.tsx'

/** Two versions as one redline, whichever of them is the earlier. */
export function Comparison({ draft, one, other }: { draft: Draft; one: number; other: number }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(comparisonQuery(draft.id, Math.min(one, other), Math.max(one, other)))
  const [onlyChanged, setOnlyChanged] = useState(true)
  const compared = useMemo(
    () => (data ? { entries: redline(decoded(data.earlier), decoded(data.later)), credits: new Credits(data) } : null),
    [data],
  )
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />
  if (!compared)
    return (
      <p className="history-lead" aria-busy="true">
        {t('app.loading')}
      </p>
    )
  const changed = compared.entries.filter((entry) => entry.changed).length
  return (
    <>
      <p className="history-lead">
        <output>{changed === 0 ? t('history.same') : `${t('history.changed', { count: changed })}.`}</output>{' '}
        {changed === 0 ? null : t('history.lead')}
      </p>
      <label className="history-only">
        <input type="checkbox" checked={onlyChanged} onChange={(event) => setOnlyChanged(event.target.checked)} />
        {t('history.onlyChanged')}
      </label>
      <RedlineText
        entries={onlyChanged ? differing(compared.entries) : compared.entries}
        credits={compared.credits}
        language={draft.language}
      />
    </>
  )
}

function decoded(json: unknown) {
  const read = decodeDocument(json)
  if (!read.ok) throw new Error(read.reason)
  return read.doc
}
