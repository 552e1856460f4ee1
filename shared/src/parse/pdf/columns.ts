import type { Placed } from './order.ts'
import { baselineOf, type PageRow } from './rows.ts'

/** Narrower than this, in points, is a gap between words, not between columns. */
const MIN_GUTTER = 9
/** A column is at least this share of the width that is divided. */
const MIN_COLUMN = 0.22
/** Of the lines that reach across the gutter's place, at most this share cross it: titles over both columns. */
const CROSSING = 0.35
/** Fewer lines on both sides are chance. */
const MIN_LINES = 6
/** A line that fills less of its column is a label or a page number, not a line of a column. */
const FILLED = 0.4
/** The second column of a page has at least this share of the first's lines; a last page is known by the others. */
const BALANCE = 0.25
/** So many lines of a column begin at the same place; the others are indented. */
const ALIGNED = 0.25
/** In a page of columns at least this share of the lines fills its column; the others are headings and the ends of paragraphs. */
const FILLED_LINES = 0.4

/**
 * The rows of a page in the order of reading: where text is set in columns, down one and then down the next. Each group is one column.
 * `known` is where other pages have their gutter: a last page may have too few lines to show it, or show a wider gap than it is.
 */
export function inColumns(rows: readonly PageRow[], rtl: boolean, known: number | null = null): PageRow[][] {
  const own = findGutter(rows)
  const isKept = known !== null && keeps(rows, known) && (own === null || crossings(rows, known) <= crossings(rows, own))
  const gutter = isKept ? known : own
  if (gutter === null) return rows.length > 0 ? [[...rows]] : []
  return bands(rows, gutter).flatMap((band) => {
    if (crosses(band[0]!, gutter)) return [band]
    const left = band.flatMap((row) => part(row, (sign) => sign.x < gutter))
    const right = band.flatMap((row) => part(row, (sign) => sign.x >= gutter))
    return (rtl ? [right, left] : [left, right]).flatMap((column) => inColumns(column, rtl))
  })
}

/** Stretches of rows that cross the gutter, or that don't. */
function bands(rows: readonly PageRow[], gutter: number): PageRow[][] {
  const list: PageRow[][] = []
  for (const row of rows) {
    const last = list.at(-1)
    if (last && crosses(last[0]!, gutter) === crosses(row, gutter)) last.push(row)
    else list.push([row])
  }
  return list
}

const isSeen = ({ blank }: Placed): boolean => !blank

/** Whether text stands on the gutter: a sign on it, or the words on both sides of it as close as words are. */
function crosses({ signs, size }: PageRow, gutter: number): boolean {
  let [before, after]: [Placed | undefined, Placed | undefined] = [undefined, undefined]
  // Every page asks this of all its rows for several places: one walk, and nothing is copied.
  for (const sign of signs) {
    if (sign.blank) continue
    if (sign.x >= gutter) after ??= sign
    else if (sign.right > gutter) return true
    else before = sign
  }
  return before !== undefined && after !== undefined && after.x - before.right < Math.max(MIN_GUTTER, 0.6 * size)
}

const crossings = (rows: readonly PageRow[], gutter: number): number => rows.filter((row) => crosses(row, gutter)).length

const part = (row: PageRow, belongs: (sign: Placed) => boolean): PageRow[] => {
  const signs = row.signs.filter(belongs)
  return signs.some(isSeen) ? [{ ...row, signs, y: baselineOf(signs) }] : []
}

/** Whether a page with few lines goes on in the columns of the others: several of its lines have text on both sides, or nothing but titles crosses. */
function keeps(rows: readonly PageRow[], gutter: number): boolean {
  const free = rows.filter((row) => !crosses(row, gutter))
  const both = free.filter(({ signs }) => signs.some((sign) => isSeen(sign) && sign.x >= gutter))
  return both.length > 1 || (both.length > 0 && rows.length - free.length <= rows.length * CROSSING)
}

