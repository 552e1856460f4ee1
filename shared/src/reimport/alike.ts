import { commonSubsequence } from '../diff/subsequence.ts'

/** Programs write some characters in their own way: a space that does not break, a hyphen that does not. */
export const alike = (text: string): string => text.replace(/[\u00a0\u202f\u2007]/g, ' ').replaceAll('\u2011', '-')

/** The words of a line, to be compared with others: the kind of space between them says nothing. */
export const keyOf = (text: string): string => alike(text).replace(/\s+/g, ' ').trim()

const WORD = /[\p{L}\p{M}\p{N}]+|\s+|./gsu
/** So many words may differ between two versions of one block. */
const MAX_EDITS = 1200

/** Cuts a text into words, spaces and signs. */
export const wordsOf = (text: string): string[] => alike(text).match(WORD) ?? []

/** Pairs of equal items of two lists, in order. */
export function pairs(a: readonly string[], b: readonly string[]): [number, number][] {
  const ids = new Map<string, number>()
  const id = (text: string): number => {
    if (!ids.has(text)) ids.set(text, ids.size)
    return ids.get(text)!
  }
  return commonSubsequence(a.map(id), b.map(id), MAX_EDITS) ?? []
}

/** For each character of `a` its place in `b`, -1 where it is not there: compared word by word. */
export function placesIn(a: string, b: string): Int32Array {
  const places = new Int32Array(a.length).fill(-1)
  if (a === b) return places.map((_, at) => at)
  const [left, right] = [wordsOf(a), wordsOf(b)]
  const [startsA, startsB] = [startsOf(left), startsOf(right)]
  for (const [i, j] of pairs(left, right)) for (let k = 0; k < left[i]!.length; k++) places[startsA[i]! + k] = startsB[j]! + k
  return places
}

function startsOf(list: readonly string[]): number[] {
  let at = 0
  return list.map((text) => (at += text.length) - text.length)
}
