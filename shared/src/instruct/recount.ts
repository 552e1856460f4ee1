import type { Node } from 'prosemirror-model'
import { numberAfter } from '../number/index.ts'

/** A child of a list; what an instruction puts there keeps the number that it says (`counted` false). */
export interface Item {
  readonly node: Node
  readonly counted: boolean
}

/**
 * Counts siblings anew: from each mark on, every numbered sibling of the kind of `model` takes the number behind the one before it.
 * `before` is the list as it was, for the number that the first of all has.
 */
export function recount(
  items: readonly Item[],
  marks: readonly { at: number; model: Node }[],
  before: readonly Node[],
): readonly Node[] {
  const nodes = items.map(({ node }) => node)
  for (const { at, model } of marks) {
    const siblings = group(nodes, at, model)
    const known: (string | null)[] = []
    for (const index of siblings) {
      const number = nodes[index]!.attrs['number'] as string | null
      if (number === null) continue
      const isMoved = items[index]!.node.attrs['eId'] !== '' && !items[index]!.counted
      if (index >= at && (items[index]!.counted || isMoved)) {
        const next = known.length > 0 ? numberAfter(known.at(-1)!, null, levelOf(model), known) : firstOf(before, model)
        nodes[index] = withNumber(nodes[index]!, next || number)
      }
      known.push(nodes[index]!.attrs['number'] as string | null)
    }
  }
  return nodes
}

const levelOf = (node: Node): number => (node.attrs['level'] as number | undefined) ?? 0

const withNumber = (node: Node, number: string): Node =>
  node.attrs['number'] === number ? node : node.type.create({ ...node.attrs, number }, node.content)

/** The number that the first sibling had. */
const firstOf = (before: readonly Node[], model: Node): string | null =>
  (before.find((node) => sameKind(node, model) && node.attrs['number'] !== null)?.attrs['number'] as string | undefined) ?? null

const sameKind = (a: Node, b: Node): boolean =>
  a.type === b.type && a.attrs['rank'] === b.attrs['rank'] && levelOf(a) === levelOf(b)

/** Indexes of the siblings around `at`: up to what stands above them on both sides. */
function group(nodes: readonly Node[], at: number, model: Node): number[] {
  const bounds = (node: Node) => {
    if (model.type.name === 'provision') return node.type.name !== 'provision' || levelOf(node) < levelOf(model)
    if (model.type.name === 'division') return node.type.name === 'annex' || (node.type.name === 'division' && outer(node, model))
    return node.type.name === 'annex' && model.type.name !== 'annex'
  }
  let from = at
  while (from > 0 && !bounds(nodes[from - 1]!)) from--
  const indexes: number[] = []
  for (let index = from; index < nodes.length && !(index >= at && bounds(nodes[index]!)); index++)
    if (sameKind(nodes[index]!, model)) indexes.push(index)
  return indexes
}

const RANKS = ['part', 'chapter', 'section', 'subsection']
const outer = (a: Node, b: Node): boolean => RANKS.indexOf(a.attrs['rank'] as string) < RANKS.indexOf(b.attrs['rank'] as string)