/** The gutter that most pages with columns share; null where only one has it and no other has a gap there. */
export function sharedGutter(pages: readonly (readonly PageRow[])[]): number | null {
  const gutters = pages.map(findGutter).filter((gutter) => gutter !== null)
  const middle = gutters.sort((a, b) => a - b)[gutters.length >> 1] ?? null
  if (middle === null || gutters.length > 1) return middle
  const isThere = (rows: readonly PageRow[]) => candidatesOf(rows).some((gap) => Math.abs(gap - middle) < MIN_GUTTER)
  return pages.filter(isThere).length > 1 ? middle : null
}

/** The middle of the gap that parts two columns, or null where there is one column. */
function findGutter(rows: readonly PageRow[]): number | null {
  const candidates = candidatesOf(rows)
  if (candidates.length === 0) return null
  const [left, right] = edgesOf(rows)
  const parting = candidates.filter((gutter) => divides(rows, gutter, left, right) || paintedApart(rows, gutter))
  const crossed = parting.map((gutter) => crossings(rows, gutter))
  // Between the labels of a column and its words there may be a wider gap than between the columns, but more lines cross it.
  return parting[crossed.indexOf(least(crossed))] ?? null
}

/** Places that may part the columns of a page, the widest gap first. */
function candidatesOf(rows: readonly PageRow[]): number[] {
  if (rows.length < MIN_LINES) return []
  const [left, right] = edgesOf(rows)
  const width = right - left
  return gaps(rows, left + MIN_COLUMN * width, right - MIN_COLUMN * width)
}

function edgesOf(rows: readonly PageRow[]): [left: number, right: number] {
  let [left, right] = [Infinity, -Infinity]
  for (const { signs } of rows)
    for (const sign of signs) {
      if (sign.blank) continue
      left = Math.min(left, sign.x)
      right = Math.max(right, sign.right)
    }
  return [left, right]
}

/** Places, the widest gap first, that few rows cover. */
function gaps(rows: readonly PageRow[], from: number, to: number): number[] {
  const covered = rows.map(({ signs, size }) => stretches(signs.filter(isSeen), size))
  const cover = coverOf(covered, from, to)
  // Where within a gap the gutter is, lines over both columns don't say: the last of a note's lines ends anywhere. A clear gap has none.
  const columns = coverOf(
    covered.filter((row) => row.length > 1 || row[0]![1] - row[0]![0] < to - from),
    from,
    to,
  )
  const most = rows.length * CROSSING
  const found: { middle: number; width: number }[] = []
  let begin = -1
  for (let at = 0; at <= cover.length; at++) {
    const free = at < cover.length && cover[at]! <= most
    if (free && begin < 0) begin = at
    if (free || begin < 0) continue
    const isClear = cover.slice(begin, at).includes(0)
    if (at - begin >= MIN_GUTTER)
      found.push({ middle: narrowest(isClear ? cover : columns, begin, at) + from, width: at - begin })
    begin = -1
  }
  return found.sort((a, b) => b.width - a.width).map(({ middle }) => middle)
}

/** How many rows cover each point between two places. */
function coverOf(rows: readonly (readonly [number, number][])[], from: number, to: number): number[] {
  const cover = Array.from({ length: Math.max(0, Math.ceil(to - from) + 1) }, () => 0)
  for (const [start, end] of rows.flat())
    for (let at = Math.max(0, Math.floor(start - from)); at < Math.min(cover.length, Math.ceil(end - from)); at++) cover[at]!++
  return cover
}

/** The middle of the least covered stretch between two places. */
function narrowest(cover: readonly number[], begin: number, end: number): number {
  const least = Math.min(...cover.slice(begin, end))
  const first = cover.indexOf(least, begin)
  let last = first
  while (last + 1 < end && cover[last + 1] === least) last++
  return (first + last + 1) / 2
}

/** Stretches of a row that are covered with words, the spaces between words included. */
function stretches(signs: readonly Placed[], size: number): [number, number][] {
  const list: [number, number][] = []
  for (const { x, right } of signs) {
    const last = list.at(-1)
    if (last && x - last[1] < Math.max(MIN_GUTTER, 0.6 * size)) last[1] = Math.max(last[1], right)
    else list.push([x, right])
  }
  return list
}

