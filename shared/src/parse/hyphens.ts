import type { Warning } from '../protocol/index.ts'
import { leftOut } from './result.ts'

/** The words of a text that stand within its lines: by them a hyphen at a line's end is judged. */
export type Vocabulary = ReadonlySet<string>

const WORD = /\p{L}+(?:[-\u2010\u2011]\p{L}+)*/gu
const BROKEN = /(\p{L}+(?:[-\u2010\u2011]\p{L}+)*)([-\u2010\u00AD])$/u

export const plainWord = (word: string): string => word.toLowerCase().replace(/[\u2010\u2011]/g, '-')

/** The words of lines, but not the two parts of what may be one word broken. */
export function vocabularyOf(lines: readonly string[]): Vocabulary {
  const isBroken = (line: string | undefined) => line !== undefined && BROKEN.test(line)
  const whole = (line: string, index: number) =>
    (line.match(WORD) ?? []).slice(isBroken(lines[index - 1]) ? 1 : 0, isBroken(line) ? -1 : undefined)
  return new Set(lines.flatMap(whole).map(plainWord))
}

/** Elements that take a hyphen where the word is written out, and no syllables at which words are broken ("pro-", "ex-", "pre-" are). */
const HYPHENED = /(?:^|-)(?:non|self|vice|quasi|post|semi|anti)$/u

/**
 * Joins the last word of a line and the first of the next. The hyphen goes where the whole word is known, or where nothing speaks for
 * it as part of the word; then `broken` is the word as it was broken.
 */
export function joined(line: string, next: string, known: Vocabulary): { text: string; broken: string | null } {
  const end = BROKEN.exec(line)
  const rest = /^\p{L}+(?:[-\u2010\u2011]\p{L}+)*/u.exec(next)?.[0]
  if (!end || rest === undefined)
    return {
      text:
        /[-\u2010\u2013\u2014/]$/u.test(line) && /^\S/u.test(next) && /\S[-\u2010/]$/u.test(line) && !/\s[-\u2010]$/u.test(line)
          ? line
          : `${line} `,
      broken: null,
    }
  const [, begun, hyphen] = end
  if (!isSoft(plainWord(begun!), plainWord(rest), hyphen!, known) || !/^\p{Ll}/u.test(rest)) return { text: line, broken: null }
  return { text: line.slice(0, -1), broken: `${begun}${hyphen}${rest}` }
}

function isSoft(begun: string, rest: string, hyphen: string, known: Vocabulary): boolean {
  if (hyphen === '\u00AD') return true
  if (known.has(`${begun}${rest}`)) return true
  if (known.has(`${begun}-${rest}`) || HYPHENED.test(begun)) return false
  return !(begun.length > 3 && rest.length > 3 && known.has(begun) && known.has(rest))
}

/** The words that were joined, each with the hyphen that it lost. */
export function hyphenWarning(broken: readonly string[]): Warning[] {
  if (broken.length === 0) return []
  const message = 'Words broken at the ends of lines were joined without their hyphen. Look for one that should have kept it.'
  return [leftOut('hyphens', message, null, broken.join('\n'))]
}
