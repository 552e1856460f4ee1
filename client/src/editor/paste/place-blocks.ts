import { Fragment, type Node } from '@tiptap/pm/model'
import { Selection, TextSelection, type Transaction } from '@tiptap/pm/state'
import { nodeLabel } from '@travaux/shared/number'
import { isBlank, isProvision, isUnitNode, nodeName, placeOf, type Place } from '../place.ts'
import { withOwnEIds } from './own-eids.ts'

/**
 * Puts pasted content at the caret of `tr` (nothing is selected any more) and the caret behind it.
 *
 * | content | place | result |
 * |---|---|---|
 * | words, or one paragraph | any | goes on in the line; a label stays as words unless it can open a provision of its own |
 * | several provisions | a provision | the first goes on in the line unless it has a number; the others follow as provisions |
 * | the same | a heading, title, recital … | one line |
 * | blocks of the same kind (recitals among recitals) | | follow as such blocks |
 * | from the first article, chapter or annex on | any | stands behind the article or heading with the caret; takes the place of an empty article |
 */
export function placeBlocks(tr: Transaction, content: Fragment, language: string): Transaction {
  const place = placeOf(tr.selection.$from)
  if (!place) return insertWhole(tr, content)
  if (content.firstChild?.isInline) return insertWords(tr, content)
  const blocks = withOwnEIds(content, tr.doc)
  const split = blocks.findIndex(isTop)
  const near = split < 0 ? blocks : blocks.slice(0, split)
  const far = split < 0 ? [] : blocks.slice(split).map(inDocument)
  // What stands further back goes in first, so that positions before it stay what they are.
  const end = far.length > 0 ? placeBehind(tr, far, near.length === 0) : null
  if (near.length === 0) return caretAt(tr, end!)
  placeNear(tr, place, near, language)
  return end === null ? tr : caretAt(tr, end)
}

/** A position and how many steps there were when it was taken. */
interface Mark {
  pos: number
  steps: number
}
const markAt = (tr: Transaction, pos: number): Mark => ({ pos, steps: tr.steps.length })
const caretAt = (tr: Transaction, at: Mark | number): Transaction => {
  const pos = typeof at === 'number' ? at : tr.mapping.slice(at.steps).map(at.pos)
  return tr.setSelection(Selection.near(tr.doc.resolve(pos), -1))
}

/** What can only stand in the document itself. */
const isTop = (node: Node): boolean => isUnitNode(node) || nodeName(node) === 'division'

/** A heading stands in articles only. */
const inDocument = (node: Node): Node => (nodeName(node) === 'heading' ? asProvision(node) : node)

function insertWhole(tr: Transaction, content: Fragment): Transaction {
  const blocks = content.firstChild?.isInline
    ? [tr.doc.type.schema.node('provision', null, content)]
    : withOwnEIds(content, tr.doc)
  const at = tr.selection.from
  const depth = tr.doc.resolve(at).depth
  const fitting = blocks.map(depth === 0 ? inDocument : asProvision)
  tr.insert(at, fitting)
  return caretAt(tr, at + Fragment.fromArray(fitting).size)
}

function insertWords(tr: Transaction, words: Fragment): Transaction {
  const at = tr.selection.from
  tr.insert(at, words)
  return tr.setSelection(TextSelection.create(tr.doc, at + words.size))
}

/** Articles and what follows them, behind the top-level block with the caret; in the place of an empty one when nothing stays in it. */
function placeBehind(tr: Transaction, far: Node[], free: boolean): Mark {
  const { $from } = tr.selection
  const top = $from.node(1)
  const [from, to] = [$from.before(1), $from.after(1)]
  const replaced = free && isBlank(top)
  if (replaced) tr.replaceWith(from, to, [inPlaceOf(far[0]!, top), ...far.slice(1)])
  else tr.insert(to, far)
  return markAt(tr, (replaced ? from : to) + Fragment.fromArray(far).size)
}

/** The first article takes the eId of the empty one that it replaces, unless it was moved here with its own. */
const inPlaceOf = (node: Node, empty: Node): Node =>
  node.attrs['eId'] === '' && node.type === empty.type
    ? node.type.create({ ...node.attrs, eId: empty.attrs['eId'] as string }, node.content)
    : node

