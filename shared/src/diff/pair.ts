import type { Block } from '../model/index.ts'
import type { Pair } from './align.ts'
import type { DiffCache } from './cache.ts'
import { bagOf, SAME_PROVISION, similarity, type Bag } from './overlap.ts'
import { commonSubsequence } from './subsequence.ts'

/** A gap where more pairs of blocks than this would be weighed keeps only its identical blocks (10,000 pairs take about 10 ms). */
const MAX_WEIGHED_PAIRS = 10_000

/** More blocks than this between identical blocks of a gap are not searched for more of them. */
const MAX_UNEQUAL_BLOCKS = 1_000

/** Blocks of the base that are gone and blocks of the draft that are new, between the same two blocks that stand in both. */
export interface Gap {
  readonly bases: readonly Block[]
  readonly drafts: readonly Block[]
  /** Ascending indexes of the blocks without a counterpart. */
  readonly gapBases: readonly number[]
  readonly gapDrafts: readonly number[]
  /** eIds of the base's articles and annexes with those of the draft that continue them under another eId. */
  readonly containers: Map<string, string>
  readonly cache: DiffCache
}

/**
 * Recognises blocks that were typed or pasted anew in place of one that is gone: first whole articles and what stands outside them,
 * then the provisions inside articles that continue each other. Pairs ascend on both sides; `containers` gains the articles found.
 */
export function pairUnmatched(gap: Gap): Pair[] {
  const { bases, drafts, gapBases, gapDrafts, containers } = gap
  const outer = pairByWords(
    gapBases.filter((index) => bases[index]!.container === null),
    gapDrafts.filter((index) => drafts[index]!.container === null),
    (base, draft) => bases[base]!.kind === drafts[draft]!.kind,
    unitBags(gap),
  )
  for (const [base, draft] of outer) containers.set(bases[base]!.eId, drafts[draft]!.eId)
  const inside = (base: number, draft: number) => {
    const container = bases[base]!.container
    return container !== null && (containers.get(container) ?? container) === drafts[draft]!.container
  }
  const blockBags = {
    base: (index: number) => gap.cache.bag(bases[index]!),
    draft: (index: number) => gap.cache.bag(drafts[index]!),
  }
  const pairs: Pair[] = []
  let previous: Pair = [-1, -1]
  for (const pair of [...outer, [bases.length, drafts.length] as const]) {
    const between = (list: readonly number[], side: 0 | 1) => list.filter((index) => index > previous[side] && index < pair[side])
    const withinBases = between(gapBases, 0).filter((index) => bases[index]!.container !== null)
    const withinDrafts = between(gapDrafts, 1).filter((index) => drafts[index]!.container !== null)
    pairs.push(...pairByWords(withinBases, withinDrafts, inside, blockBags))
    if (pair[0] < bases.length) pairs.push(pair)
    previous = pair
  }
  return pairs
}

interface Bags {
  base: (index: number) => Bag
  draft: (index: number) => Bag
}

/** The words of a whole unit: an article with all its provisions. */
function unitBags({ bases, drafts, cache }: Gap): Bags {
  const unit = (list: readonly Block[]) => {
    const known = new Map<number, Bag>()
    return (index: number): Bag => {
      let bag = known.get(index)
      if (!bag) {
        let end = index + 1
        while (end < list.length && list[end]!.container === list[index]!.eId) end++
        bag = end === index + 1 ? cache.bag(list[index]!) : bagOf(list.slice(index, end).flatMap((block) => cache.tokens(block)))
        known.set(index, bag)
      }
      return bag
    }
  }
  return { base: unit(bases), draft: unit(drafts) }
}

/** The pairs, ascending on both sides, with the most words in common in all; identical blocks first. */
function pairByWords(
  gapBases: readonly number[],
  gapDrafts: readonly number[],
  comparable: (base: number, draft: number) => boolean,
  bags: Bags,
): Pair[] {
  if (gapBases.length === 0 || gapDrafts.length === 0) return []
  if (gapBases.length * gapDrafts.length <= MAX_WEIGHED_PAIRS) return mostInCommon(gapBases, gapDrafts, comparable, bags)
  const pairs: Pair[] = []
  let previous: Pair = [-1, -1]
  const same = identical(gapBases, gapDrafts, bags).filter(([base, draft]) => comparable(base, draft))
  for (const pair of [...same, [Infinity, Infinity] as const]) {
    const between = (list: readonly number[], side: 0 | 1) => list.filter((index) => index > previous[side] && index < pair[side])
    const betweenBases = between(gapBases, 0)
    const betweenDrafts = between(gapDrafts, 1)
    if (betweenBases.length * betweenDrafts.length <= MAX_WEIGHED_PAIRS)
      pairs.push(...mostInCommon(betweenBases, betweenDrafts, comparable, bags))
    if (pair[0] !== Infinity) pairs.push(pair)
    previous = pair
  }
  return pairs
}

/** Pairs of blocks with exactly the same words. */
function identical(gapBases: readonly number[], gapDrafts: readonly number[], bags: Bags): Pair[] {
  const numbers = new Map<string, number>()
  const numberOf = (bag: Bag) => {
    const key = [...bag.words].join()
    const known = numbers.get(key) ?? numbers.size
    numbers.set(key, known)
    return known
  }
  const pairs = commonSubsequence(
    gapBases.map((index) => numberOf(bags.base(index))),
    gapDrafts.map((index) => numberOf(bags.draft(index))),
    MAX_UNEQUAL_BLOCKS,
  )
  return (pairs ?? []).map(([i, j]) => [gapBases[i]!, gapDrafts[j]!])
}

/** `best[i][j]`: the greatest sum of similarities for the blocks from i and from j on. */
function mostInCommon(
  gapBases: readonly number[],
  gapDrafts: readonly number[],
  comparable: (base: number, draft: number) => boolean,
  bags: Bags,
): Pair[] {
  const width = gapDrafts.length + 1
  const best = new Float64Array((gapBases.length + 1) * width)
  const likeness = new Float64Array(best.length)
  for (let i = gapBases.length - 1; i >= 0; i--)
    for (let j = gapDrafts.length - 1; j >= 0; j--) {
      const at = i * width + j
      const [base, draft] = [gapBases[i]!, gapDrafts[j]!]
      const alike = comparable(base, draft) ? similarity(bags.base(base), bags.draft(draft)) : 0
      likeness[at] = alike >= SAME_PROVISION ? alike : 0
      const paired = likeness[at] > 0 ? likeness[at] + best[at + width + 1]! : 0
      best[at] = Math.max(paired, best[at + width]!, best[at + 1]!)
    }
  const pairs: Pair[] = []
  for (let i = 0, j = 0; i < gapBases.length && j < gapDrafts.length;) {
    const at = i * width + j
    if (likeness[at]! > 0 && best[at] === likeness[at]! + best[at + width + 1]!) pairs.push([gapBases[i++]!, gapDrafts[j++]!])
    else if (best[at] === best[at + width]) i++
    else j++
  }
  return pairs
}
