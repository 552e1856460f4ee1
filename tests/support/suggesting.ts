import fc from 'fast-check'
import { NO_RECORDS, suggest, withChanges, type SuggestedDraft } from '@travaux/shared/suggest'
import type { Node } from 'prosemirror-model'
import { applyEdits, arbitraryEdit, type Edit } from './edits.ts'

export const REVIEWERS = ['rita', 'raul', 'rosa'] as const
export type Reviewer = (typeof REVIEWERS)[number]

/** What happens to a draft, one thing after the other: a reviewer's edit becomes a suggestion, a drafter's is one. */
export interface Turn {
  readonly who: Reviewer | 'dora'
  readonly edit: Edit
}

export const arbitraryTurns = (maxLength = 12, who: readonly Turn['who'][] = [...REVIEWERS, 'dora']): fc.Arbitrary<Turn[]> =>
  fc.array(fc.record({ who: fc.constantFrom(...who), edit: arbitraryEdit }), { minLength: 1, maxLength })

/** Ids that are the same in every run. */
export function ids() {
  let count = 0
  return { newId: (user: string) => `${user}:${++count}`, newEId: () => `new_${++count}` }
}
export type Ids = ReturnType<typeof ids>

export const started = (doc: Node): SuggestedDraft => ({ doc, records: NO_RECORDS })

/** One more edit by a reviewer, as suggestions. */
export function suggestEdit(draft: SuggestedDraft, user: string, after: Node, ids: Ids, at = 1_700_000_000_000): SuggestedDraft {
  const { transform, records } = suggest(
    draft,
    { after, ranges: null },
    { user, at, newId: () => ids.newId(user), newEId: ids.newEId },
  )
  return { doc: transform.doc, records: withChanges(draft.records, records) }
}

export function takeTurn(draft: SuggestedDraft, { who, edit }: Turn, ids: Ids): SuggestedDraft {
  const after = applyEdits(draft.doc, [edit])
  return who === 'dora' ? { ...draft, doc: after } : suggestEdit(draft, who, after, ids)
}

export function session(doc: Node, turns: readonly Turn[], made = ids()): SuggestedDraft {
  return turns.reduce((draft, turn) => takeTurn(draft, turn, made), started(doc))
}
