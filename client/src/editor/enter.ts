import type { Node, NodeType } from '@tiptap/pm/model'
import { TextSelection, type Command, type EditorState, type Transaction } from '@tiptap/pm/state'
import { freshEId, type NodeName } from '@travaux/shared/model'
import { provisionNumber, recitalNumber } from '@travaux/shared/number'
import { deleteSelectedText } from './delete-selection.ts'
import { shiftLevels } from './levels.ts'
import { caretPlace, isProvision, isUnitNode, nodeName, type Place } from './place.ts'

/**
 * Enter, as a drafter expects it of each kind of block: a provision, recital, closing line or formula is followed by another with
 * its number; a heading leads into the text below it.
 */
export const enter: Command = (state, dispatch) => {
  if (!state.selection.empty) return enterOverSelection(state, dispatch)
  const place = caretPlace(state)
  if (!place) return false
  const name = nodeName(place.block) as NodeName
  switch (name) {
    case 'provision':
      return enterInProvision(state, place, dispatch)
    case 'recital':
    case 'preamble':
    case 'closing':
      return splitBlock(state, place, dispatch)
    case 'heading':
      return enterInHeading(state, place, dispatch)
    case 'title':
    case 'division':
    case 'note':
      return toNextBlock(state, place, dispatch)
    case 'doc':
    case 'text':
    case 'article':
    case 'annex':
      return false
  }
}

function enterOverSelection(state: EditorState, dispatch?: (tr: Transaction) => void): boolean {
  if (!dispatch) return true
  const tr = deleteSelectedText(state)
  if (!tr) return false
  // One transaction for both: run Enter on the state after the deletion and replay its steps.
  const after = state.apply(tr)
  enter(after, (second) => {
    for (const step of second.steps) tr.step(step)
    tr.setSelection(TextSelection.create(tr.doc, second.selection.from))
  })
  dispatch(tr.scrollIntoView())
  return true
}

function enterInProvision(state: EditorState, place: Place, dispatch?: (tr: Transaction) => void): boolean {
  const { block } = place
  if (block.content.size > 0) return splitBlock(state, place, dispatch)
  if ((block.attrs['level'] as number) > 1) return shiftLevels(-1)(state, dispatch)
  const last = place.index === place.parent.childCount - 1
  if (last && block.attrs['number'] !== null) {
    dispatch?.(state.tr.setNodeAttribute(place.pos, 'number', null).scrollIntoView())
    return true
  }
  return splitBlock(state, place, dispatch)
}

/** At the start an empty block comes before, and the words keep their eId; elsewhere what stands behind the caret moves on. */
function splitBlock(state: EditorState, place: Place, dispatch?: (tr: Transaction) => void): boolean {
  if (!dispatch) return true
  const { block, pos } = place
  const offset = state.selection.$from.parentOffset
  const before = offset === 0 && block.content.size > 0
  const made = follower(
    place,
    before ? place.index : place.index + 1,
    before ? null : block.content.cut(offset),
    offset === block.content.size,
  )
  const tr = state.tr
  if (!before) tr.delete(pos + 1 + offset, pos + 1 + block.content.size)
  const at = before ? pos : pos + 2 + offset
  tr.insert(at, made)
    .setSelection(TextSelection.create(tr.doc, at + 1))
    .setStoredMarks(state.storedMarks)
  dispatch(tr.scrollIntoView())
  return true
}

/** The new block for position `index`: like its neighbour, with a number and an eId of its own. */
function follower(place: Place, index: number, content: Node['content'] | null, atEnd: boolean): Node {
  const { block, parent } = place
  const next = parent.maybeChild(index)
  const deeper = atEnd && isProvision(block) && isProvision(next) && next!.attrs['level'] > block.attrs['level']
  const model = deeper ? next! : block
  const type = nodeName(block) === 'preamble' && isRecital(next) && content !== null ? next!.type : model.type
  const attrs = { ...model.attrs, number: followingNumber(type, parent, index, model) }
  const made = type.create(attrs, content)
  return type.create({ ...made.attrs, eId: freshEId(made, parent) }, content)
}

const isRecital = (node: Node | null): boolean => nodeName(node) === 'recital'

function followingNumber(type: NodeType, parent: Node, index: number, model: Node): string | null {
  if (type.name === 'provision') return provisionNumber(parent, index, model.attrs['level'] as number)
  if (type.name === 'recital') return recitalNumber(parent, index)
  return null
}

function enterInHeading(state: EditorState, place: Place, dispatch?: (tr: Transaction) => void): boolean {
  const next = place.parent.maybeChild(place.index + 1)
  const end = place.pos + place.block.nodeSize
  if (isProvision(next)) return moveTo(state, end + 1, dispatch)
  if (!dispatch) return true
  const tr = state.tr
  const made = state.schema.nodes['provision']!.create()
  tr.insert(end, made.type.create({ ...made.attrs, eId: freshEId(made, place.parent) }))
  dispatch(tr.setSelection(TextSelection.create(tr.doc, end + 1)).scrollIntoView())
  return true
}

function toNextBlock(state: EditorState, place: Place, dispatch?: (tr: Transaction) => void): boolean {
  const end = place.pos + place.block.nodeSize
  const next = state.doc.nodeAt(end)
  if (!next) return true
  return moveTo(state, isUnitNode(next) && next.firstChild ? end + 2 : end + 1, dispatch)
}

function moveTo(state: EditorState, pos: number, dispatch?: (tr: Transaction) => void): boolean {
  const selection = TextSelection.near(state.doc.resolve(pos))
  dispatch?.(state.tr.setSelection(selection).scrollIntoView())
  return true
}
