import type { Block } from '../model/index.ts'
import type { Pair } from './align.ts'
import { sameText, type DiffCache } from './cache.ts'

/** A block with fewer letters than this says too little to doubt its eId for its words. */
const TELLING_LETTERS = 20

/**
 * The pairs with one eId whose words have so little in common that another block may be the one meant. An article is doubtful when
 * its heading and most of its provisions are, and then with all of them: between two revisions the articles behind a new one have the
 * eIds of others.
 */
export function doubtfulPairs(
  bases: readonly Block[],
  drafts: readonly Block[],
  pairs: readonly Pair[],
  cache: DiffCache,
): Set<Pair> {
  const unlike = new Set<Pair>()
  for (const pair of pairs) {
    const [base, draft] = [bases[pair[0]]!, drafts[pair[1]]!]
    if (!sameText(base, draft) && !cache.alike(base, draft)) unlike.add(pair)
  }
  if (unlike.size === 0) return unlike
  const units = doubtfulUnits(bases, drafts, pairs, unlike, cache)
  const unitOf = ([base]: Pair) => (isUnit(bases[base]!) ? bases[base]!.eId : bases[base]!.container)
  const doubtful = units.size === 0 ? [] : pairs.filter((pair) => units.has(unitOf(pair) ?? ''))
  const telling = (pair: Pair) =>
    !isUnit(bases[pair[0]]!) && Math.min(cache.bag(bases[pair[0]]!).weight, cache.bag(drafts[pair[1]]!).weight) >= TELLING_LETTERS
  return new Set([...doubtful, ...[...unlike].filter(telling)].sort((a, b) => a[1] - b[1]))
}

export const isUnit = ({ kind }: Block): boolean => kind === 'article' || kind === 'annex'

/** The eIds of articles and annexes with another heading and, by their letters, mostly other provisions. */
function doubtfulUnits(
  bases: readonly Block[],
  drafts: readonly Block[],
  pairs: readonly Pair[],
  unlike: ReadonlySet<Pair>,
  cache: DiffCache,
): Set<string> {
  const letters = new Map<string, { like: number; unlike: number }>()
  for (const pair of unlike) if (isUnit(bases[pair[0]]!)) letters.set(bases[pair[0]]!.eId, { like: 0, unlike: 0 })
  if (letters.size === 0) return new Set()
  for (const pair of pairs) {
    const base = bases[pair[0]]!
    const unit = letters.get(base.container ?? '')
    if (unit && drafts[pair[1]]!.container === base.container)
      unit[unlike.has(pair) ? 'unlike' : 'like'] += cache.bag(base).weight
  }
  return new Set([...letters].filter(([, sum]) => sum.unlike > sum.like).map(([eId]) => eId))
}
