import { joined, vocabularyOf } from '../hyphens.ts'
import { bareLine, NOTE_REF, type Line, type Run } from '../line.ts'
import { readLabel } from '../structure/label.ts'
import { isBlank, textLines, type TextLine } from './text-line.ts'

/** The lines of a text, joined where it was wrapped, and the words that lost a hyphen there. */
export interface Unwrapped {
  lines: Line[]
  broken: string[]
}

/** The lines of a text that is no file: what a person pastes. */
export const toLines = (text: string): Line[] => unwrapped(textLines(text)).lines

/** Columns of the indent; a tab counts as four. */
const columns = (space: string): number =>
  Array.from(space, (char): number => (char === '\t' ? 4 : 1)).reduce((sum, one) => sum + one, 0)
/** A column of plain text is about six points of a 12-point page. */
const POINTS_PER_COLUMN = 6

/** One line of the source is one line, attached to the one above where that was wrapped. */
export function unwrapped(source: readonly TextLine[]): Unwrapped {
  const wrap = wrapOf(source.map(({ text }) => text))
  const gapped = isGapped(source)
  const known = source.some(({ text }) => BROKEN.test(text)) ? vocabularyOf(source.map(({ text }) => text)) : new Set<string>()
  const broken: string[] = []
  const lines: Line[] = []
  source.forEach((line, index) => {
    if (isBlank(line)) return
    const content = line.text.trimStart()
    const indent = columns(/^[ \t]*/.exec(line.text)![0])
    const above = source[index - 1]
    const below = !!above && !isBlank(above)
    const wrapped = below && wrap(above.text, line.text)
    const attached = wrapped || (below && continues(above.text, line.text))
    const glued = attached && BROKEN.test(above.text) ? joined(above.text, content, known) : null
    if (glued?.broken) {
      broken.push(glued.broken)
      lines.at(-1)!.runs = withoutLast(lines.at(-1)!.runs)
    }
    lines.push({
      ...bareLine('', `line ${line.at}`),
      runs: runsOf(content, line.references ?? []),
      indent: indent * POINTS_PER_COLUMN,
      attached,
      ...(wrapped && { wrapped }),
      ...(glued !== null && !glued.text.endsWith(' ') && { glued: true }),
      ...(gapped && below && { close: true }),
    })
  })
  return { lines, broken }
}

/** A line that ends within a word. */
const BROKEN = /\p{L}[-\u2010\u00AD]$/u

const withoutLast = (runs: readonly Run[]): Run[] => [
  ...runs.slice(0, -1),
  { ...runs.at(-1)!, text: runs.at(-1)!.text.slice(0, -1) },
]

/** The words with references where the notes were taken from them. */
function runsOf(text: string, references: readonly string[]): Run[] {
  return text
    .split(NOTE_REF)
    .flatMap((part, index) => [
      ...(index > 0 ? [{ text: NOTE_REF, note: references[index - 1]! }] : []),
      ...(part ? [{ text: part }] : []),
    ])
}

/** Of the lines with words, this share has an empty one above it where empty lines part the paragraphs. */
const GAPPED_SHARE = 0.5

function isGapped(lines: readonly TextLine[]): boolean {
  const filled = lines.flatMap((line, index) => (isBlank(line) ? [] : [index]))
  return filled.filter((index) => index === 0 || isBlank(lines[index - 1]!)).length > filled.length * GAPPED_SHARE
}

/** Whether a line goes on in the one right below it, because it had no room for more. */
type Wrap = (line: string, below: string) => boolean

/** Text that was typed or mailed at a fixed width has no line beyond this many characters. */
const MAX_WRAP_WIDTH = 120
const MIN_WRAP_WIDTH = 40
/** Fewer lines that end at the width are chance. */
const MIN_FULL_LINES = 3
/** Of the longer lines with a line right below, this share ends where the next word had no room. */
const FULL_SHARE = 0.8
/** In text from a printed page, whose letters have widths of their own, a full line has at least this share of the longest. */
const RAGGED = 0.7
/** There, of the full lines with a line right below, this share ends in mid-sentence. */
const OPEN_SHARE = 0.5

/** How a text was wrapped: to a fixed number of characters, to the width of a printed page, or not at all. */
function wrapOf(lines: readonly string[]): Wrap {
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0)
  if (width > MAX_WRAP_WIDTH || width < MIN_WRAP_WIDTH) return () => false
  const pairs = lines.flatMap((line, index) => (lines[index + 1]?.trim() ? [[line, lines[index + 1]!] as const] : []))
  const noRoom: Wrap = (line, below) => line.length + 1 + /\S+/.exec(below)![0].length > width
  const long = pairs.filter(([line]) => line.length > width / 2)
  const full = long.filter(([line, below]) => noRoom(line, below))
  if (full.length >= MIN_FULL_LINES && full.length >= long.length * FULL_SHARE) return noRoom
  const nearly = pairs.filter(([line]) => line.length >= width * RAGGED)
  const open = nearly.filter(([line]) => isOpen(line))
  if (open.length < MIN_FULL_LINES || open.length < nearly.length * OPEN_SHARE) return () => false
  return (line, below) => line.length >= width * (isOpen(line) ? RAGGED : FULL) && !isLabelAlone(below)
}

/** A line that ends with a sentence and is this long, measured by the longest, has the next sentence of its paragraph below it. */
const FULL = 0.9

const isOpen = (line: string): boolean => !/[.;:!?。；：؛؟]["”»’)\]]*$/u.test(line)

/** Programs that read a PDF write a label that stands apart on a line of its own. */
const isLabelAlone = (line: string): boolean => {
  const text = line.trim()
  return readLabel(`${text} `)?.end === text.length
}

/**
 * A line in the middle of a sentence: the one before ends without a stop, isn't in capitals, and this one starts with a small letter.
 * After a point's comma it is the sentence around the points that goes on, in a paragraph of its own.
 */
function continues(previous: string, line: string): boolean {
  if (!/^\p{Ll}{2}/u.test(line.trimStart()) || !/\p{Ll}/u.test(previous)) return false
  return /[\p{L}\p{N}]$/u.test(previous) || (previous.endsWith(',') && !/^\s*\(?\p{Ll}{1,4}\)/u.test(previous))
}
