import type { ResolvedPos } from '@tiptap/pm/model'
import { TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { authorOf, freshEId, randomIdPart } from '@travaux/shared/model'
import { dropInherited, editOf, suggest, writesInProposal, type Suggested } from '@travaux/shared/suggest'
import { bindingOf, recordsOf, withRecords } from '../fragment-sync.ts'
import { isFromYjs } from '../origin.ts'
import type { Author, SuggestNotice } from '../types.ts'
import { changesDraft } from './labels.ts'
import { DECISION, onOwnSuggestion } from './notes.ts'
import { suggestedDraft, suggestingIn } from './plugin.ts'

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
  if (!changesDraft(tr) || isFromYjs(tr) || tr.getMeta(DECISION)) return tr
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
    const done = suggest(draft, editOf(tr), {
      user: me.id,
      at: now(),
      newId: () => newSuggestionId(me.id),
      newEId: freshEId,
    })
    const made = state.tr
    for (const step of done.transform.steps) made.step(step)
    placeSelection(made, state, tr, done)
    const { set, remove } = done.records
    const records = { set, remove: [...remove, ...recordsOf(tr).remove] }
    if (records.set.length + records.remove.length > 0) withRecords(made, records)
    onOwnSuggestion(made, done.ids, draft.records).setMeta('addToHistory', false)
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

/** What the edit selected stays selected; a caret goes where the edit put it, or behind what it struck. */
function placeSelection(
  made: Transaction,
  { selection: before }: EditorState,
  edit: Transaction,
  { placeOf, caret }: Suggested,
): void {
  const { from, to, anchor, head, empty } = edit.selection
  const place = (pos: number, side: 1 | -1) => placeOf(pos, side) ?? made.mapping.map(edit.mapping.invert().map(pos, side), side)
  if (!empty && edit.selection instanceof TextSelection) {
    const [start, end] = [place(from, 1), place(to, -1)]
    return void made.setSelection(TextSelection.between(...ends(made, anchor <= head ? [start, end] : [end, start])))
  }
  const pos = placeOf(head, -1) ?? placeOf(head, 1) ?? caret(before.head) ?? made.mapping.map(before.from)
  const $pos = made.doc.resolve(Math.min(pos, made.doc.content.size))
  made.setSelection($pos.parent.inlineContent ? TextSelection.create(made.doc, $pos.pos) : TextSelection.near($pos))
}

function ends({ doc }: Transaction, [anchor, head]: readonly [number, number]): [ResolvedPos, ResolvedPos] {
  const within = (pos: number) => doc.resolve(Math.min(pos, doc.content.size))
  return [within(anchor), within(head)]
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
