import { Fragment, type Node } from 'prosemirror-model'
import { DiffCache, redline } from '../diff/index.ts'
import type { Block } from '../model/index.ts'
import { compare, type Compared } from './compared.ts'
import { Places } from './places.ts'
import { recount } from './recount.ts'
import { rematched } from './rematch.ts'
import { Ground } from './resolve.ts'
import { matchSiblings, structuralMarks } from './state-siblings.ts'
import { groupOf, inOrder, marksOf, matchTops, topsOf } from './state-tops.ts'
import { trees, type Tree } from './tree.ts'

/** New numbers by index of the draft's block. */
type Numbers = Map<number, string>

/**
 * The draft with its units counted on, where a coalition renumbers rather than writes "6 bis": wherever something came, went or moved, what
 * is new and all that follows among its siblings take the next number. Everything else of the draft stays, its eIds too; the same node
 * where no number changes. `draft` has no pending suggestions. `diff` is kept from call to call by whoever asks often.
 */
export function renumbered(base: Node, draft: Node, diff = new DiffCache()): Node {
  const text = rematched(base, draft)
  const compared = compare(new Ground(base), text, redline(base, text, diff), { diff, read: () => null })
  const numbers: Numbers = new Map()
  countTops(compared, numbers)
  return numbers.size === 0 ? draft : withNumbers(draft, numbers)
}

function countTops(compared: Compared, numbers: Numbers): void {
  const { ground, draft, draftBlocks } = compared
  const bases = topsOf(ground.base, ground.places.blocks)
  const drafts = topsOf(draft, draftBlocks)
  const { baseAt, stays } = inOrder(compared, bases, drafts, matchTops(compared, bases, drafts), true)
  const items = drafts.map(({ node }) => ({ node, counted: true }))
  for (const [group, [model]] of Map.groupBy(drafts, ({ block }) => groupOf(block))) {
    const marks = marksOf(bases, drafts, baseAt, stays, group).map((at) => ({ at, model: model!.node }))
    const counted = recount(
      items,
      marks,
      bases.map(({ node }) => node),
    )
    counted.forEach((node, at) => take(numbers, drafts[at]!.index, drafts[at]!.block, node))
  }
  const end = (list: readonly { index: number }[], at: number, blocks: readonly Block[]) => list[at + 1]?.index ?? blocks.length
  drafts.forEach((top, at) => {
    const from = baseAt[at]
    if (from === null || from === undefined || top.node.isTextblock) return
    const old = trees(ground.places.blocks, bases[from]!.index + 1, end(bases, from, ground.places.blocks))
    countSiblings(compared, old, trees(draftBlocks, top.index + 1, end(drafts, at, draftBlocks)), numbers)
  })
}

function countSiblings(compared: Compared, bases: readonly Tree[], drafts: readonly Tree[], numbers: Numbers): void {
  const { baseAt, stays } = matchSiblings(compared, bases, drafts)
  const nodes = (list: readonly Tree[]) => list.map(({ block }) => block.node!)
  const marks = structuralMarks(bases, drafts, baseAt, stays).map((at) => ({ at, model: drafts[0]?.block.node }))
  const counted = recount(
    nodes(drafts).map((node) => ({ node, counted: true })),
    marks.flatMap(({ at, model }) => (model ? [{ at, model }] : [])),
    nodes(bases),
  )
  drafts.forEach((tree, at) => {
    take(numbers, tree.index, tree.block, counted[at]!)
    const from = baseAt[at]
    if (from !== null && from !== undefined) countSiblings(compared, bases[from]!.children, tree.children, numbers)
  })
}

function take(numbers: Numbers, index: number, block: Block, node: Node): void {
  const number = (node.attrs['number'] as string | null | undefined) ?? null
  if (number !== null && number !== block.number) numbers.set(index, number)
}

const withContent = (node: Node, content: Fragment): Node => (content === node.content ? node : node.copy(content))

/** What a node became the last time: the same node again for the same number, so that what is cached by it stays. */
const counted = new WeakMap<Node, Node>()

function withNumber(node: Node, number: string): Node {
  const last = counted.get(node)
  if (last?.attrs['number'] === number) return last
  const made = node.type.create({ ...node.attrs, number }, node.content, node.marks)
  counted.set(node, made)
  return made
}

function withNumbers(draft: Node, numbers: Numbers): Node {
  const places = new Places(draft)
  const numbered = (node: Node, list: number, child: number, content: Fragment): Node => {
    const index = places.indexIn(list, child)
    const number = index === undefined ? undefined : numbers.get(index)
    return number === undefined ? withContent(node, content) : withNumber(withContent(node, content), number)
  }
  const children = draft.children.map((node, top) => {
    if (node.isTextblock) return numbered(node, -1, top, node.content)
    const inside = node.children.map((child, at) =>
      child.type.name === 'heading' ? child : numbered(child, top, at, child.content),
    )
    return numbered(
      node,
      -1,
      top,
      inside.every((child, at) => child === node.child(at)) ? node.content : Fragment.fromArray(inside),
    )
  })
  return draft.copy(Fragment.fromArray(children))
}
