import type { Run } from '../line.ts'
import { isStatusRemark } from './remarks.ts'
import { afterLabel, isCapitals, looksLikeHeading, setAsHeading, SHORT, type Row } from './sheet.ts'
import type { Unit } from './unit.ts'

/**
 * Whether the articles of this text have their headings on a line of their own: told from all of them together, because a single
 * short line may be a short article.
 */
export function articlesHaveHeadings(rows: readonly Row[]): boolean {
  let asked = 0
  let headed = 0
  rows.forEach((row, index) => {
    const next = rows[index + 1]
    if (row.unit?.kind !== 'article' || row.words.length > row.unit.end || !next || next.unit) return
    asked++
    const after = rows[index + 2]
    if (looksLikeHeading(next) && after && !after.unit) headed++
  })
  return headed * 2 >= asked
}

/** How many rows after a unit's label are its heading. */
export function headingRows(rows: readonly Row[], at: number, expected: boolean): number {
  const first = rows[at]
  if (first && isStatusRemark(first.words)) return 1 + headingRows(rows, at + 1, expected)
  if (!first || !looksLikeHeading(first) || !(expected || setAsHeading(first))) return 0
  let count = 1
  while (
    rows[at + count] &&
    sameHeading(first, rows[at + count]!, rows[at + count]!.line.close === true && endsHeading(rows, at + count))
  )
    count++
  return count
}

/**
 * How many rows after a heading on the line of its label belong to it: in capitals like it, right below and before a gap
 * ("PART 2. JURISDICTION" / "AND ADMISSIBILITY").
 */
export function furtherRows(rows: readonly Row[], at: number, heading: string): number {
  let count = 0
  while (
    isCapitals(heading) &&
    rows[at + count]?.line.close &&
    isCapitals(rows[at + count]!.text) &&
    endsHeading(rows, at + count)
  )
    count++
  return count
}

/** Whether a row right below a heading is one more line of it, and not the text below. */
const endsHeading = (rows: readonly Row[], at: number): boolean =>
  looksLikeHeading(rows[at]!) && rows[at + 1] !== undefined && rows[at + 1]!.line.close !== true

/** A second line of the same heading stands right below it, or is set in the same way in a format that has settings. */
const sameHeading = (first: Row, row: Row, below: boolean): boolean => below || isSetLike(first, row)

const isSetLike = (first: Row, row: Row): boolean =>
  first.line.style !== null &&
  looksLikeHeading(row) &&
  setAsHeading(first) &&
  setAsHeading(row) &&
  row.line.style === first.line.style &&
  row.line.align === first.line.align

/** A heading without number right above an article ("COMPOSITION"), where the line before has come to its end. */
export function isFreeHeading(rows: readonly Row[], index: number): boolean {
  const row = rows[index]!
  const before = rows[index - 1]
  const next = rows[index + 1]
  if (
    !looksLikeHeading(row) ||
    row.text.length > (setAsHeading(row) ? 200 : SHORT) ||
    (next?.unit?.kind !== 'article' && !setAsHeading(row))
  )
    return false
  if (!next?.unit) return false
  return setAsHeading(row) || !before || before.unit !== null || ENDED.test(before.words)
}

/** The end of a sentence, or of what stands in brackets. */
const ENDED = /[.;:!?。”"»)]$/u

/** A heading with a Roman number or a capital letter right above an article ("II. SCOPE"), as labour conventions have them. */
export function isLabelledHeading(rows: readonly Row[], index: number): boolean {
  const row = rows[index]!
  const next = rows[index + 1]
  if (row.unit || next?.unit?.kind !== 'article' || !row.label?.readings.some(({ key }) => /^[IA]#?[#.)–—-]/.test(key)))
    return false
  const rest = afterLabel(row, row.label.end)
  const before = rows[index - 1]
  return rest.words !== '' && looksLikeHeading(rest) && (!before || before.unit !== null || ENDED.test(before.words))
}

/** The longest text behind "Article 4." that is taken for a heading although it ends with a stop. */
const STOPPED_HEADING = 80

/** The heading that stands on the label's own line; empty when what stands there is text. */
export function headingOnLine(rest: Row, unit: Unit, next: Row | undefined): Run[] {
  if (rest.words === '') return []
  if (unit.kind !== 'article') return rest.runs
  if (rest.label || rest.text.length > 220 || /[;:,،]$/.test(rest.words)) return []
  const stopped = /[.。؛]$/.test(rest.words)
  return stopped && (rest.text.length > STOPPED_HEADING || !next || next.unit !== null) ? [] : rest.runs
}

/** Footnote references on the label itself move to the end of its heading. */
export function withReferences(heading: readonly Run[], rest: Row): Run[] {
  return rest.words !== '' ? [...heading] : [...heading, ...rest.runs.filter((run) => run.note !== undefined)]
}
