import { TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { authorOf, freshEId, randomIdPart } from '@travaux/shared/model'
import { dropInherited, editOf, suggest, writesInProposal } from '@travaux/shared/suggest'
import { bindingOf, withRecords } from '../fragment-sync.ts'
import { isFromYjs } from '../origin.ts'
import type { Author, SuggestNotice } from '../types.ts'
import { suggestedDraft, suggestingIn } from './plugin.ts'

/** On a transaction that carries out a decision on suggestions: it is written as it is. */
export const DECISION = 'decision on suggestions'

/** Whoever sits at the editor. */
export interface Suggester {
  readonly me: Author
  /** The server's time, in milliseconds since the epoch. */
  readonly now: () => number
  readonly notify: (notice: SuggestNotice) => void
}

/**
 * What becomes of a transaction before it reaches the draft: a reviewer's edit becomes a suggestion, a drafter's goes through, a
 * reader's does not. Null when nothing is done; then `notify` has said why, where there is something to say.
 */
export function admitted(state: EditorState, tr: Transaction, by: Suggester): Transaction | null {
  if (!tr.docChanged || isFromYjs(tr) || tr.getMeta(DECISION)) return tr
  switch (suggestingIn(state).mode) {
    case 'viewing':
      return null
    case 'editing':
      return edited(tr, by.notify)
    case 'suggesting':
      // An input method's words become a suggestion when it has finished.
      return bindingOf(state).held ? tr : suggested(state, tr, by)
  }
}

function suggested(state: EditorState, tr: Transaction, { me, now, notify }: Suggester): Transaction | null {
  const draft = suggestedDraft(state)
  try {
    const { transform, records, caret } = suggest(draft, editOf(tr), {
      user: me.id,
      at: now(),
      newId: () => newSuggestionId(me.id),
      newEId: freshEId,
    })
    const made = state.tr
    for (const step of transform.steps) made.step(step)
    placeCaret(made, state, caret(state.selection.head))
    if (records.set.length + records.remove.length > 0) withRecords(made, records)
    made.setMeta('addToHistory', false)
    return tr.scrolledIntoView ? made.scrollIntoView() : made
  } catch {
    // Nothing was written: the words stand as they stood.
    notify({ kind: 'refused' })
    return null
  }
}

const newSuggestionId = (user: string): string => {
  const id = `${user}:${randomIdPart()}`
  if (authorOf(id) !== user) throw new Error(`“${user}” can't sign suggestions.`)
  return id
}

function placeCaret(made: Transaction, { selection }: EditorState, wanted: number | null): void {
  const pos = wanted ?? made.mapping.map(selection.from)
  const $pos = made.doc.resolve(Math.min(pos, made.doc.content.size))
  made.setSelection($pos.parent.inlineContent ? TextSelection.create(made.doc, $pos.pos) : TextSelection.near($pos))
}

/** A drafter's words are the draft's own, also within a suggestion; a block that is only proposed is no part of it yet. */
function edited(tr: Transaction, notify: (notice: SuggestNotice) => void): Transaction | null {
  if (writesInProposal(tr) !== null) {
    notify({ kind: 'inside-suggestion' })
    return null
  }
  dropInherited(tr)
  return tr
}
