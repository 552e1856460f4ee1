import type { Node } from '@tiptap/pm/model'
import { Selection, TextSelection, type Command, type EditorState, type Transaction } from '@tiptap/pm/state'
import { caretPlace, isBlank, isUnitNode, nodeName, placeOf, type Place } from './place.ts'

/**
 * Backspace at the start and Delete at the end of a block. Blocks of one kind join inside an article; an empty block goes; a border
 * between articles, or between a heading and its text, is never joined away.
 */
export const joinBackward: Command = (state, dispatch) => {
  const place = caretPlace(state)
  if (!place || state.selection.$from.parentOffset > 0) return false
  return joinWithPrevious(state, place, dispatch)
}

export const joinForward: Command = (state, dispatch) => {
  const { $from } = state.selection
  const place = caretPlace(state)
  if (!place || $from.parentOffset < place.block.content.size) return false
  const next = Selection.findFrom(state.doc.resolve($from.after()), 1, true)
  const following = next && placeOf(next.$from)
  if (!following) return true
  if (place.block.content.size === 0 && removable(state.doc, place)) return removeEmpty(state, place, 1, dispatch)
  return joinWithPrevious(state, following, dispatch)
}

/** Always handles the key, because the browser's own joining knows nothing of articles. */
function joinWithPrevious(state: EditorState, place: Place, dispatch?: (tr: Transaction) => void): boolean {
  const previous = place.parent.maybeChild(place.index - 1)
  if (previous && joinable(previous, place.block)) {
    dispatch?.(joined(state, place, previous).scrollIntoView())
    return true
  }
  if (place.block.content.size === 0 && removable(state.doc, place)) return removeEmpty(state, place, -1, dispatch)
  return true
}

const joinable = (a: Node, b: Node): boolean => a.type === b.type && JOINABLE.has(nodeName(a))
const JOINABLE = new Set(['provision', 'recital', 'preamble', 'closing', 'note', 'title', 'heading'])

/** The first block keeps its number and eId and takes the second's words. */
function joined(state: EditorState, place: Place, previous: Node): Transaction {
  const end = place.pos - 1
  const tr = state.tr
  if (previous.content.size === 0 && place.block.content.size > 0) {
    // An empty block before goes instead, and the words keep their eId.
    tr.delete(place.pos - previous.nodeSize, place.pos)
    return tr.setSelection(TextSelection.create(tr.doc, place.pos - previous.nodeSize + 1))
  }
  tr.delete(place.pos, place.pos + place.block.nodeSize).insert(end, place.block.content)
  return tr.setSelection(TextSelection.create(tr.doc, end))
}

/** An empty block may go, but not a heading with an article's text under it. */
const removable = (doc: Node, place: Place): boolean =>
  nodeName(place.block) === 'heading' ? isBlank(place.parent) : doc.childCount > 1 || place.unit !== null

function removeEmpty(state: EditorState, place: Place, towards: 1 | -1, dispatch?: (tr: Transaction) => void): boolean {
  const whole = place.unit !== null && isUnitNode(place.parent) && isBlank(place.parent) && place.index === 0
  const [from, size] = whole ? [place.unit!, place.parent.nodeSize] : [place.pos, place.block.nodeSize]
  const tr = state.tr.delete(from, from + size)
  const at = tr.doc.resolve(Math.min(from, tr.doc.content.size))
  const selection = Selection.findFrom(at, towards, true) ?? Selection.findFrom(at, towards > 0 ? -1 : 1, true)
  if (selection) tr.setSelection(selection)
  dispatch?.(tr.scrollIntoView())
  return true
}
