import type { Warning } from '../../protocol/index.ts'
import { leftOut } from '../result.ts'
import type { PageRow } from './rows.ts'

/** Numbers of lines begin or end at the same place, to so many points. */
const ALIGNED = 2
/** Between such a number and the line there is at least this gap, in sizes. */
const GAP = 0.6
/** Fewer on a page may be the numbers of paragraphs. */
const MIN_NUMBERS = 3
/** Numbered one by one, this share of a page's lines has a number; numbered by fives, a fifth of it. */
const SHARE = 0.75
/** Of the numbered lines this share goes on in mid-sentence: paragraphs that have numbers never do. */
const MIDWAY = 0.15

interface Numbered {
  row: PageRow
  value: number
  /** Signs of the number. */
  signs: number
}

/** Takes the numbers away that a draft's lines have in the margin, each page's from one on or all of them through. */
export function withoutLineNumbers(pages: readonly (readonly PageRow[])[]): { rows: PageRow[][]; warnings: Warning[] } {
  const numbered = pages.map(marginNumbers)
  const found = numbered.flat()
  const filled = pages.filter((rows) => rows.length > MIN_NUMBERS).length
  const midway = found.filter(({ row, signs }) => /^\p{Ll}/u.test(textFrom(row, signs))).length
  if (found.length === 0 || numbered.filter((own) => own.length > 0).length < filled * SHARE || midway < found.length * MIDWAY)
    return { rows: pages.map((rows) => [...rows]), warnings: [] }
  const cut = new Map(found.map(({ row, signs }) => [row, signs]))
  const text = found.map(({ value }) => value).join('\n')
  return {
    rows: pages.map((rows) =>
      rows.flatMap((row) => {
        const signs = row.signs.slice(cut.get(row) ?? 0)
        return signs.some(({ blank }) => !blank) ? [{ ...row, signs }] : []
      }),
    ),
    warnings: [leftOut('line-numbers', 'The numbers of the lines were left out.', `page ${found[0]!.row.page}`, text)],
  }
}

/** The numbers in the margin of a page; none where they don't count its lines. */
function marginNumbers(rows: readonly PageRow[]): Numbered[] {
  const candidates = rows.flatMap((row) => leadingNumber(row) ?? [])
  const [begun, ended] = [aligned(candidates, startOf), aligned(candidates, endOf)]
  const numbers = begun.length > ended.length ? begun : ended
  const edge = Math.max(...numbers.map(endOf))
  if (numbers.length < MIN_NUMBERS) return []
  const step = numbers[1]!.value - numbers[0]!.value
  if (step !== 1 && step !== 5) return []
  const counting = numbers.every(({ value }, at) => at === 0 || value === numbers[at - 1]!.value + step)
  const apart = rows.every(({ signs }) =>
    signs.filter(({ blank, right }) => !blank && right > edge + ALIGNED).every(({ x }) => x > edge),
  )
  return counting && apart && numbers.length >= Math.floor((rows.length * SHARE) / step) ? numbers : []
}

/** A number at the beginning of a row, with a gap behind it or nothing. */
function leadingNumber(row: PageRow): Numbered | null {
  const next = row.signs.findIndex(
    ({ text, blank, x }, at) => blank || !/^\d$/.test(text) || x - (row.signs[at - 1]?.right ?? x) >= GAP * row.size,
  )
  const signs = next < 0 ? row.signs.length : next
  if (signs === 0 || signs > 4) return null
  const value = Number(
    row.signs
      .slice(0, signs)
      .map(({ text }) => text)
      .join(''),
  )
  const behind = row.signs.slice(signs).find(({ blank }) => !blank)
  return !behind || behind.x - row.signs[signs - 1]!.right >= GAP * row.size ? { row, value, signs } : null
}

const startOf = ({ row }: Numbered): number => row.signs[0]!.x
const endOf = ({ row, signs }: Numbered): number => row.signs[signs - 1]!.right

/** The numbers that have an edge in common with most. */
function aligned(candidates: readonly Numbered[], edgeOf: (one: Numbered) => number): Numbered[] {
  const at = (edge: number) => candidates.filter((one) => Math.abs(edgeOf(one) - edge) <= ALIGNED)
  return candidates.map((one) => at(edgeOf(one))).reduce((most, next) => (next.length > most.length ? next : most), [])
}

const textFrom = ({ signs }: PageRow, from: number): string =>
  signs
    .slice(from)
    .map(({ text }) => text)
    .join('')
    .trimStart()
