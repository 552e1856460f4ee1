import type { Block, ProvisionKind } from '../model/index.ts'
import type { Alignment, Pair } from './align.ts'
import type { DiffCache } from './cache.ts'
import { shared, without } from './overlap.ts'
import type { Token } from './tokens.ts'

/** A neighbour takes part in a split or a join when this share of its words comes from the block that was split or joined. */
const ACCOUNTED_FOR = 0.6

/** Letters of a beginning or an end that says where a neighbour comes from, whatever else was written into it. */
const TELLING_LETTERS = 12

/** Ranges of indexes (end exclusive) that belong together: one on one side at least, ascending on both sides. */
export interface Group {
  base: number
  baseEnd: number
  draft: number
  draftEnd: number
}

/**
 * Widens pairs to splits and joins: a block that lost words to the new blocks next to it was split by Enter; one that gained the
 * words of the deleted blocks next to it was joined by Backspace.
 */
export function groups(alignment: Alignment, cache: DiffCache): Group[] {
  const { bases, drafts, pairs, moves } = alignment
  const list = pairs.map(([base, draft]): Group => ({ base, baseEnd: base + 1, draft, draftEnd: draft + 1 }))
  if (pairs.length === bases.length && pairs.length === drafts.length) return list
  const freeBases = unpaired(bases.length, 0, pairs, moves)
  const freeDrafts = unpaired(drafts.length, 1, pairs, moves)
  for (const group of list) {
    const base = bases[group.base]!
    const draft = drafts[group.draft]!
    if (isFree(freeDrafts, group.draft)) {
      const range = widen(drafts, group.draft, freeDrafts, { whole: base, part: draft }, cache)
      group.draft = range[0]
      group.draftEnd = range[1]
    }
    if (group.draftEnd - group.draft === 1 && isFree(freeBases, group.base)) {
      const range = widen(bases, group.base, freeBases, { whole: draft, part: base }, cache)
      group.base = range[0]
      group.baseEnd = range[1]
    }
  }
  return list
}

function unpaired(length: number, side: 0 | 1, pairs: readonly Pair[], moves: readonly Pair[]): Uint8Array {
  const free = new Uint8Array(length).fill(1)
  for (const pair of pairs) free[pair[side]] = 0
  for (const pair of moves) free[pair[side]] = 0
  return free
}

const isFree = (free: Uint8Array, index: number): boolean => free[index + 1] === 1 || (index > 0 && free[index - 1] === 1)

interface Whole {
  /** The block that was split, or that the others were joined to. */
  readonly whole: Block
  /** What stands for it on the other side. */
  readonly part: Block
}

/**
 * The range around `index` of free blocks whose words come from what `part` lacks of the `whole`; they are free no longer. A neighbour
 * that begins as the whole did, or ends as it did, may hold as many new words beside those as were written.
 */
function widen(
  list: readonly Block[],
  index: number,
  free: Uint8Array,
  { whole, part }: Whole,
  cache: DiffCache,
): [number, number] {
  let left = without(cache.bag(whole), cache.bag(part))
  const take = (at: number): boolean => {
    if (free[at] !== 1 || !sameKind(list[index]!, list[at]!)) return false
    const own = cache.bag(list[at]!)
    if (own.weight === 0) return false
    if (shared(left, own) < ACCOUNTED_FOR * own.weight) {
      const edge = commonEdge(cache.tokens(whole), cache.tokens(list[at]!), at < index)
      if (edge < Math.max(TELLING_LETTERS, ACCOUNTED_FOR * left.weight)) return false
    }
    left = without(left, own)
    free[at] = 0
    return true
  }
  let from = index
  let to = index + 1
  while (to < list.length && take(to)) to++
  while (from > 0 && take(from - 1)) from--
  return [from, to]
}

/** The weight of the tokens with which two texts both begin, or both end. */
function commonEdge(a: readonly Token[], b: readonly Token[], atStart: boolean): number {
  const limit = Math.min(a.length, b.length)
  let weight = 0
  for (let step = 0; step < limit; step++) {
    const [one, other] = atStart ? [a[step]!, b[step]!] : [a.at(-1 - step)!, b.at(-1 - step)!]
    if (one.id !== other.id) break
    weight += one.weight
  }
  return weight
}

const PROVISIONS: ReadonlySet<ProvisionKind> = new Set<ProvisionKind>(['paragraph', 'subparagraph'])

/** Enter makes a block of the same kind in the same place; a heading is not split into provisions. */
const sameKind = (a: Block, b: Block): boolean =>
  a.container === b.container &&
  (a.kind === b.kind || (PROVISIONS.has(a.kind) && PROVISIONS.has(b.kind))) &&
  a.kind !== 'article' &&
  a.kind !== 'annex'
