import type { Node } from 'prosemirror-model'
import { commonSubsequence } from '../diff/subsequence.ts'

/** A node and the position before it. */
export interface Placed {
  readonly node: Node
  readonly pos: number
}

/** The same block before and after an edit. */
export interface Kept {
  readonly before: Placed
  readonly after: Placed
}

/** What stands behind a kept block (or at the start, when `kept` is null) up to the next: blocks only of the one side or the other. */
export interface Stretch {
  readonly kept: Kept | null
  readonly removed: readonly Placed[]
  readonly inserted: readonly Placed[]
  /** Where the stretch ends in the document before the edit. */
  readonly end: number
  /** The node all of them stand in, before the edit. */
  readonly parent: Node
}

/** More than so many blocks changed in one place count as all replaced. */
const MAX_MOVED_BLOCKS = 1500

/** Pairs the children of a container before and after an edit by eId; `start` is where each side's content begins. */
export function stretches(before: Node, beforeStart: number, after: Node, afterStart: number): Stretch[] {
  const [a, b] = [placed(before, beforeStart), placed(after, afterStart)]
  const keys = new Map<string, number>()
  const key = ({ node }: Placed): number => {
    const name = `${node.type.name} ${(node.attrs['eId'] as string | undefined) ?? ''}`
    if (!keys.has(name)) keys.set(name, keys.size + 1)
    return keys.get(name)!
  }
  const pairs = commonSubsequence(a.map(key), b.map(key), MAX_MOVED_BLOCKS) ?? []
  const list: Stretch[] = []
  for (let index = -1; index < pairs.length; index++) {
    const [ai, bi] = pairs[index] ?? [-1, -1]
    const [nextA, nextB] = pairs[index + 1] ?? [a.length, b.length]
    list.push({
      kept: index < 0 ? null : { before: a[ai]!, after: b[bi]! },
      removed: a.slice(ai + 1, nextA),
      inserted: b.slice(bi + 1, nextB),
      end: a[nextA]?.pos ?? beforeStart + before.content.size,
      parent: before,
    })
  }
  return list
}

function placed(parent: Node, start: number): Placed[] {
  const list: Placed[] = []
  parent.forEach((node, offset) => list.push({ node, pos: start + offset }))
  return list
}
