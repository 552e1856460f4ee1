import type { Decided } from './decide.ts'
import { eIdsIn } from './marks.ts'
import { withChanges, type SuggestedDraft } from './records.ts'

/**
 * A drafter's decision which also clears away what has been proposed about blocks that are gone from the draft: there is nothing left to
 * show or to decide. Only drafters may, since these records are other people's.
 */
export function tidied(draft: SuggestedDraft, decided: Decided): Decided {
  if (!decided.ok) return decided
  const { set, remove } = decided.records
  const standing = eIdsIn(decided.transform.doc)
  const orphans = [...withChanges(draft.records, decided.records)].filter(
    ([, record]) => !standing.has(record.target) && !(record.op === 'move' && standing.has(record.to)),
  )
  return { ...decided, records: { set, remove: [...remove, ...orphans.map(([key]) => key)] } }
}
