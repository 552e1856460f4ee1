import type { Warning } from '../../protocol/index.ts'
import { leftOut } from '../result.ts'
import type { TextLine } from './text-line.ts'

const NUMBERED = /^[ \t]{0,8}(\d{1,4})(?=[ \t]|$)/

/** Fewer lines than this may be a list that counts its items. */
const MIN_LINES = 10
/** Of the lines with words, this share has a number one above that of the line before. */
const SHARE = 0.95

/** Takes the numbers of lines away that a draft is printed with ("  1  DRAFT ARTICLES"), empty lines counted or not. */
export function withoutLineNumbers(source: readonly TextLine[]): { lines: TextLine[]; warnings: Warning[] } {
  const texts = source.map(({ text }) => text)
  const filled = texts.flatMap((line, index) => (line.trim() ? [index] : []))
  const numbers = filled.map((index) => Number(NUMBERED.exec(texts[index]!)?.[1] ?? Number.NaN))
  // A page may begin to count anew.
  const inOrder = numbers.filter((number, at) => number === 1 || number === (numbers[at - 1] ?? 0) + 1)
  const many = filled.length >= MIN_LINES && inOrder.length >= filled.length * SHARE
  if (
    !many ||
    !filled.some((index) => /^[ \t]*\d+[ \t]+\p{Ll}/u.test(texts[index]!) || NUMBERED.exec(texts[index]!)?.[0] === texts[index])
  )
    return { lines: [...source], warnings: [] }
  const text = filled.flatMap((index) => NUMBERED.exec(texts[index]!)?.[1] ?? []).join('\n')
  return {
    lines: source.map((line) => ({
      ...line,
      text: line.text.replace(NUMBERED, (number) => ' '.repeat(number.length)).trimEnd(),
    })),
    warnings: [leftOut('line-numbers', 'The numbers of the lines were left out.', `line ${source[filled[0]!]!.at}`, text)],
  }
}
