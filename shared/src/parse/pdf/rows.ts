import type { Glyph, Page } from './glyphs.ts'
import type { Placed } from './order.ts'

/** Signs on one baseline, from left to right. */
export interface PageRow {
  page: number
  y: number
  /** The size of most signs. */
  size: number
  signs: Placed[]
}

/** Signs whose baselines differ by less than this share of their size stand on one line. */
const SAME_LINE = 0.22
/** A raised sign is at most this large, measured by the line that it belongs to. */
const RAISED_SIZE = 0.82
/** How far above the baseline a raised sign stands, in sizes of its line. */
const RAISED_FROM = 0.12
const RAISED_TO = 0.75
/** How far from its neighbour a raised sign may stand, in sizes of its line. */
const NEAR = 0.4

/** The lines of a page across its whole width, from top to bottom; `superior` are the signs that their face draws raised. */
export function rowsOfPage({ number, glyphs }: Page, superior: ReadonlySet<Glyph> = NONE): PageRow[] {
  const rows: PageRow[] = []
  const signs = glyphs.map((glyph, painted): Placed => ({ ...glyph, raised: superior.has(glyph), painted }))
  for (const glyph of signs.filter((sign) => !isMark(sign)).sort((a, b) => a.y - b.y)) {
    const row = rows.findLast((one) => Math.abs(one.y - glyph.y) <= SAME_LINE * Math.min(one.size, glyph.size))
    if (row) row.signs.push(glyph)
    else rows.push({ page: number, y: glyph.y, size: glyph.size, signs: [glyph] })
  }
  for (const mark of signs.filter(isMark)) nearest(rows, mark)?.signs.push(mark)
  for (const row of rows) settle(row)
  return rows.filter(({ signs }) => signs.some(({ blank }) => !blank))
}

/** The baseline of most signs: lines of two columns that stand at nearly one height have each their own. */
export function baselineOf(signs: readonly Placed[]): number {
  const counts = new Map<number, number>()
  for (const { y, blank } of signs) if (!blank) counts.set(y, (counts.get(y) ?? 0) + 1)
  return [...counts].reduce((most, next) => (next[1] > most[1] ? next : most))[0]
}

const NONE: ReadonlySet<Glyph> = new Set()

/** A vowel sign painted by itself; fonts set its baseline above or below that of the letters. */
export const isMark = ({ text }: Glyph): boolean => text.charCodeAt(0) >= FIRST_MARK && /^\p{M}+$/u.test(text)
/** Combining signs begin here. */
const FIRST_MARK = 0x300

/** The line on which the letter of a vowel sign stands. */
function nearest(rows: readonly PageRow[], mark: Glyph): PageRow | null {
  let best: PageRow | null = null
  for (const row of rows) {
    const beside = row.signs.some(({ x, right, blank }) => !blank && x <= mark.right + 1 && right >= mark.x - 1)
    if (beside && (best === null || Math.abs(row.y - mark.y) < Math.abs(best.y - mark.y))) best = row
  }
  return best ?? rows[0] ?? null
}

function settle(row: PageRow): void {
  row.signs.sort((a, b) => a.x - b.x || a.right - b.right)
  row.size = usualSize(row.signs)
}

/** The size in which most letters are set. */
export function usualSize(signs: readonly Glyph[]): number {
  const first = signs[0]?.size ?? 0
  if (signs.every(({ size }) => size === first)) return Math.round(first * 2) / 2 || first
  const counts = new Map<number, number>()
  for (const { size, blank } of signs) {
    const rounded = Math.round(size * 2) / 2
    if (!blank) counts.set(rounded, (counts.get(rounded) ?? 0) + 1)
  }
  return [...counts].reduce((most, next) => (next[1] > most[1] ? next : most), [0, 0])[0] || first
}

/** Puts the raised signs of a column into the line that they stand beside. Until then they stand on a line of their own or on that one. */
export function withRaised(column: readonly PageRow[]): PageRow[] {
  const rows = column.map((row) => ({ ...row, signs: [...row.signs], size: usualSize(row.signs) }))
  const kept: PageRow[] = []
  rows.forEach((row, index) => {
    const below = rows.slice(index + 1, index + 4).find((one) => isRaisedAbove(row, one))
    if (below) below.signs.push(...row.signs.map((sign) => ({ ...sign, raised: true })))
    else kept.push(row)
  })
  for (const row of kept) settle(row)
  return kept.map((row) => ({
    ...row,
    signs: row.signs.map((sign) =>
      sign.size <= RAISED_SIZE * row.size && row.y - sign.y >= RAISED_FROM * row.size ? { ...sign, raised: true } : sign,
    ),
  }))
}

function isRaisedAbove(small: PageRow, line: PageRow): boolean {
  const above = line.y - small.y
  if (small.size > RAISED_SIZE * line.size || above < RAISED_FROM * line.size || above > RAISED_TO * line.size) return false
  const near = NEAR * line.size
  return (
    small.signs
      .filter(({ blank }) => !blank)
      .every((sign) => line.signs.some((one) => sign.x <= one.right + 4 * near && sign.right >= one.x - 4 * near)) &&
    small.signs.some((sign) =>
      line.signs.some((one) => Math.abs(sign.x - one.right) <= near || Math.abs(one.x - sign.right) <= near),
    )
  )
}
