import type { Warning } from '../../protocol/index.ts'
import { hyphenWarning, joined, vocabularyOf, type Vocabulary } from '../hyphens.ts'
import { joinRuns, NOTE_REF, type Line, type Run } from '../line.ts'
import { leftOut, refuse, type Refusal } from '../result.ts'
import type { Source } from '../source.ts'
import { inColumns, sharedGutter } from './columns.ts'
import { withoutNotes } from './footnotes.ts'
import { withoutFurniture, type Furniture } from './furniture.ts'
import type { Page } from './glyphs.ts'
import { withoutLineNumbers } from './line-numbers.ts'
import { printedLine, runsOfSpans, type PrintedLine, type Setting, type Span } from './line.ts'
import { openPdf } from './open.ts'
import { isRtlLetter, paintsMirrored } from './order.ts'
import { paragraphsOf, wholly, type Measure, type Paragraph } from './paragraphs.ts'
import { rowsOfPage, usualSize, withRaised } from './rows.ts'
import { superiorFigures } from './superiors.ts'

/** Fewer signs on a page than this are a stamp or a page number on a picture. */
const MIN_SIGNS = 20

/** Reads a PDF (ISO 32000): signs with their places become lines, columns, notes and at last paragraphs. */
export async function readPdf(bytes: Uint8Array): Promise<Source | Refusal> {
  const pages = await openPdf(bytes)
  if (!Array.isArray(pages)) return pages
  const signs = pages.reduce((sum, page) => sum + page.glyphs.length, 0)
  if (signs < MIN_SIGNS * Math.min(pages.length, 5))
    return refuse(
      'no-structure',
      'This file is pictures of pages: it has no text in it. Have it read by a text recognition program (OCR) first, or find a version with text.',
    )
  return layOut(pages)
}

/** Reads the pages of a PDF whose signs are known. */
export function layOut(pages: readonly Page[]): Source {
  const rtl = isRtl(pages)
  const superior = superiorFigures(pages)
  const rows = pages.map((page) => rowsOfPage(page, superior))
  const mirrored = paintsMirrored(rows.flat().map(({ signs }) => signs))
  const setting = ({ width }: Page): Setting => ({ rtl, mirrored, width })
  const furniture = withoutFurniture(
    rows,
    pages.map(({ height }) => height),
    (row) => printedLine(row.signs, { page: row.page, line: 0, y: row.y, size: row.size }, setting(pages[row.page - 1]!)).text,
  )
  const numbered = withoutLineNumbers(furniture.rows)
  const gutter = sharedGutter(numbered.rows)
  const columns = withPlainHyphens(
    numbered.rows.flatMap((own, index) => printedColumns(own, pages[index]!, setting(pages[index]!), gutter)),
  )
  const bodySize = usualSize(pages.flatMap(({ glyphs }) => glyphs))
  const { columns: body, notes } = withoutNotes(columns, bodySize)
  const known = vocabularyOf(columns.flat().map(({ text }) => text))
  const broken: string[] = []
  const marks = new Set(notes.map(({ number }) => number))
  const joinedLines = (lines: readonly PrintedLine[]) => join(lines, known, broken)
  const lines = paragraphsOf(body, measures(body, { width: pages[0]!.width, gutter, rtl }), bodySize).map((paragraph) =>
    lineOf(paragraph, withReferences(joinedLines(paragraph.lines), marks)),
  )
  return {
    ok: true,
    lines,
    notes: notes.map(({ number, lines: own }) => ({ number, runs: runsOfSpans(joinedLines(own)) })),
    warnings: [...furnitureWarning(furniture), ...numbered.warnings, ...astrayWarnings(pages), ...hyphenWarning(broken)],
  }
}

function isRtl(pages: readonly Page[]): boolean {
  const signs = pages.slice(0, 20).flatMap(({ glyphs }) => glyphs)
  return signs.filter(isRtlLetter).length * 2 > signs.filter(({ text }) => /\p{L}/u.test(text)).length
}

function printedColumns(rows: Furniture['rows'][number], page: Page, setting: Setting, gutter: number | null): PrintedLine[][] {
  let line = 0
  return inColumns(rows, setting.rtl, gutter).map((column) =>
    withRaised(column).map((row) =>
      printedLine(row.signs, { page: page.number, line: ++line, y: row.y, size: row.size }, setting),
    ),
  )
}

/**
 * A font has one sign for the hyphen, and some programs name it a soft one wherever it is painted. Within a line none is soft: where one
 * stands, all are hyphens, and at a line's end the words must tell.
 */
function withPlainHyphens(columns: PrintedLine[][]): PrintedLine[][] {
  if (!columns.some((lines) => lines.some(({ text }) => /\u00AD\S/u.test(text)))) return columns
  const plain = (text: string) => text.replaceAll('\u00AD', '-')
  return columns.map((lines) =>
    lines.map((line) => ({
      ...line,
      text: plain(line.text),
      level: plain(line.level),
      spans: line.spans.map((span) => ({ ...span, text: plain(span.text) })),
    })),
  )
}

/**
 * So few lines say nothing of the column's width: then it is taken to reach as far as others before the gutter, or as far from the page's
 * edge as on the other side.
 */
