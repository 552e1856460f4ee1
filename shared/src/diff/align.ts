import type { Block } from '../model/index.ts'
import type { DiffCache } from './cache.ts'
import { doubtfulPairs, isUnit } from './doubt.ts'
import { pairUnmatched } from './pair.ts'

/** Which block of the draft continues which block of the base. */
export interface Alignment {
  readonly bases: readonly Block[]
  readonly drafts: readonly Block[]
  /** Index pairs that ascend on both sides. */
  readonly pairs: readonly Pair[]
  /** Index pairs of blocks that stand elsewhere in the draft than in the base. */
  readonly moves: readonly Pair[]
}

/** Index of a base block and of the draft block that continues it. */
export type Pair = readonly [base: number, draft: number]

/**
 * Pairs blocks by eId, then in each gap between those that kept their order by their words. An eId is believed unless the words of
 * the two blocks have little in common and another block has them (two revisions of a text number their recitals each for itself).
 * A second block with the eId of an earlier one (`~2`) has no counterpart in the base and counts as new.
 */
export function align(bases: readonly Block[], drafts: readonly Block[], cache: DiffCache): Alignment {
  const byId = pairById(bases, drafts)
  const doubtful = doubtfulPairs(bases, drafts, byId, cache)
  const believed = doubtful.size === 0 ? byId : byId.filter((pair) => !doubtful.has(pair))
  const kept = longestAscending(staying(bases, drafts, believed))
  const moves = kept.length === believed.length ? [] : difference(believed, kept)
  if (believed.length === bases.length || believed.length === drafts.length) return { bases, drafts, pairs: kept, moves }
  const pairs = pairGaps(bases, drafts, kept, moves, cache)
  restore(pairs, moves, doubtful)
  moves.push(...movedByText(bases, drafts, pairs, moves, cache))
  return { bases, drafts, pairs, moves }
}

/** Without the provisions that stand in another article now, where both articles stand in both texts: the articles have not moved. */
function staying(bases: readonly Block[], drafts: readonly Block[], pairs: Pair[]): Pair[] {
  if (pairs.every(([base, draft]) => bases[base]!.container === drafts[draft]!.container)) return pairs
  const units = new Set(pairs.filter(([base]) => isUnit(bases[base]!)).map(([base]) => bases[base]!.eId))
  const isHere = (unit: string | null) => unit === null || units.has(unit)
  return pairs.filter(([base, draft]) => {
    const [from, to] = [bases[base]!.container, drafts[draft]!.container]
    return from === to || !isHere(from) || !isHere(to)
  })
}

/** The pairs that kept their order with those that words make out between them. */
function pairGaps(
  bases: readonly Block[],
  drafts: readonly Block[],
  kept: readonly Pair[],
  moves: readonly Pair[],
  cache: DiffCache,
): Pair[] {
  const moved = matched(moves)
  const free = (from: number, to: number, without: ReadonlySet<number>) =>
    Array.from({ length: to - from - 1 }, (_, index) => from + 1 + index).filter((index) => !without.has(index))
  const containers = new Map<string, string>()
  const pairs: Pair[] = []
  let previous: Pair = [-1, -1]
  for (const pair of [...kept, [bases.length, drafts.length] as const]) {
    if (pair[0] - previous[0] > 1 && pair[1] - previous[1] > 1) {
      const gapBases = free(previous[0], pair[0], moved.bases)
      const gapDrafts = free(previous[1], pair[1], moved.drafts)
      pairs.push(...pairUnmatched({ bases, drafts, gapBases, gapDrafts, containers, cache }))
    }
    if (pair[0] < bases.length) pairs.push(pair)
    previous = pair
  }
  return pairs
}

/** Gives blocks that no other block's words claimed back to each other: the same provision, rewritten. */
function restore(pairs: Pair[], moves: Pair[], doubtful: ReadonlySet<Pair>): void {
  if (doubtful.size === 0) return
  const taken = matched([...pairs, ...moves])
  for (const pair of doubtful) {
    if (taken.bases.has(pair[0]) || taken.drafts.has(pair[1])) continue
    const at = pairs.findIndex(([, draft]) => draft > pair[1])
    const place = at < 0 ? pairs.length : at
    const inOrder = (pairs[place - 1]?.[0] ?? -1) < pair[0] && pair[0] < (pairs[place]?.[0] ?? Infinity)
    if (inOrder) pairs.splice(place, 0, pair)
    else moves.push(pair)
  }
}

function matched(pairs: readonly Pair[]): { bases: Set<number>; drafts: Set<number> } {
  return { bases: new Set(pairs.map(([base]) => base)), drafts: new Set(pairs.map(([, draft]) => draft)) }
}

function difference(pairs: readonly Pair[], without: readonly Pair[]): Pair[] {
  const left = new Set(without)
  return pairs.filter((pair) => !left.has(pair))
}

/** Pairs of blocks with one eId, in the draft's order. */
function pairById(bases: readonly Block[], drafts: readonly Block[]): Pair[] {
  if (bases.length === drafts.length && bases.every((block, index) => block.eId === drafts[index]!.eId))
    return bases.map((_, index) => [index, index])
  const indexOf = new Map(bases.map((block, index) => [block.eId, index]))
  return drafts.flatMap((block, draft) => {
    const base = indexOf.get(block.eId)
    return base === undefined ? [] : [[base, draft] as const]
  })
}

/** The most pairs whose base indexes ascend, of pairs in the draft's order (patience sorting). */
function longestAscending(pairs: Pair[]): Pair[] {
  if (pairs.every(([base], index) => index === 0 || pairs[index - 1]![0] < base)) return pairs
  const tails: number[] = []
  const before: number[] = []
  pairs.forEach(([base], index) => {
    let low = 0
    for (let high = tails.length; low < high;) {
      const middle = (low + high) >> 1
      if (pairs[tails[middle]!]![0] < base) low = middle + 1
      else high = middle
    }
    before[index] = tails[low - 1] ?? -1
    tails[low] = index
  })
  const longest: Pair[] = []
  for (let index = tails.at(-1) ?? -1; index >= 0; index = before[index]!) longest.push(pairs[index]!)
  return longest.reverse()
}

/** A block with fewer letters than this says too little to be recognised elsewhere by its words alone. */
const MOVE_LETTERS = 20

/** Blocks without a counterpart whose whole text stands, letter for letter, in a new block elsewhere: cut there and pasted here. */
function movedByText(
  bases: readonly Block[],
  drafts: readonly Block[],
  pairs: readonly Pair[],
  moves: readonly Pair[],
  cache: DiffCache,
): Pair[] {
  const taken = matched([...pairs, ...moves])
  const gone = new Map<string, number[]>()
  const key = (block: Block) =>
    `${block.container === null ? block.kind : ''} ${cache
      .tokens(block)
      .map((token) => token.id)
      .join(' ')}`
  bases.forEach((block, index) => {
    if (taken.bases.has(index) || cache.bag(block).weight < MOVE_LETTERS) return
    const same = gone.get(key(block))
    if (same) same.push(index)
    else gone.set(key(block), [index])
  })
  if (gone.size === 0) return []
  return drafts.flatMap((block, draft) => {
    if (taken.drafts.has(draft) || cache.bag(block).weight < MOVE_LETTERS) return []
    const base = gone.get(key(block))?.shift()
    return base === undefined ? [] : [[base, draft] as const]
  })
}
