import type { Node } from 'prosemirror-model'
import { accept, reject, type AcceptOptions, type Decided } from './decide.ts'
import { suggestions } from './list.ts'
import { NO_RECORDS, withChanges, type SuggestedDraft } from './records.ts'
import { withoutSuggestions } from './settled.ts'
import type { SuggestionView } from './view.ts'

/**
 * The draft as this view shows it: a text of its own with numbers, joins, splits, moves and deleted blocks carried out. What can't be
 * accepted is left out. Blocks that a split makes get ids that are the same each time.
 */
export function viewed(draft: SuggestedDraft, { shown, author }: SuggestionView, options: AcceptOptions = {}): SuggestedDraft {
  const theirs = (user: string) => author === null || user === author
  const ids = (chosen: (user: string) => boolean) => suggestions(draft).flatMap(({ id, user }) => (chosen(user) ? [id] : []))
  switch (shown) {
    case 'marked':
      return author === null
        ? draft
        : without(
            draft,
            ids((user) => !theirs(user)),
          )
    case 'rejected':
      return author === null ? settledDraft(draft) : without(draft, ids(theirs))
    case 'accepted':
      return settledDraft(withAccepted(draft, ids(theirs), { ...options, newEId: countedEIds() }))
  }
}

const settledDraft = ({ doc }: SuggestedDraft): SuggestedDraft => ({ doc: withoutSuggestions(doc), records: NO_RECORDS })

const without = (draft: SuggestedDraft, ids: readonly string[]): SuggestedDraft =>
  ids.length === 0 ? draft : (carriedOut(draft, reject(draft, ids)) ?? draft)

/** All at once; where one stands in the way, one by one. */
function withAccepted(draft: SuggestedDraft, ids: readonly string[], options: AcceptOptions): SuggestedDraft {
  if (ids.length === 0) return draft
  const all = carriedOut(draft, accept(draft, ids, options))
  return all ?? ids.reduce((current, id) => carriedOut(current, accept(current, [id], options)) ?? current, draft)
}

const carriedOut = ({ records }: SuggestedDraft, decided: Decided): SuggestedDraft | null =>
  decided.ok ? { doc: decided.transform.doc, records: withChanges(records, decided.records) } : null

function countedEIds() {
  let count = 0
  return (node: Node): string => `${node.attrs['eId'] as string}__split_${++count}`
}