const FEW_LINES = 6
/** The share of lines that may reach beyond a column's far edge: a wide table, a long word. */
const BEYOND = 0.03
/** The share that may begin before it. */
const OUTSIDE = 0.01

/** The edges of columns: those of one width share them, because a single page may have short lines only. */
function measures(
  columns: readonly PrintedLine[][],
  { width, gutter, rtl }: { width: number; gutter: number | null; rtl: boolean },
): (column: readonly PrintedLine[]) => Measure {
  const measured = columns.map((lines) => ({
    lines,
    start: least(lines.map(({ start }) => start)),
    end: most(lines.map(({ end }) => end)),
  }))
  const known = new Map<readonly PrintedLine[], Measure>()
  const alike = new Map<string, Measure>()
  for (const { lines, start, end } of measured) {
    const key = `${Math.round(start / ALIKE)} ${Math.round(end / ALIKE)}`
    const measure = alike.get(key) ?? shared(start, end)
    alike.set(key, measure)
    known.set(lines, measure)
  }
  return (column) => known.get(column)!

  function shared(start: number, end: number): Measure {
    const kin = measured
      .filter((one) => Math.abs(one.start - start) < 50 && Math.abs(one.end - end) < 12)
      .flatMap((one) => one.lines)
    const starts = kin.map((line) => line.start).sort((a, b) => a - b)
    const ends = kin.map((line) => line.end).sort((a, b) => a - b)
    if (kin.length < FEW_LINES) ends.fill(Math.max(ends.at(-1)!, farEdge(starts[0]!, end)))
    const edges = { start: starts[Math.floor(starts.length * OUTSIDE)]!, end: ends[Math.floor(ends.length * (1 - BEYOND))]! }
    return { ...edges, fromEnd: rtl && isFromEnd(kin, edges) }
  }

  /** A last page may have nothing but the beginning of its first column. */
  function farEdge(start: number, end: number): number {
    const first = gutter === null ? null : rtl ? width - gutter : gutter
    return first !== null && end <= first ? most(measured.flatMap((one) => (one.end <= first ? one.end : []))) : width - start
  }
}

/** Columns whose edges differ by less, in points, are measured once. */
const ALIKE = 3

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b))
const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b))

/** Of the lines that are set against the far edge so many touch it; where they begin so many may chance to meet. */
const AT_EDGE = 0.7
const AT_START = 0.4

function isFromEnd(lines: readonly PrintedLine[], { end }: { end: number }): boolean {
  const atEnd = lines.filter((line) => Math.abs(line.end - end) < 3).length
  const starts = lines.map((line) => line.start).sort((a, b) => a - b)
  // The stretch of starts within four points grows and never shrinks, so it ends as long as the longest.
  let first = 0
  for (const start of starts) if (start - starts[first]! > 4) first++
  const together = starts.length - first
  return lines.length > 4 && atEnd > lines.length * AT_EDGE && together < lines.length * AT_START
}

function join(lines: readonly PrintedLine[], known: Vocabulary, broken: string[]): Span[] {
  return lines.flatMap((line, index) => {
    const next = lines[index + 1]
    if (!next) return line.spans
    const { text, broken: word } = joined(line.text, next.text, known)
    if (word !== null) broken.push(word)
    return endingWith(line.spans, line.text, text)
  })
}

/** Changes the last span of a line to end with `text`'s end. */
const endingWith = (spans: readonly Span[], line: string, text: string): Span[] => {
  const last = spans.at(-1)
  if (!last) return []
  const change = text.length - line.length
  const ending = change < 0 ? last.text.slice(0, change) : last.text + text.slice(line.length)
  return [...spans.slice(0, -1), { ...last, text: ending }]
}

/** Raised marks that a note answers become references to it. */
function withReferences(spans: readonly Span[], marks: ReadonlySet<string>): Run[] {
  return spans.flatMap((span): Run[] => {
    const mark = span.text.trim()
    if (span.raised && marks.has(mark)) {
      const space = /\s$/u.test(span.text) ? [{ text: ' ' }] : []
      return [{ text: NOTE_REF, note: mark }, ...space]
    }
    return runsOfSpans([span])
  })
}

function lineOf({ lines, centred }: Paragraph, runs: Run[]): Line {
  const first = lines[0]!
  const strong = lines.every((line) => wholly(line, 'strong'))
  return {
    runs: joinRuns(runs, []),
    place: `page ${first.page}, line ${first.line}`,
    label: null,
    style: `${first.size} pt${strong ? ' bold' : ''}`,
    outline: null,
    indent: first.start,
    align: centred ? 'center' : null,
    attached: false,
    printed: lines.map(({ page, start, end, y, size, text }) => ({ page, x: start, width: end - start, y, size, text })),
  }
}

function furnitureWarning({ removed }: Furniture): Warning[] {
  if (removed.length === 0) return []
  const text = removed.map((one) => one.text).join('\n')
  return [
    leftOut(
      'page-furniture',
      'Running heads and feet and page numbers were left out of the text.',
      `page ${removed[0]!.page + 1}`,
      text,
    ),
  ]
}

const astrayWarnings = (pages: readonly Page[]): Warning[] =>
  pages
    .filter(({ astray }) => astray !== '')
    .map(({ number, astray }) =>
      leftOut('astray-text', 'Text that stands upright along the page or outside it was left out.', `page ${number}`, astray),
    )
