import { readPrintedLabel, type Label } from '../structure/label.ts'
import { readUnit } from '../structure/unit.ts'
import type { PrintedLine } from './line.ts'
import { mayFollow } from './sequence.ts'

/** Printed lines that make one paragraph. */
export interface Paragraph {
  lines: PrintedLine[]
  centred: boolean
}

/** The edges of a column, measured over all columns of its kind. */
export interface Measure {
  start: number
  end: number
  /** Whether lines are set against the far edge, as Arabic is by a program that doesn't know its direction. */
  fromEnd: boolean
}

/** The distance of two lines is a gap between paragraphs from this share of the usual distance on. */
const GAP = 1.18
/** Indents that differ by less, in sizes, are the same. */
const SAME_INDENT = 0.45
/** Sizes that differ by more are different settings. */
const SAME_SIZE = 0.07
/** The narrowest space between words, in sizes. */
const SPACE = 0.2
/** How much shorter than its column a line may be set, in sizes. */
const SLACK = 0.15

const STOPPED = /[.;:!?。；：؛؟](?:["”»’)\]]*|\s*\[?\d*\]?)$/u
/** The end of a point before the next: a stop, or "and", "or" behind one. */
const ENDS_POINT = /(?:[.;:,!?。；：，、؛،]["”»’)\]]*|[;,]\s*(?:and|or|and\/or|et|ou|y|o|и|или|و|أو))$/u
/** The entry of a table of contents ends with the number of its page, behind leaders or alone at the far edge. */
const ENTRY = /(?:[.…·_]\s?){3,}\s*(?:\p{Nd}{1,4}|[ivxlc]{1,7})$/u
const BARE_ENTRY = /^[^\t]+\t(?:\p{Nd}{1,4}|[ivxlc]{1,7})$/u
const LEADERS = /(?:[.…·_]\s?){4,}/u

/** Joins the lines of columns, in the order of reading, into paragraphs. `size` is that of most of the text. */
export function paragraphsOf(
  columns: readonly PrintedLine[][],
  measureOf: (column: readonly PrintedLine[]) => Measure,
  size: number,
): Paragraph[] {
  const leading = usualLeading(columns, measureOf)
  const manner = { indented: indentsFirst(columns, measureOf), size }
  const paragraphs: Placed[][] = []
  for (const column of columns) {
    const measure = measureOf(column)
    column.forEach((line, index) => {
      const here = { line, measure, centred: isCentred(line, measure) }
      const open = paragraphs.at(-1)
      const opens = readPrintedLabel(line.text) !== null || (index === 0 && /^\p{Lu}/u.test(line.text))
      const text = opens && isHeadingOf(paragraphs.at(-2), open)
      const follows = (label: Label, above: string) => mayFollow(label, above, openings(paragraphs))
      if (open && !text && goesOn(open, here, index > 0 ? leading(line.size) : null, manner, follows)) open.push(here)
      else paragraphs.push([here])
    })
  }
  return paragraphs.map((own) => ({
    lines: own.map(({ line }) => line),
    centred: own.some(({ centred }) => centred) && own.every(({ line, measure }) => isEven(line, measure)),
  }))
}

/** The first lines of the paragraphs of an article, the last first. */
function* openings(paragraphs: readonly Placed[][]): Generator<string> {
  for (const [first] of paragraphs.toReversed()) {
    if (startsUnit(first!.line)) return
    yield first!.line.text
  }
}

/** Whether a paragraph stands below the label of an article: its heading, or its text. */
const isHeadingOf = (above: readonly Placed[] | undefined, open: readonly Placed[] | undefined): boolean =>
  above?.length === 1 && open !== undefined && isLoneUnit(above[0]!.line) && readPrintedLabel(open[0]!.line.text) === null

/** How a text as a whole parts its paragraphs. */
interface Manner {
  /** By indenting first lines: then a line that goes on never stands as far in as the first. */
  indented: boolean
  /** The size in which most of it is set. */
  size: number
}

/** A line with the edges that it is set between. */
interface Placed {
  line: PrintedLine
  measure: Measure
  centred: boolean
}

/** Whether a line goes on with the paragraph above it. `leading` is null where a page or column begins between the two. */
function goesOn(
  open: readonly Placed[],
  here: Placed,
  leading: number | null,
  manner: Manner,
  follows: (label: Label, above: string) => boolean,
): boolean {
  const above = open.at(-1)!
  const [last, line] = [above.line, here.line]
  if (ENTRY.test(last.text) || (BARE_ENTRY.test(last.text) && startsUnit(last))) return false
  const lower = /^["“(«]?\p{Ll}/u.test(line.text) && readPrintedLabel(line.text) === null
  const midway = lower && !ENDS_POINT.test(last.level)
  if (Math.abs(last.size - line.size) > (midway ? 2 : 1) * SAME_SIZE * last.size) return false
  const distance = line.y - last.y
  if (leading !== null && distance > leading * (midway ? 1.6 : GAP)) return false
  if (wholly(last, 'strong') !== wholly(line, 'strong') && !(midway && isFull(above, line))) return false
  if (LEADERS.test(line.text) || LEADERS.test(last.text))
    return LEADERS.test(line.text) && isFull(above, line) && !startsUnit(line)
  if (isCentredOn(open, here, manner))
    return isFull(above, line, true) && !startsUnit(line) && !(startsUnit(last) && !isUnitWithText(last))
  if (here.centred && !lower && !isFull(above, line)) return false
  if (!isFull(above, line)) return midway && last.end - above.measure.start > 0.6 * (above.measure.end - above.measure.start)
  if (startsUnit(last) && open.length === 1 && !isUnitWithText(last)) return false
  if (startsUnit(line))
    return !isLoneUnit(line) && !startsUnit(open[0]!.line) && !STOPPED.test(last.level) && !isStepped(open, here, manner)
  const stepped = isStepped(open, here, manner)
  const label = readPrintedLabel(line.text)
  if (label !== null && !label.doubtful) return !stepped && !(ENDS_POINT.test(last.level) && follows(label, last.level))
  if (stepped) return midway
  if (leading !== null || lower || !STOPPED.test(last.level)) return true
  // A page begins here. That a line which fills its column ends a sentence is likelier than that it ends a paragraph.
  return !manner.indented || offset(here) <= SAME_INDENT * line.size
}

const startsUnit = (line: PrintedLine): boolean => readUnit(line.text) !== null
const isUnitWithText = (line: PrintedLine): boolean => (readUnit(line.text)?.end ?? 0) < line.text.length
/** "Article 6" alone is a heading; "article 6." may well be the end of a sentence. */
const isLoneUnit = (line: PrintedLine): boolean =>
  !isUnitWithText(line) && /^\P{Ll}/u.test(line.text) && !/[.;,]$/.test(line.text)

/** Whether the first word of the line below would have had no room at the end of this one. */
function isFull({ line, measure }: Omit<Placed, 'centred'>, below: PrintedLine, centred = false): boolean {
  const width = line.end - (centred || measure.fromEnd ? line.start : measure.start)
  return width + below.word + SPACE * line.size > measure.end - measure.start - SLACK * line.size
}

/** How far in a line begins. */
const offset = ({ line, measure }: Placed): number => line.start - measure.start

/** Whether a line begins elsewhere than the lines of the paragraph go on: an indent, or the end of one. */
function isStepped(open: readonly Placed[], here: Placed, manner: Manner): boolean {
  if (here.measure.fromEnd) return false
  const near = SAME_INDENT * here.line.size
  const [first, second] = open
  if (second) return Math.abs(offset(here) - offset(second)) > near
  const { hang } = first!.line
  if (hang !== null && Math.abs(offset(here) - (hang - first!.measure.start)) <= near) return false
  const from = offset(first!)
  return offset(here) > from + (manner.indented && from > near ? -near : near)
}

export const wholly = (line: PrintedLine, look: 'strong' | 'em'): boolean =>
  line.spans.some((span) => span[look]) &&
  line.spans.every((span) => span[look] || span.raised || !/[\p{L}\p{N}]/u.test(span.text))

/** Whether a line stands in the middle of its column, with room on both sides. */
const isCentred = (line: PrintedLine, measure: Measure): boolean =>
  line.start - measure.start > 1.2 * line.size && isEven(line, measure) && line.hang === null

/** The two margins of a centred line differ by less, in points. */
const EVEN = 3

/** Whether a line stands as far from one edge of its column as from the other. */
const isEven = (line: PrintedLine, { start, end }: Measure): boolean => Math.abs(line.start - start - (end - line.end)) <= EVEN

/** Whether a line goes on with a centred heading. Where it is set as a heading is, some of its lines may fill the column. */
function isCentredOn(open: readonly Placed[], here: Placed, manner: Manner): boolean {
  const above = open.at(-1)!
  const lines = [...open, here]
  const isOnMiddle = ({ line }: Placed) => Math.abs(middle(line) - middle(here.line)) <= EVEN / 2
  if (!lines.every(isOnMiddle) || Math.abs(offset(above) - offset(here)) <= 1) return false
  const isHeading = lines.every(({ line }) => isSetAsHeading(line, manner))
  if (lines.some(({ line, measure }) => isEven(line, measure))) return isHeading || lines.every(({ centred }) => centred)
  // Where lines are ragged none may reach the column's edge, but the lines of one heading have one middle.
  return isHeading && Math.abs(2 * middle(here.line) - here.measure.start - here.measure.end) < RAGGED * here.line.size
}

/** How much wider than its longest line a ragged column may be, in sizes. */
const RAGGED = 6

const middle = ({ start, end }: PrintedLine): number => (start + end) / 2

const isSetAsHeading = (line: PrintedLine, { size }: Manner): boolean =>
  wholly(line, 'strong') || isCapitals(line.text) || line.size > size * (1 + SAME_SIZE)

const isCapitals = (text: string): boolean => text === text.toUpperCase() && text !== text.toLowerCase()

/** What word processors set by default, in sizes. */
const USUAL = 1.3

/** The usual distance of two lines within a paragraph, by size: that below lines which are full; the least where no paragraph has two. */
function usualLeading(columns: readonly PrintedLine[][], measureOf: (column: readonly PrintedLine[]) => Measure) {
  const pairs = columns.flatMap((column) => {
    const measure = measureOf(column)
    return column.slice(1).flatMap((line, index) => {
      const last = column[index]!
      if (last.size !== line.size) return []
      // A paragraph of one line may fill it, and so may a heading.
      const isHeading = startsUnit(last) || (index > 0 && isLoneUnit(column[index - 1]!))
      const isWithin = !ENDS_POINT.test(last.level) && readPrintedLabel(line.text) === null && !isHeading
      return [{ size: line.size, distance: line.y - last.y, isWithin: isWithin && isFull({ line: last, measure }, line) }]
    })
  })
  const usual = new Map(
    Array.from(
      Map.groupBy(pairs, ({ size }) => size),
      ([size, own]) => {
        const within = own.filter(({ isWithin }) => isWithin).map(({ distance }) => distance)
        return [size, within.length > 0 ? commonest(within) : Math.min(USUAL * size, ...own.map(({ distance }) => distance))]
      },
    ),
  )
  return (size: number): number => usual.get(size) ?? USUAL * size
}

/** The commonest value, to half a point. */
function commonest(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) {
    const rounded = Math.round(value * 2) / 2
    counts.set(rounded, (counts.get(rounded) ?? 0) + 1)
  }
  return [...counts].reduce((most, next) => (next[1] > most[1] ? next : most))[0]
}

/** Of the lines that surely go on in mid-sentence, so many stand further out than the one above where first lines are indented. */
const INDENTED_SHARE = 0.15

function indentsFirst(columns: readonly PrintedLine[][], measureOf: (column: readonly PrintedLine[]) => Measure): boolean {
  let sure = 0
  let out = 0
  for (const column of columns) {
    const measure = measureOf(column)
    for (let index = 1; index < column.length; index++) {
      const [last, line] = [column[index - 1]!, column[index]!]
      const goesOn = /^\p{Ll}{2}/u.test(line.text) && /[\p{L}\p{N}]$/u.test(last.level) && isFull({ line: last, measure }, line)
      // The longer line of a centred heading stands further out, wherever it is.
      if (!goesOn || Math.abs(middle(last) - middle(line)) <= EVEN / 2) continue
      sure++
      if (last.start > line.start + SAME_INDENT * line.size) out++
    }
  }
  return out > sure * INDENTED_SHARE
}
