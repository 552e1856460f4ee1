import { looksLikeHeading, setAsHeading, SHORT, type Row } from './sheet.ts'

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
  if (!first || !looksLikeHeading(first) || !(expected || setAsHeading(first))) return 0
  let count = 1
  while (rows[at + count] && sameHeading(first, rows[at + count]!)) count++
  return count
}

/** A second line of the same heading is set in the same way, in a format that has settings. */
const sameHeading = (first: Row, row: Row): boolean =>
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
  return setAsHeading(row) || !before || before.unit !== null || /[.;:!?。”"»)]$/u.test(before.words)
}
