import type { Token } from './tokens.ts'

/** The words of a text without their order: how much weight (letters) each has in all. Punctuation and white space are left out. */
export interface Bag {
  readonly words: ReadonlyMap<number, number>
  readonly weight: number
}

/** Blocks with less of their words in common than this are different provisions, not a rewritten one. */
export const SAME_PROVISION = 0.5

export function bagOf(tokens: Iterable<Token>): Bag {
  const words = new Map<number, number>()
  let weight = 0
  for (const token of tokens) {
    if (token.weight < 2) continue
    words.set(token.id, (words.get(token.id) ?? 0) + token.weight)
    weight += token.weight
  }
  return { words, weight }
}

/** The weight of the words that both have. */
export function shared(a: Bag, b: Bag): number {
  const [few, many] = a.words.size <= b.words.size ? [a, b] : [b, a]
  let weight = 0
  for (const [id, own] of few.words) weight += Math.min(own, many.words.get(id) ?? 0)
  return weight
}

/** 1 for the same words in any order, 0 for none in common (Dice's coefficient); 0 for two empty texts. */
export const similarity = (a: Bag, b: Bag): number => (a.weight + b.weight === 0 ? 0 : (2 * shared(a, b)) / (a.weight + b.weight))

/** The words of `a` that `b` does not account for. */
export function without(a: Bag, b: Bag): Bag {
  const words = new Map<number, number>()
  let weight = 0
  for (const [id, own] of a.words) {
    const left = own - (b.words.get(id) ?? 0)
    if (left <= 0) continue
    words.set(id, left)
    weight += left
  }
  return { words, weight }
}
