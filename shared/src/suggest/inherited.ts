import type { Node } from 'prosemirror-model'
import type { Transform } from 'prosemirror-transform'
import { changedRanges } from './edit.ts'
import { isSuggestion, proposal } from './marks.ts'

/**
 * A drafter's new words take on nobody's suggestion: takes the marks off what a transaction has typed, pasted or copied. What it
 * has only moved keeps them. Adds its steps to the transaction; whether there were any.
 */
export function dropInherited(tr: Transform): boolean {
  const steps = tr.steps.length
  const grown = moreMarked(tr)
  for (const { fromB, toB } of changedRanges(tr).toReversed()) {
    const found: { from: number; to: number; node: Node }[] = []
    tr.doc.nodesBetween(fromB, toB, (node, pos) => {
      if (node.isText) found.push({ from: Math.max(fromB, pos), to: Math.min(toB, pos + node.nodeSize), node })
    })
    for (const { from, to, node } of found)
      for (const mark of node.marks) if (isSuggestion(mark) && grown.has(mark.attrs['id'])) tr.removeMark(from, to, mark)
  }
  return tr.steps.length > steps
}

/** Ids of suggestions that have more characters in the touched places than before. */
function moreMarked(tr: Transform): Set<unknown> {
  const counts = new Map<unknown, number>()
  const count = (doc: Node, from: number, to: number, sign: 1 | -1) =>
    doc.nodesBetween(from, to, (node, pos) => {
      if (!node.isText) return
      const size = Math.min(to, pos + node.nodeSize) - Math.max(from, pos)
      for (const mark of node.marks)
        if (isSuggestion(mark)) counts.set(mark.attrs['id'], (counts.get(mark.attrs['id']) ?? 0) + sign * size)
    })
  for (const { fromA, toA, fromB, toB } of changedRanges(tr)) {
    count(tr.before, fromA, toA, -1)
    count(tr.doc, fromB, toB, 1)
  }
  return new Set([...counts].filter(([, more]) => more > 0).map(([id]) => id))
}

/**
 * The id of somebody's proposed block that a drafter's transaction writes in, or null. Such words would go when the proposal is
 * withdrawn: the editor asks to accept the block first.
 */
export function writesInProposal(tr: Transform): string | null {
  for (const { fromA, toA } of changedRanges(tr)) {
    const $from = tr.before.resolve(fromA)
    for (let depth = $from.depth; depth > 0; depth--) {
      const stamp = proposal($from.node(depth))
      if (stamp && toA <= $from.end(depth)) return stamp.id
    }
  }
  return null
}
