import type { Node } from 'prosemirror-model'
import { numberAfter } from './after.ts'

/**
 * Numbers for what a person adds: the next of the sequence, a bis where the sequence goes on behind it, null where the neighbours
 * carry no number. No number of the text changes.
 */
const level = (node: Node): number => node.attrs['level'] as number
const number = (node: Node): string | null => node.attrs['number'] as string | null

/** For a provision of `depth` that comes to stand at `index` of `parent`; `moving` is left out because it is about to go there. */
export function provisionNumber(parent: Node, index: number, depth: number, moving: Node | null = null): string | null {
  const peers = (list: readonly Node[]) => sequence(list, depth).filter((node) => node !== moving)
  const before = peers(parent.children.slice(0, index).reverse()).map(number)
  const after = peers(parent.children.slice(index)).map(number)
  const neighbours = [...before.slice(0, 1), ...after.slice(0, 1)]
  const unnumbered = neighbours.length === 0 ? depth === 1 : neighbours[0] === null
  return unnumbered ? null : between(before, after, depth)
}

/** For a recital: none where recitals carry none. */
export function recitalNumber(parent: Node, index: number): string | null {
  const recitals = (list: readonly Node[]) => list.filter((node) => node.type.name === 'recital').map(number)
  const before = recitals(parent.children.slice(0, index).reverse())
  return (before[0] ?? null) === null ? null : between(before, recitals(parent.children.slice(index)), 1)
}

/** For an article; an annex ends the sequence of the articles before it. */
export function articleNumber(doc: Node, index: number): string | null {
  const articles = (list: readonly Node[]) => {
    const annex = list.findIndex((node) => node.type.name === 'annex')
    return (annex < 0 ? list : list.slice(0, annex)).filter((node) => node.type.name === 'article').map(number)
  }
  return between(articles(doc.children.slice(0, index).reverse()), articles(doc.children.slice(index)), 0)
}

/** `before` nearest first, `after` in order. */
const between = (before: readonly (string | null)[], after: readonly (string | null)[], depth: number): string | null =>
  numberAfter(before[0] ?? null, after[0] ?? null, depth, before.toReversed()) || null

/** The provisions of this level in the list, up to one of a lower level, which ends the sequence. */
function sequence(list: readonly Node[], depth: number): Node[] {
  const end = list.findIndex((node) => node.type.name !== 'provision' || level(node) < depth)
  return (end < 0 ? list : list.slice(0, end)).filter((node) => level(node) === depth)
}

/** For a block like `model` that comes to stand at `index` of `parent`. */
export function newNumber(parent: Node, index: number, model: Node): string | null {
  switch (model.type.name) {
    case 'provision':
      return provisionNumber(parent, index, level(model))
    case 'recital':
      return recitalNumber(parent, index)
    case 'article':
      return articleNumber(parent, index)
    default:
      return null
  }
}
