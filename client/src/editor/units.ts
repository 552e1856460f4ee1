import { Fragment, type Node } from '@tiptap/pm/model'
import { TextSelection, type Command, type EditorState, type Transaction } from '@tiptap/pm/state'
import { newEId } from '@travaux/shared/model'
import { articleNumber } from '@travaux/shared/number'
import { findByEId, isProvision, isUnitNode, placeOf } from './place.ts'
import { labelled, relabel } from './suggesting/labels.ts'

/** An empty article behind the unit `eId`, with the caret in its heading; null when there is no such unit. */
export function addArticle(state: EditorState, eId: string): { tr: Transaction; eId: string } | null {
  const found = findByEId(state.doc, eId)
  if (!found) return null
  const $pos = state.doc.resolve(found.pos)
  const index = $pos.index(0) + 1
  const at = $pos.depth > 0 ? $pos.after(1) : found.pos + found.node.nodeSize
  const { article, heading, provision } = state.schema.nodes
  const own = newEId('art')
  const number = articleNumber(state.doc, index)
  const made = article!.create({ eId: own, number, form: formBefore(state.doc, index) }, [
    heading!.create(),
    provision!.create({ eId: newEId('para', own) }),
  ])
  const tr = state.tr.insert(at, made)
  return { tr: tr.setSelection(TextSelection.create(tr.doc, at + 2)).scrollIntoView(), eId: own }
}

/** How the article before writes its label. */
const formBefore = (doc: Node, index: number): string | null =>
  (doc.children.slice(0, index).findLast((node) => node.type.name === 'article')?.attrs['form'] as string | null | undefined) ??
  null

/** Mod-Alt-Enter: a new article behind the one with the caret. */
export const addArticleHere: Command = (state, dispatch) => {
  const { $from } = state.selection
  const top = $from.depth > 0 ? $from.node(1) : null
  const added = top ? addArticle(state, top.attrs['eId'] as string) : null
  if (added) dispatch?.(added.tr)
  return added !== null
}

/** Takes the article, heading or paragraph out; a paragraph's subparagraphs stay. */
export function deleteByEId(state: EditorState, eId: string): Transaction | null {
  const found = findByEId(state.doc, eId)
  if (!found) return null
  const tr = state.tr.delete(found.pos, found.pos + found.node.nodeSize)
  return tr.docChanged ? tr.scrollIntoView() : null
}

/** Alt-Shift-Up and -Down: the provision with everything below it changes places with its neighbour. */
export const moveProvision =
  (by: 1 | -1): Command =>
  (state, dispatch) => {
    const place = placeOf(state.selection.$from)
    if (!place || !isProvision(place.block)) return false
    const start = state.doc.resolve(place.pos).start()
    const [from, to] = family(place.parent, place.index)
    const swap = by < 0 ? before(place.parent, from) : family(place.parent, to)
    if (!swap || swap[0] === swap[1] || !isProvision(place.parent.maybeChild(swap[0]))) return true
    const [first, second] = by < 0 ? [swap, [from, to] as const] : [[from, to] as const, swap]
    if (level(place.parent.child(first[0])) < level(place.block) || level(place.parent.child(second[0])) < level(place.block))
      return true
    dispatch?.(swapped(state, place.parent, start, first, second, by).scrollIntoView())
    return true
  }

type Range = readonly [from: number, to: number]
const level = (node: Node): number => node.attrs['level'] as number

/** The children from `index` on that stand below it: `[from, to)`. */
function family(parent: Node, index: number): Range {
  const depth = isProvision(parent.maybeChild(index)) ? level(parent.child(index)) : Infinity
  let to = index + 1
  while (isProvision(parent.maybeChild(to)) && level(parent.child(to)) > depth) to++
  return [index, Math.min(to, parent.childCount)]
}

/** The provision of at most this level before `index`, with everything below it. */
function before(parent: Node, index: number): Range | null {
  let from = index - 1
  while (from >= 0 && isProvision(parent.child(from)) && level(parent.child(from)) > level(parent.child(index))) from--
  return from < 0 || !isProvision(parent.child(from)) ? null : [from, index]
}

function swapped(state: EditorState, parent: Node, start: number, first: Range, second: Range, by: 1 | -1): Transaction {
  const slice = ([from, to]: Range) => parent.children.slice(from, to)
  const size = (range: Range) => slice(range).reduce((sum, node) => sum + node.nodeSize, 0)
  const offset = start + parent.children.slice(0, first[0]).reduce((sum, node) => sum + node.nodeSize, 0)
  const moved = Fragment.fromArray([...slice(second), ...slice(first)])
  const tr = state.tr.replaceWith(offset, offset + size(first) + size(second), moved)
  const shift = by < 0 ? -size(first) : size(second)
  // A selection that reaches out of the provision is left at its start.
  const { anchor, head, $from, $to } = state.selection
  const ends = $from.sameParent($to) ? [anchor, head] : [$from.pos, $from.pos]
  return tr.setSelection(TextSelection.create(tr.doc, ends[0]! + shift, ends[1]! + shift))
}

/** Writes a number (null for none) on whatever carries one. */
export function numberSet(state: EditorState, eId: string, number: string | null): Transaction | null {
  const found = findByEId(state.doc, eId)
  if (!found || !('number' in found.node.attrs)) return null
  const clean = number?.trim() || null
  if (numberAt(state, found.pos) === clean) return null
  const tr = state.tr
  relabel(state, tr, found.pos, { number: clean })
  return tr
}

/** The number of the block at a place, as this person has it. */
export const numberAt = (state: EditorState, pos: number): string | null =>
  labelled(state).nodeAt(pos)!.attrs['number'] as string | null

/** eId of the article, or of the block itself outside articles, in which the position stands. */
export const unitAt = (state: EditorState): string | null => {
  const { $from } = state.selection
  return $from.depth > 0 ? (($from.node(1).attrs['eId'] as string | undefined) ?? null) : null
}

/** eId of the block at the caret; of an article when the caret is in its heading. */
export const blockAt = (state: EditorState): string | null => {
  const place = placeOf(state.selection.$from)
  if (!place) return null
  const bearer = 'eId' in place.block.attrs ? place.block : place.parent
  return isUnitNode(bearer) || bearer === place.block ? (bearer.attrs['eId'] as string) : null
}