/** Whether both sides of the gutter are columns of text: enough lines on each that fill it. */
function divides(rows: readonly PageRow[], gutter: number, left: number, right: number): boolean {
  const sides = rows.filter((row) => !crosses(row, gutter))
  const filled = (side: (sign: Placed) => boolean, width: number) =>
    sides.filter(({ signs }) => {
      const own = signs.filter((sign) => isSeen(sign) && side(sign))
      return own.length > 0 && own.at(-1)!.right - own[0]!.x >= FILLED * width
    }).length
  const before = filled((sign) => sign.x < gutter, gutter - left)
  const after = filled((sign) => sign.x >= gutter, right - gutter)
  if (before < MIN_LINES / 2 || after < Math.max(MIN_LINES / 2, before * BALANCE)) return false
  return (
    before + after >= Math.max(MIN_LINES, sides.length * FILLED_LINES) && areAligned(sides, gutter) && areBeside(sides, gutter)
  )
}

/** Lines of two columns stand beside each other: nearer, in sizes, than two lines of one text. */
const BESIDE = 0.9
/** And nearer than this share of the distance of most lines: a heading keeps a whole one from what stands below it. */
const APART = 0.6

/** Whether the lines on the side that has fewer stand beside lines of the other. Headings between short lines stand between them. */
function areBeside(rows: readonly PageRow[], gutter: number): boolean {
  const on = (side: (sign: Placed) => boolean) => rows.filter(({ signs }) => signs.some((sign) => isSeen(sign) && side(sign)))
  const [few, many] = [on((sign) => sign.x < gutter), on((sign) => sign.x >= gutter)].sort((a, b) => a.length - b.length)
  const steps = many!.slice(1).map(({ y }, index) => y - many![index]!.y)
  // Where lines stand far apart, those of the two columns may too.
  const apart = APART * (steps.sort((a, b) => a - b)[steps.length >> 1] ?? 0)
  const beside = few!.filter(({ y, size }) => many!.some((other) => Math.abs(other.y - y) < Math.max(BESIDE * size, apart)))
  return beside.length * 2 >= few!.length
}

/** Fewer signs on one side are the mark of a note or the number of a page. */
const MIN_SIGNS = 10

/** Whether all that stands on one side of a gutter was painted after all that stands on the other, beside it: the end of a text has short columns. */
function paintedApart(rows: readonly PageRow[], gutter: number): boolean {
  const sides = rows.filter((row) => !crosses(row, gutter))
  const [before, after] = [(sign: Placed) => sign.x < gutter, (sign: Placed) => sign.x >= gutter].map((side) =>
    sides.flatMap(({ signs }) => signs.filter((sign) => isSeen(sign) && side(sign))),
  ) as [Placed[], Placed[]]
  if (sides.length < MIN_LINES || Math.min(before.length, after.length) < MIN_SIGNS) return false
  const span = (signs: readonly Placed[]) =>
    [least(signs.map(({ painted }) => painted)), most(signs.map(({ painted }) => painted))] as const
  const [[firstBefore, lastBefore], [firstAfter, lastAfter]] = [span(before), span(after)]
  const reaches = (upper: readonly Placed[], lower: readonly Placed[]) =>
    least(upper.map(({ y }) => y)) <= most(lower.map(({ y }) => y)) + BESIDE * rows[0]!.size
  // A centred heading is painted before what stands below it, and beside nothing.
  const beside = reaches(after, before) && reaches(before, after)
  return beside && (firstAfter > lastBefore || firstBefore > lastAfter)
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity)
const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b))

/** Whether the lines behind a gutter begin below one another, as those of a column do and centred headings do not. */
function areAligned(rows: readonly PageRow[], gutter: number): boolean {
  const starts = rows.flatMap(({ signs }) => signs.find((sign) => isSeen(sign) && sign.x >= gutter)?.x ?? [])
  const most = starts.map((start) => starts.filter((other) => Math.abs(other - start) < 2).length)
  return Math.max(...most) >= starts.length * ALIGNED
}
