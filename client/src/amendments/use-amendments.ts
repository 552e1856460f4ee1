import { useMemo, useState, useSyncExternalStore } from 'react'
import { useQueries, useQuery } from '@tanstack/react-query'
import type { Node } from '@tiptap/pm/model'
import { listAmendments, type AmendmentList, type Numbering } from '@travaux/shared/amendment'
import { amend, AmendCache, renumbered, staleReferences, type Revision, type StaleReference } from '@travaux/shared/instruct'
import { decodeDocument } from '@travaux/shared/model'
import type { Draft } from '../api/calls.ts'
import { instrumentsQuery, revisionQuery } from '../api/queries.ts'
import type { DraftSession } from '../sync/session.ts'
import { liveDraft } from './live-draft.ts'

export interface LiveAmendments extends AmendmentList {
  /** Cross-references of the draft that its changes make wrong. */
  readonly stale: readonly StaleReference[]
  readonly numbering: Numbering
}

/** The amendments of an open draft, anew after every change. Null until everything they are compared with is here. */
export function useAmendments(draft: Draft, base: Node | null, session: DraftSession): LiveAmendments | null {
  const revisions = useOtherRevisions(draft)
  const { language, direction } = draft
  const store = useMemo(() => liveDraft(session.document, { language, direction }), [session.document, language, direction])
  const { draft: written, sheet, numbering } = useSyncExternalStore(store.subscribe, store.getSnapshot)
  const [cache] = useState(() => new AmendCache())
  const text = useMemo(
    () => (base && numbering === 'counted' ? renumbered(base, written, cache.diff) : written),
    [base, written, numbering, cache],
  )
  const stated = useMemo(
    () =>
      base && revisions
        ? { amendments: amend(base, text, { cache, revisions }), stale: staleReferences(base, text, cache) }
        : null,
    [base, text, revisions, cache],
  )
  return useMemo(() => {
    if (!base || !stated || !revisions) return null
    const { amendments, stale } = stated
    return { ...listAmendments(base, text, amendments, sheet, (from, to) => amend(from, to, { revisions })), stale, numbering }
  }, [base, text, stated, sheet, revisions, numbering])
}

/** The other official texts of the instrument, from which an article may be retained. Null while they are on their way. */
export function useOtherRevisions({ instrumentId, revisionId }: Draft): readonly Revision[] | null {
  const { data: instruments, isError } = useQuery(instrumentsQuery)
  const others = instruments?.find(({ id }) => id === instrumentId)?.revisions.filter(({ id }) => id !== revisionId) ?? []
  return useQueries({
    queries: others.map(({ id }) => revisionQuery(id)),
    combine: (queries) => {
      if ((!instruments && !isError) || queries.some(({ isPending }) => isPending)) return null
      return queries.flatMap(({ data }, index) => {
        const read = data ? decodeDocument(data.doc) : null
        return read?.ok ? [{ name: others[index]!.name, doc: read.doc }] : []
      })
    },
  })
}
