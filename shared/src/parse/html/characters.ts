import { textOf, type Run } from '../line.ts'

/**
 * Characters that other programs leave in a copied text and that are no words: controls, soft hyphens, zero-width spaces, the
 * private area (symbol fonts), and the overrides of direction that make a text read otherwise than it is stored.
 * Joiners (U+200C, U+200D) and direction marks (U+200E, U+200F) stay: Persian and Arabic spell with them.
 */
const FOREIGN =
  /(?![\t\n\f\r])\p{Cc}|[\u00AD\u200B\u2060-\u2064\u202A-\u202E\u2066-\u206F\uFEFF\uFFF9-\uFFFC\uFFFE\uFFFF]|\p{Co}/gu

/** Text from a clipboard without the characters that are no words; line separators become line feeds. */
export const wordsOnly = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(FOREIGN, '')

const NO_BREAK = /[\u00A0\u202F]/g
/** What stands behind a no-break space that a typist set on purpose: a figure, a Roman numeral, bis, or a sign of French spacing. */
const BOUND_BEFORE = /^(?:[\p{Nd}»;:!?%€$£]|[IVXLC]+(?!\p{L})|(?:bis|ter|quater|quinquies)(?!\p{L}))/u
/** What stands in front of one: an opening guillemet, a section or number sign. */
const BOUND_AFTER = /[«§№]$/u

/**
 * Keeps a no-break space where it is typography ("article 12", "« … »") and makes it a plain one where a word processor or a web
 * page only kept two words together or indented with it.
 */
export function plainSpaces(runs: readonly Run[]): Run[] {
  const text = textOf(runs)
  const settled = text.replace(NO_BREAK, (space, at: number) => (isTypographic(text, at) ? space : ' '))
  let at = 0
  return runs.map((run) => ({ ...run, text: settled.slice(at, (at += run.text.length)) }))
}

function isTypographic(text: string, at: number): boolean {
  const [before, after] = [text.slice(0, at), text.slice(at + 1, at + 12)]
  if (!/\S$/u.test(before.slice(-1)) || !/^\S/u.test(after)) return false
  return BOUND_BEFORE.test(after) || BOUND_AFTER.test(before)
}
