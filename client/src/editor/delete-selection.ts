import { TextSelection, type Command, type EditorState, type Transaction } from '@tiptap/pm/state'
import type { ResolvedPos } from '@tiptap/pm/model'
import { isUnitNode } from './place.ts'

/**
 * What a deletion of the selection does. Inside one article (or inside the running text) the ends join, as everywhere. Across
 * articles nothing joins: each partly selected article keeps what was not selected, the ones between go.
 * `null` when nothing is selected.
 */
export function deleteSelectedText(state: EditorState): Transaction | null {
  const { $from, $to, empty } = state.selection
  if (empty) return null
  const tr = state.tr
  if ($from.sameParent($to) && $from.parent.isTextblock) return tr.deleteSelection()
  if (sameUnit($from, $to)) return tr.delete($from.pos, $to.pos)
  return deleteAcross(tr, $from, $to)
}

/**
 * What typing over a selection takes away first, with the caret where the words shall stand. An article selected from its first to its
 * last word stays, empty: the words become its heading.
 */
export function clearForTyping(state: EditorState): Transaction | null {
  const { $from, $to } = state.selection
  const whole = wholeUnit($from, $to)
  if (!whole || $from.parent.type.name !== 'heading') return deleteSelectedText(state)
  const tr = state.tr.delete($from.after(2), whole.to - 1).delete($from.start(2), $from.end(2))
  return tr.setSelection(TextSelection.create(tr.doc, $from.pos))
}

/** Backspace and Delete on a selection: an article selected from its first to its last word goes as a whole. */
export const deleteSelection: Command = (state, dispatch) => {
  const { $from, $to, empty } = state.selection
  if (empty) return false
  if (!dispatch) return true
  const whole = wholeUnit($from, $to)
  const tr = whole ? state.tr.delete(whole.from, whole.to) : deleteSelectedText(state)!
  dispatch(tr.scrollIntoView())
  return true
}

/** Both ends in the same article, or both in top-level blocks with no article between them: joining them destroys no article. */
function sameUnit($from: ResolvedPos, $to: ResolvedPos): boolean {
  if ($from.depth !== $to.depth) return false
  if ($from.depth === 2) return $from.before(1) === $to.before(1) && $from.parent.type === $to.parent.type
  return $from.depth === 1 && $from.parent.type === $to.parent.type && !articlesBetween($from, $to)
}

const articlesBetween = ($from: ResolvedPos, $to: ResolvedPos): boolean =>
  $from.doc.children.slice($from.index(0), $to.index(0) + 1).some(isUnitNode)

function wholeUnit($from: ResolvedPos, $to: ResolvedPos): { from: number; to: number } | null {
  if ($from.depth !== 2 || $to.depth !== 2 || $from.before(1) !== $to.before(1)) return null
  const whole = $from.pos === $from.start(1) + 1 && $to.pos === $to.end(1) - 1
  return whole && !$from.sameParent($to) ? { from: $from.before(1), to: $from.after(1) } : null
}

function deleteAcross(tr: Transaction, $from: ResolvedPos, $to: ResolvedPos): Transaction {
  const [from, to] = [$from.pos, $to.pos]
  const { doc } = tr
  // Last to first, so that positions in front stay what they are.
  for (const child of childrenBetween($from, $to).toReversed()) {
    const { node, pos } = child
    const end = pos + node.nodeSize
    const start = isUnitNode(node) ? pos + 2 : pos + 1
    if (from <= start && to >= end - (start - pos)) {
      tr.delete(pos, end)
      continue
    }
    deleteInside(tr, node, pos, Math.max(from, pos), Math.min(to, end))
  }
  const caret = tr.mapping.map(from)
  return doc.content.size > 0 && tr.doc.content.size > 0 ? tr.setSelection(TextSelection.near(tr.doc.resolve(caret), -1)) : tr
}

const childrenBetween = ($from: ResolvedPos, $to: ResolvedPos) => {
  const list: { node: ReturnType<ResolvedPos['node']>; pos: number }[] = []
  $from.doc.nodesBetween($from.pos, $to.pos, (node, pos) => {
    list.push({ node, pos })
    return false
  })
  return list
}

/** Deletes words at the range's ends and whole provisions within it, without joining anything. */
function deleteInside(tr: Transaction, unit: ReturnType<ResolvedPos['node']>, pos: number, from: number, to: number): void {
  if (unit.isTextblock) {
    tr.delete(Math.max(from, pos + 1), Math.min(to, pos + unit.nodeSize - 1))
    return
  }
  const blocks: { node: ReturnType<ResolvedPos['node']>; pos: number }[] = []
  unit.forEach((node, offset) => blocks.push({ node, pos: pos + 1 + offset }))
  for (const block of blocks.toReversed()) {
    const [start, end] = [block.pos + 1, block.pos + block.node.nodeSize - 1]
    if (from <= start && to > end) tr.delete(block.pos, block.pos + block.node.nodeSize)
    else if (from < end && to > start) tr.delete(Math.max(from, start), Math.min(to, end))
  }
}
