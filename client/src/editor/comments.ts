import type { Editor } from '@tiptap/core'
import { TextSelection, type EditorState } from '@tiptap/pm/state'
import { location } from '@travaux/shared/number'
import { redlineKey } from './redline-plugin.ts'
import { shownBlocks } from './shown-blocks.ts'
import { DECISION } from './suggesting/notes.ts'
import type { PlaceToComment } from './types.ts'
import { blockAt } from './units.ts'

/** What a comment begun now would be about: the selected words, or the provision that the caret stands in. */
export function placeToComment(state: EditorState): PlaceToComment | null {
  const eId = blockAt(state)
  const list = shownBlocks(state.doc, redlineKey.getState(state)!)
  const index = list.findIndex((block) => block.eId === eId)
  if (eId === null || index < 0) return null
  const { from, to } = state.selection
  const selected = state.doc.textBetween(from, to, ' ').trim()
  const quotation = selected || (list[index]!.node?.textContent ?? '')
  return { words: selected !== '', eId, location: location(list, index), quotation }
}

/** Marks the selected words as what the thread is about. A mark is no change of the draft, so everybody who may comment sets it. */
export function markComment({ state, view }: Editor, id: string): boolean {
  const { from, to, empty } = state.selection
  if (empty) return false
  const tr = state.tr.addMark(from, to, state.schema.marks['comment']!.create({ id }))
  if (!tr.docChanged) return false
  view.dispatch(tr.setMeta(DECISION, true).setMeta('addToHistory', false))
  return true
}

export function unmarkComment({ state, view }: Editor, id: string): void {
  const tr = state.tr.removeMark(0, state.doc.content.size, state.schema.marks['comment']!.create({ id }))
  if (tr.docChanged) view.dispatch(tr.setMeta(DECISION, true).setMeta('addToHistory', false))
}

/** Puts the caret where the thread's words begin; false when they are gone. */
export function selectComment({ state, view }: Editor, id: string): boolean {
  const places: number[] = []
  state.doc.descendants((node, pos) => {
    if (node.isText && node.marks.some((mark) => mark.type.name === 'comment' && mark.attrs['id'] === id)) places.push(pos)
  })
  const [start] = places
  if (start === undefined) return false
  view.dispatch(state.tr.setSelection(TextSelection.near(state.doc.resolve(start))))
  view.focus()
  return true
}