function placeNear(tr: Transaction, place: Place, near: Node[], language: string): Transaction {
  const { block } = place
  const offset = tr.selection.$from.parentOffset
  const within = offset > 0 && offset < block.content.size
  const only = near.length === 1 ? near[0]! : null
  if (only && (numberOf(only) === null || within)) return insertWords(tr, Fragment.fromArray(wordsOf(only, language)))
  if (nodeName(block) === 'heading' && isBlank(place.parent)) return fillArticle(tr, place, near)
  const kin = near.every((node) => node.type === block.type) && nodeName(block) !== 'heading'
  if (!kin && !isProvision(block)) return insertWords(tr, oneLine(near, language))
  return placeSiblings(tr, place, kin ? near : near.map(asProvision))
}

const numberOf = (node: Node): string | null => (node.attrs['number'] as string | null | undefined) ?? null

/** A block's words with its label in front. */
function wordsOf(node: Node, language: string): Node[] {
  const label = nodeLabel(node, language)
  return [...(label ? [node.type.schema.text(node.content.size > 0 ? `${label} ` : label)] : []), ...node.children]
}

function oneLine(blocks: readonly Node[], language: string): Fragment {
  const lines = blocks.map((block) => wordsOf(block, language)).filter((words) => words.length > 0)
  return Fragment.fromArray(lines.flatMap((words, index) => (index > 0 ? [words[0]!.type.schema.text(' '), ...words] : words)))
}

/** A paragraph with the words and number of a block that cannot stand in an article. */
function asProvision(node: Node): Node {
  if (isProvision(node)) return node
  const { eId: _eId, ...attrs } = node.attrs
  const kept = { number: (attrs['number'] as string | undefined) ?? null, form: (attrs['form'] as string | undefined) ?? null }
  return node.type.schema.node('provision', kept, node.isTextblock ? node.content : textNodes(node))
}

function textNodes(node: Node): Node[] {
  const words = node.textBetween(0, node.content.size, ' ')
  return words ? [node.type.schema.text(words)] : []
}

/** An empty article takes its heading and its paragraphs from what is pasted into the heading. */
function fillArticle(tr: Transaction, { pos, block, parent }: Place, near: Node[]): Transaction {
  const first = numberOf(near[0]!) === null ? near[0]! : null
  const below = pos + block.nodeSize
  const end = below + parent.content.size - block.nodeSize
  const paragraphs = near.slice(first ? 1 : 0).map(asProvision)
  tr.replaceWith(below, end, paragraphs)
  if (first) tr.insert(pos + 1, first.content)
  const last = pos + block.nodeSize + (first?.content.size ?? 0) + Fragment.fromArray(paragraphs).size
  return caretAt(tr, last)
}

/** Blocks of the caret's own kind, around the words that stand there. */
function placeSiblings(tr: Transaction, place: Place, near: Node[]): Transaction {
  const { block, pos } = place
  const at = tr.selection.from
  const offset = at - pos - 1
  if (block.content.size === 0) return fillEmpty(tr, place, near)
  if (offset === 0) {
    tr.insert(pos, near)
    return caretAt(tr, pos + Fragment.fromArray(near).size)
  }
  const tail = block.content.cut(offset)
  const joins = numberOf(near[0]!) === null
  const others = withTail(joins ? near.slice(1) : near, tail, block)
  if (tail.size > 0) tr.delete(at, at + tail.size)
  const words = joins ? near[0]!.content : Fragment.empty
  tr.insert(at, words)
  const behind = at + words.size + 1
  tr.insert(behind, others.blocks)
  return caretAt(tr, behind + Fragment.fromArray(others.blocks).size - others.tailSize)
}

/** The words behind the caret go on in the last pasted block, or in a block of their own where that has a number. */
function withTail(blocks: readonly Node[], tail: Fragment, block: Node): { blocks: Node[]; tailSize: number } {
  const last = blocks.at(-1)
  if (tail.size === 0 || !last) return { blocks: [...blocks], tailSize: 0 }
  if (numberOf(last) === null)
    return { blocks: [...blocks.slice(0, -1), last.copy(last.content.append(tail))], tailSize: tail.size + 1 }
  const own = block.type.create({ ...block.attrs, eId: '', number: null, form: null }, tail)
  return { blocks: [...blocks, own], tailSize: own.nodeSize }
}

/** The first block goes into the empty one, which keeps its number unless that brings one, and its eId. */
function fillEmpty(tr: Transaction, { block, pos }: Place, near: Node[]): Transaction {
  const [first, ...others] = near
  if (numberOf(first!) !== null) {
    const eId = (first!.attrs['eId'] as string) || (block.attrs['eId'] as string)
    tr.setNodeMarkup(pos, null, { ...first!.attrs, eId })
  }
  tr.insert(pos + 1, first!.content)
  const behind = pos + 2 + first!.content.size
  tr.insert(behind, others)
  return caretAt(tr, behind + Fragment.fromArray(others).size)
}
