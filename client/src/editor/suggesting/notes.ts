import type { Transaction } from '@tiptap/pm/state'
import { recordKey, type RecordChanges, type Records } from '@travaux/shared/suggest'
import { recordsOf } from '../fragment-sync.ts'

/** What is noted on transactions that concern suggestions. */

/** On a transaction that carries out a decision on suggestions: it is written as it is. */
export const DECISION = 'decision on suggestions'

/** Notes on a transaction that it changes this person's suggestions: which, and what brings the records back. */
const OWN_SUGGESTION = 'own suggestion'

export interface OwnSuggestion {
  readonly ids: readonly string[]
  readonly back: RecordChanges
}

export const onOwnSuggestion = (tr: Transaction, ids: readonly string[], records: Records): Transaction =>
  tr.setMeta(OWN_SUGGESTION, { ids, back: inverse(recordsOf(tr), records) } satisfies OwnSuggestion)

export const ownSuggestionOf = (tr: Transaction): OwnSuggestion | undefined =>
  tr.getMeta(OWN_SUGGESTION) as OwnSuggestion | undefined

/** What brings the records back to what they were. */
export function inverse({ set, remove }: RecordChanges, before: Records): RecordChanges {
  const touched = [...set.map(recordKey), ...remove]
  const old = touched.flatMap((key) => before.get(key) ?? [])
  return { set: old, remove: touched.filter((key) => !before.has(key)) }
}
