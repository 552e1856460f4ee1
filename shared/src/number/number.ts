import { LATIN_WORDS, multiplicative, timesOf } from './latin.ts'
import { sequenceOf } from './sequences.ts'

/**
 * A number as drafters write it: "6", "6 bis", and between "6" and "6 bis" the Italian "6.1" (Presidenza del Consiglio, Guida alla
 * redazione dei testi normativi, 2001). What was put before the first is "1 ante", as delegations write it (United Nations practice, "OP1 ante").
 */
export interface ProvisionNumber {
  /** How many times "ante" is said: 0 for none, 1 for "1 ante", 2 for what was put before that. */
  readonly antes: number
  /** The number that was there first: "6", "a", "iv". */
  readonly stem: string
  /** 1 for none, 2 for bis, 3 for ter … */
  readonly times: number
  /** 0 for none, 1 for ".1" … */
  readonly point: number
}

const NUMBER = new RegExp(
  `^(?<zero>0?)(?<stem>\\S+?)(?<antes>(?:[ \\u00a0-]?ante)*)(?:[ \\u00a0-]?(?<word>${LATIN_WORDS.join('|')})|[ \\u00a0](?<figure>\\d{2,}))?(?:\\.(?<point>\\d+))?$`,
  'iu',
)

/** Reads "6 bis", "6bis", "6-bis", "6 21", "a ter", "2.1", "1 ante", and the Italian "01" as "1 ante". A number of another shape is all stem. */
export function parseNumber(number: string): ProvisionNumber {
  const groups = NUMBER.exec(number.trim())?.groups
  const times = groups?.['word'] || groups?.['figure'] ? timesOf(groups['word'] ?? groups['figure'] ?? '') : 1
  if (!groups || times === null) return { antes: 0, stem: number.trim(), times: 1, point: 0 }
  const antes = (groups['antes']!.match(/ante/gi)?.length ?? 0) + groups['zero']!.length
  return { antes, stem: groups['stem']!, times, point: Number(groups['point'] ?? 0) }
}

/** "6 bis": the inverse of `parseNumber` for numbers in house style. */
export function printNumber({ antes, stem, times, point }: ProvisionNumber): string {
  return `${stem}${' ante'.repeat(antes)}${times > 1 ? ` ${multiplicative(times)}` : ''}${point > 0 ? `.${point}` : ''}`
}

/**
 * Negative when `a` stands before `b`, positive when after, 0 when they are the same number in different spelling; null when they don't
 * belong to one sequence. `level` tells (i) the numeral from (i) the letter, as do `siblings`, the numbers around them in order.
 */
export function compareNumbers(a: string, b: string, level = 0, siblings: readonly (string | null)[] = []): number | null {
  const [one, other] = [parseNumber(a), parseNumber(b)]
  const sequence = sequenceOf(siblings.length > 0 ? stems([...siblings, a, b]) : stems([a, b]), level)
  const [first, second] = [sequence?.valueOf(one.stem) ?? null, sequence?.valueOf(other.stem) ?? null]
  const sameStem = other.antes - one.antes || one.times - other.times || one.point - other.point
  if (first === null || second === null) return one.stem === other.stem ? sameStem : null
  return first - second || sameStem
}

/** The different stems in order: "1", "1 bis", "2" → "1", "2". */
export const stems = (numbers: readonly (string | null)[]): string[] => [
  ...new Set(numbers.filter((number) => number !== null).map((number) => parseNumber(number).stem)),
]
