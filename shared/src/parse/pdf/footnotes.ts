import type { PrintedLine, Span } from './line.ts'

/** A footnote with the lines that hold its words. */
export interface Footnote {
  /** The mark: "12", "*". */
  number: string
  page: number
  lines: PrintedLine[]
}

/** Columns of the text without the notes at their feet, and the notes. */
export interface WithNotes {
  columns: PrintedLine[][]
  notes: Footnote[]
}

/** Notes are set smaller than the text by at least this share. */
const SMALLER = 0.93

const MARK = /^(?:\(?(\d{1,3})\)?|(\*{1,4}|†{1,2}|‡{1,2}|§)|([a-z]))(?=[\s.)]|$)[.)]?\s*/u

/** Parts the notes at the foot of columns from the text. `bodySize` is the size in which most of the text is set. */
export function withoutNotes(columns: readonly PrintedLine[][], bodySize: number): WithNotes {
  const notes: Footnote[] = []
  const small = bodySize * SMALLER
  const kept = columns.map((column) => {
    const from = noteStart(column, small, lowestText(columns, column, small))
    const foot = column.slice(from)
    if (foot.length === 0) return column
    const first = markOf(foot[0]!)
    if (first === null && notes.length === 0) return column
    let start: number | null = null
    for (const line of foot) {
      const last = notes.at(-1)
      const mark = markOf(line) ?? gluedMark(line, last)
      if (mark !== null && (mark.raised || last === undefined || follows(mark.number, last, line, start))) {
        start ??= line.start
        notes.push({ number: mark.number, page: line.page, lines: [{ ...line, ...withoutMark(line.spans, mark.length) }] })
      } else if (last) last.lines.push(line)
    }
    return column.slice(0, from)
  })
  return { columns: kept.filter((column) => column.length > 0), notes }
}

/** How far down the page text stands above or below a column. */
function lowestText(columns: readonly PrintedLine[][], column: readonly PrintedLine[], small: number): number {
  const [first] = column as [PrintedLine]
  const start = Math.min(...column.map((line) => line.start))
  const end = Math.max(...column.map((line) => line.end))
  const beside = columns.filter((other) => other[0]!.page === first.page).flat()
  return Math.max(0, ...beside.filter((line) => line.size > small && line.start < end && line.end > start).map(({ y }) => y))
}

/** Where the notes of a column begin: at its last small lines with no text below them, or at a line that opens with a raised mark. */
function noteStart(column: readonly PrintedLine[], small: number, lowest: number): number {
  let from = column.length
  while (from > 0 && column[from - 1]!.size <= small && column[from - 1]!.y > lowest) from--
  if (from < column.length) return from
  const marked = column.findIndex((line, index) => index > 0 && markOf(line)?.raised === true && line.y > column[0]!.y)
  const sure =
    marked >= 0 &&
    column
      .slice(0, marked)
      .some(({ spans }) =>
        spans.some((span, at) => at > 0 && span.raised && span.text.trim() === markOf(column[marked]!)!.number),
      )
  return sure ? marked : column.length
}

interface Mark {
  number: string
  /** Characters of the line that the mark takes. */
  length: number
  raised: boolean
}

/** The mark that a note's first line opens with. */
function markOf({ spans, text }: PrintedLine): Mark | null {
  const first = spans[0]
  if (first?.raised && /^\s*[\d\p{L}*†‡§]{1,4}\s*$/u.test(first.text))
    return { number: first.text.trim(), length: first.text.length, raised: true }
  const match = MARK.exec(text)
  if (!match) return null
  return { number: match[1] ?? match[2] ?? match[3]!, length: match[0].length, raised: false }
}

/** A mark that fills the indent stands right before the words: "100See document". Only the next number is one. */
function gluedMark({ text }: PrintedLine, last: Footnote | undefined): Mark | null {
  const number = String(Number(last?.number) + 1)
  return last && text.startsWith(number) && /^[\p{Lu}“"«[]/u.test(text.slice(number.length))
    ? { number, length: number.length, raised: false }
    : null
}

/** How much further in than the mark above a mark may stand, in sizes: "9" above "10". */
const IN = 0.8

/**
 * A mark on the line counts only as the next of its kind, and where those above in the column stand (`start`): a note's second line may
 * well begin with a number.
 */
function follows(number: string, last: Footnote, line: PrintedLine, start: number | null): boolean {
  if (start !== null && line.start - start > IN * line.size) return false
  if (/^\d+$/.test(number) && /^\d+$/.test(last.number))
    return Number(number) === Number(last.number) + 1 || (number === '1' && line.page !== last.page)
  return line.page !== last.page || !/^\d+$/.test(number) || !/^\d+$/.test(last.number)
}

function withoutMark(spans: readonly Span[], length: number): Pick<PrintedLine, 'spans' | 'text'> {
  let left = length
  const rest = spans.flatMap((span) => {
    const text = span.text.slice(left)
    left = Math.max(0, left - span.text.length)
    return text ? [{ ...span, text }] : []
  })
  const first = rest[0]
  if (first) rest[0] = { ...first, text: first.text.trimStart() }
  return { spans: rest, text: rest.map(({ text }) => text).join('') }
}
