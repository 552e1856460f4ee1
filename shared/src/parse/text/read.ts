import { bareLine, type Line } from '../line.ts'
import type { Source } from '../source.ts'
import { decodeText } from './decode.ts'
import { withoutLineNumbers } from './line-numbers.ts'

/** Reads plain text: one line of the source is one line, joined where the text was wrapped to a fixed width. */
export function readText(bytes: Uint8Array): Source {
  const { text, warnings } = decodeText(bytes)
  const numbered = withoutLineNumbers(linesIn(text))
  return { ok: true, lines: readLines(numbered.lines), notes: [], warnings: [...warnings, ...numbered.warnings] }
}

/** Columns of the indent; a tab counts as four. */
const columns = (space: string): number =>
  Array.from(space, (char): number => (char === '\t' ? 4 : 1)).reduce((sum, one) => sum + one, 0)
/** A column of plain text is about six points of a 12-point page. */
const POINTS_PER_COLUMN = 6

const linesIn = (text: string): string[] => text.split(/\r\n|[\n\r\f\u2028\u2029]/).map((line) => line.trimEnd())

export const toLines = (text: string): Line[] => readLines(linesIn(text))

function readLines(source: readonly string[]): Line[] {
  const width = wrapWidth(source)
  const gapped = isGapped(source)
  const lines: Line[] = []
  source.forEach((content, index) => {
    if (!content) return
    const line = bareLine(content.trimStart(), `line ${index + 1}`)
    const indent = columns(/^[ \t]*/.exec(content)![0])
    const above = source[index - 1]
    const attached = !!above && ((width !== null && noRoom(above, content, width)) || continues(above, content))
    lines.push({ ...line, indent: indent * POINTS_PER_COLUMN, attached, ...(gapped && !!above && { close: true }) })
  })
  return lines
}

/** Of the lines with words, this share has an empty one above it where empty lines part the paragraphs. */
const GAPPED_SHARE = 0.5

const isGapped = (lines: readonly string[]): boolean => {
  const filled = lines.flatMap((line, index) => (line ? [index] : []))
  return filled.filter((index) => !lines[index - 1]).length > filled.length * GAPPED_SHARE
}

/** Text that was typed or mailed at a fixed width has no line beyond this many characters. */
const MAX_WRAP_WIDTH = 120
const MIN_WRAP_WIDTH = 40
/** Fewer lines that end at the width are chance. */
const MIN_FULL_LINES = 3
/** Of the longer lines with a line right below, this share ends where the next word had no room. */
const FULL_SHARE = 0.8

/** The width to which a text was wrapped, or null when its lines are whole paragraphs. */
function wrapWidth(lines: readonly string[]): number | null {
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0)
  if (width > MAX_WRAP_WIDTH || width < MIN_WRAP_WIDTH) return null
  const long = lines.flatMap((line, index) => (line.length > width / 2 && lines[index + 1] ? [index] : []))
  const full = long.filter((index) => noRoom(lines[index]!, lines[index + 1]!, width))
  return full.length >= MIN_FULL_LINES && full.length >= long.length * FULL_SHARE ? width : null
}

/** Whether the first word of the line below would not have fitted. */
const noRoom = (line: string, below: string, width: number): boolean => line.length + 1 + /\S+/.exec(below)![0].length > width

/**
 * A line in the middle of a sentence: the one before ends without a stop, isn't in capitals, and this one starts with a small letter.
 * After a point's comma it is the sentence around the points that goes on, in a paragraph of its own.
 */
function continues(previous: string, line: string): boolean {
  if (!/^\p{Ll}{2}/u.test(line.trimStart()) || !/\p{Ll}/u.test(previous)) return false
  return /[\p{L}\p{N}]$/u.test(previous) || (previous.endsWith(',') && !/^\s*\(?\p{Ll}{1,4}\)/u.test(previous))
}
