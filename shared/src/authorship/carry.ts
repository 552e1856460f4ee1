import { commonSubsequence } from '../diff/subsequence.ts'
import { tokensIn } from '../diff/tokens.ts'

/**
 * Words that are found again: new characters `at … at + length` of the fresh passage are characters `from … from + length` of the
 * gone one. Enter, a join, a move, an undo and a cut with its paste make new characters in Yjs of words that somebody wrote before.
 */
export interface Carried {
  readonly fresh: number
  readonly at: number
  readonly gone: number
  readonly from: number
  readonly length: number
}

/** From how many characters (or words) on an agreement is no chance. `Infinity`: never. */
export interface Reach {
  /** A passage that is wholly the other. */
  readonly exact: number
  /** One that begins or ends the other. */
  readonly ends: number
  /** One that stands somewhere in the other. */
  readonly inside: number
  /** So many words in a row, or a single one where the passages agree in half their words. */
  readonly words: number
}

/** A stretch of a passage that has not been found again yet. */
interface Rest {
  readonly passage: number
  readonly at: number
  readonly text: string
}

/** More word edits than this between two passages and they have nothing to do with one another. */
const MAX_EDITS = 600
const HALF = 0.5

/** Which fresh words are gone ones. Each gone character is found again once at most. `reach` is null where a pair is out of the question. */
export function carried(
  fresh: readonly string[],
  gone: readonly string[],
  reach: (fresh: number, gone: number) => Reach | null,
): Carried[] {
  return new Carrying(fresh, gone, reach).run()
}

class Carrying {
  #fresh: Rest[]
  #gone: Rest[]
  readonly #reach: (fresh: number, gone: number) => Reach | null
  readonly #found: Carried[] = []

  constructor(fresh: readonly string[], gone: readonly string[], reach: (fresh: number, gone: number) => Reach | null) {
    const whole = (text: string, passage: number): Rest => ({ passage, at: 0, text })
    this.#fresh = fresh.map(whole).filter(({ text }) => text !== '')
    this.#gone = gone.map(whole).filter(({ text }) => text !== '')
    this.#reach = reach
  }

  run(): Carried[] {
    for (const match of [exactly, within, byEnds, byWords]) this.#pass(match)
    return this.#found
  }

  #pass(match: Match): void {
    const waiting = [...this.#fresh]
    for (let fresh = waiting.shift(); fresh; fresh = waiting.shift())
      for (const gone of this.#gone) {
        const reach = this.#reach(fresh.passage, gone.passage)
        const common = reach ? match(fresh.text, gone.text, reach) : []
        if (common.length === 0) continue
        waiting.push(...this.#take(fresh, gone, common))
        break
      }
  }

  /** Notes what two stretches have in common; gives what is left of the fresh one. */
  #take(fresh: Rest, gone: Rest, common: readonly Common[]): Rest[] {
    for (const { at, from, length } of common)
      this.#found.push({ fresh: fresh.passage, at: fresh.at + at, gone: gone.passage, from: gone.at + from, length })
    const restOf = (rest: Rest, taken: (one: Common) => number): Rest[] => {
      const left: Rest[] = []
      let done = 0
      for (const one of [...common, null]) {
        const end = one ? taken(one) : rest.text.length
        if (end > done) left.push({ passage: rest.passage, at: rest.at + done, text: rest.text.slice(done, end) })
        if (one) done = end + one.length
      }
      return left
    }
    const left = restOf(fresh, ({ at }) => at)
    const remaining = restOf(gone, ({ from }) => from)
    this.#fresh = this.#fresh.flatMap((rest) => (rest === fresh ? left : [rest]))
    this.#gone = this.#gone.flatMap((rest) => (rest === gone ? remaining : [rest]))
    return left
  }
}

interface Common {
  readonly at: number
  readonly from: number
  readonly length: number
}

type Match = (fresh: string, gone: string, reach: Reach) => Common[]

const exactly: Match = (fresh, gone, { exact }) =>
  fresh === gone && fresh.length >= exact ? [{ at: 0, from: 0, length: fresh.length }] : []

const within: Match = (fresh, gone, reach) => {
  const length = Math.min(fresh.length, gone.length)
  if (length < Math.min(reach.ends, reach.inside)) return []
  const [longer, shorter] = fresh.length > gone.length ? [fresh, gone] : [gone, fresh]
  const place = placeIn(longer, shorter, reach)
  if (place < 0) return []
  return [longer === fresh ? { at: place, from: 0, length } : { at: 0, from: place, length }]
}

function placeIn(longer: string, shorter: string, { ends, inside }: Reach): number {
  if (shorter.length >= ends) {
    if (longer.endsWith(shorter)) return longer.length - shorter.length
    if (longer.startsWith(shorter)) return 0
  }
  return shorter.length >= inside ? longer.indexOf(shorter) : -1
}

/** Passages that begin and end alike, as a block does in which a word was changed while it moved. */
const byEnds: Match = (fresh, gone, { ends }) => {
  const limit = Math.min(fresh.length, gone.length)
  let start = 0
  while (start < limit && fresh[start] === gone[start]) start++
  let end = 0
  while (end < limit - start && fresh.at(-1 - end) === gone.at(-1 - end)) end++
  if (ends === Infinity || start + end < Math.max(ends, HALF * limit)) return []
  return [
    { at: 0, from: 0, length: start },
    { at: fresh.length - end, from: gone.length - end, length: end },
  ].filter(({ length }) => length > 0)
}

const byWords: Match = (fresh, gone, { words }) => {
  if (words === Infinity) return []
  const [a, b] = [tokensIn(fresh), tokensIn(gone)]
  const numbers = new Map<string, number>()
  const numbered = (tokens: readonly string[]) =>
    tokens.map((token) => {
      if (!numbers.has(token)) numbers.set(token, numbers.size)
      return numbers.get(token)!
    })
  const runs = runsOf(a, b, commonSubsequence(numbered(a), numbered(b), MAX_EDITS) ?? [])
  const agreed = runs.reduce((sum, run) => sum + run.words, 0)
  const least = agreed >= HALF * Math.min(countWords(a), countWords(b)) ? 1 : words
  return runs.filter((run) => run.words >= least)
}

const isWord = (token: string): boolean => /^[\p{L}\p{N}]/u.test(token)
const countWords = (tokens: readonly string[]): number => tokens.filter(isWord).length

/** Tokens that follow each other on both sides, together. */
function runsOf(
  a: readonly string[],
  b: readonly string[],
  pairs: readonly (readonly [number, number])[],
): (Common & { words: number })[] {
  const [startsA, startsB] = [startsOf(a), startsOf(b)]
  const runs: { at: number; from: number; length: number; words: number }[] = []
  let [nextA, nextB] = [-1, -1]
  for (const [i, j] of pairs) {
    const token = a[i]!
    if (i !== nextA || j !== nextB) runs.push({ at: startsA[i]!, from: startsB[j]!, length: 0, words: 0 })
    const run = runs.at(-1)!
    run.length += token.length
    if (isWord(token)) run.words++
    ;[nextA, nextB] = [i + 1, j + 1]
  }
  return runs
}

function startsOf(tokens: readonly string[]): number[] {
  let at = 0
  return tokens.map((token) => (at += token.length) - token.length)
}
