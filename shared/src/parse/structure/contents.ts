import { CONTENTS_WORD } from '../words.ts'
import type { Row } from './sheet.ts'

/** Fewer headings in a row than this are no table of contents. */
const MIN_ENTRIES = 3

/** Leaders and a page's number at the end: no line of a treaty's text has them. */
const LED = /(?:[.…·_]\s?){4,}\s*(?:\p{Nd}{1,4}|[ivxlc]{1,7})$/u
/** A single line with leaders may be a form to fill in. */
const MIN_LED = 2
/** So many lines without leaders may stand between two with them: headings without a page, entries on several lines. */
const MAX_BETWEEN = 4
/** A line of a table of contents is at most this long. */
const MAX_ENTRY = 300

/**
 * Takes a typed table of contents out of the rows: a run of headings without text between them whose numbers all come again
 * later. Returns the rows without it and the rows of the table.
 */
export function withoutContents(rows: readonly Row[]): { rows: Row[]; contents: Row[] } {
  const led = ledTable(rows)
  if (led) return { rows: [...rows.slice(0, led.start), ...rows.slice(led.end)], contents: rows.slice(led.start, led.end) }
  const start = rows.findIndex((row) => row.unit !== null || CONTENTS_WORD.test(row.text))
  if (start < 0) return { rows: [...rows], contents: [] }
  const seen = new Set<string>()
  let end = start
  while (end < rows.length && belongs(rows[end]!, seen)) end++
  while (end > start && !rows[end - 1]!.unit && !pageNumber(rows[end - 1]!.text)) end--
  const keys = [...seen]
  const later = new Set(rows.slice(end).flatMap((row) => keyOf(row) ?? []))
  if (keys.length < MIN_ENTRIES || keys.filter((key) => later.has(key)).length < keys.length * 0.8)
    return { rows: [...rows], contents: [] }
  return { rows: [...rows.slice(0, start), ...rows.slice(end)], contents: rows.slice(start, end) }
}

/** The table that leaders show, with its heading; null where there is none. */
function ledTable(rows: readonly Row[]): { start: number; end: number } | null {
  const led = rows.flatMap((row, index) => (LED.test(row.words) && row.words.length <= MAX_ENTRY ? [index] : []))
  const [first] = led
  if (first === undefined || led.length < MIN_LED) return null
  let end = first + 1
  for (const index of led) if (index < end + MAX_BETWEEN) end = index + 1
  const from = Math.max(0, first - MAX_BETWEEN)
  const above = rows.slice(from, first)
  const heading = above.findIndex((row) => CONTENTS_WORD.test(row.words))
  const opening = heading < 0 ? above.findIndex(({ unit }) => unit !== null) : heading
  const start = opening < 0 ? first : from + opening
  return { start, end }
}

const keyOf = ({ unit }: Row): string | null => (unit && unit.number !== null ? `${unit.kind} ${unit.number}` : null)

const pageNumber = (text: string): boolean => text.length <= MAX_ENTRY && /[\s.…]\p{Nd}{1,4}$/u.test(text)

/** Whether a row can be in the table; a number that comes again ends it. */
function belongs(row: Row, seen: Set<string>): boolean {
  const key = keyOf(row)
  if (key === null)
    return pageNumber(row.text) || CONTENTS_WORD.test(row.text) || (row.text.length < 120 && !/[.;:,]$/.test(row.text))
  if (seen.has(key)) return false
  seen.add(key)
  return true
}
