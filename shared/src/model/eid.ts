import type { DivisionRank } from './schema.ts'

/**
 * Stable ids of provisions in the style of Akoma Ntoso's naming convention (AKN-NC 1.0, section 5): `art_24__para_1__point_a`.
 * A published text takes its ids from its numbers; a new provision's id ends in random characters, because two people who insert
 * after the same paragraph at the same time must not make the same id.
 */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Ten characters of a 32-letter alphabet (50 bits) that no number of an official text takes. */
export function randomIdPart(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => ALPHABET[byte & 31]).join('')
}

const DIVISION_PREFIX: Record<DivisionRank, string> = { part: 'part', chapter: 'chp', section: 'sec', subsection: 'subsec' }
export const divisionPrefix = (rank: DivisionRank): string => DIVISION_PREFIX[rank]

/** Level 1 is a paragraph, 2 a point, 3 a sub-point, 4 an item. */
const LEVEL_PREFIX = ['para', 'point', 'subpoint', 'item']
export const levelPrefix = (level: number): string => LEVEL_PREFIX[Math.min(Math.max(level, 1), 4) - 1]!

/** The id of a provision that a person has just made: `art_24__para_x7k…`, unique without asking anyone. */
export function newEId(prefix: string, parent?: string | null): string {
  const own = `${prefix}_x${randomIdPart()}`
  return parent ? `${parent}__${own}` : own
}

/** A number as an id part: "6 bis" → "6bis", "(a)" → "a". */
export function idPart(number: string): string {
  return number.normalize('NFKC').replace(/[\s()[\].,;:–—-]+/g, '') || 'x'
}
