import type { Warning } from '../../protocol/index.ts'
import { framed, isPageNumber, isSetOff } from '../page-number.ts'
import { leftOut } from '../result.ts'
import { readLabel } from '../structure/label.ts'
import { readUnit } from '../structure/unit.ts'
import { isBlank, type TextLine } from './text-line.ts'

/** Bare numbers that count pages stand at least this far apart, in lines; nearer ones are labels. */
const MIN_PAGE = 15
/** Fewer bare numbers are no count of pages. */
const MIN_BARE = 3
/** Of the pages, this share has a running head: left and right pages may have different ones. */
const SHARE = 0.3
/** A line right beside the text is a head only when nearly every page has it. */
const TIGHT_SHARE = 0.8
/** So many lines of a page's head or foot may repeat. */
const OUTERMOST = 3

/** A stretch of lines between two pages: from the first blank line or foot of one to the last blank line or head of the next. */
interface Break {
  from: number
  /** Exclusive. */
  to: number
}

/** A text without what its pages repeat, and its pages. */
export interface Pages {
  pages: TextLine[][]
  warnings: Warning[]
}

/**
 * Takes the numbers, heads and feet of pages away, as they stand in a text that a program took out of a PDF. Without a form feed or the
 * number of a page the text is one page.
 */
export function withoutPages(lines: readonly TextLine[]): Pages {
  const numbers = pageNumbers(lines)
  const breaks = merged(
    [
      ...numbers.map((index) => ({ from: index, to: index + 1 })),
      ...lines.flatMap(({ opensPage }, index) => (opensPage ? [{ from: index, to: index }] : [])),
    ],
    lines,
  )
  for (let depth = 0; depth < OUTERMOST; depth++) takeHeads(lines, breaks)
  const apart = breaks.flatMap(({ from, to }) => lines.slice(from, to)).filter((line) => !isBlank(line))
  const starts = [0, ...breaks.map(({ to }) => to)]
  return {
    pages: starts.map((start, page) => lines.slice(start, breaks[page]?.from ?? lines.length)),
    warnings: apart.length === 0 ? [] : [furnitureWarning(apart)],
  }
}

const furnitureWarning = (apart: readonly TextLine[]): Warning =>
  leftOut(
    'page-furniture',
    'Running heads and feet and page numbers were left out of the text.',
    `line ${apart[0]!.at}`,
    apart.map(({ text }) => text.trim()).join('\n'),
  )

/** Lines that hold the number of a page: set off by signs, beside a form feed, or bare ones that count up page by page. */
function pageNumbers(lines: readonly TextLine[]): number[] {
  const found = lines.flatMap((line, index) => {
    const { frame, numbers } = framed(line.text)
    return numbers.length > 0 && isPageNumber(frame) ? [{ index, frame, value: numbers[0]! }] : []
  })
  const counting = found.filter(({ value }, at) => at === 0 || value > found[at - 1]!.value || value === 1)
  const bare = counting.filter(({ frame, index }) => !isSetOff(frame) && isAlone(lines, index))
  const apart = bare.every(({ index, value }, at) => {
    const last = bare[at - 1]
    return last === undefined || (value === last.value + 1 && index - last.index >= MIN_PAGE)
  })
  return counting
    .filter(
      ({ frame, index }) =>
        isSetOff(frame) || (isAlone(lines, index) && ((apart && bare.length >= MIN_BARE) || isAtPageEdge(lines, index))),
    )
    .map(({ index }) => index)
}

const isAlone = (lines: readonly TextLine[], index: number): boolean => {
  const [above, below] = [lines[index - 1], lines[index + 1]]
  return (!above || isBlank(above) || lines[index]!.opensPage) && (!below || isBlank(below) || below.opensPage)
}

function isAtPageEdge(lines: readonly TextLine[], index: number): boolean {
  let below = index + 1
  while (below < lines.length && isBlank(lines[below]!) && !lines[below]!.opensPage) below++
  let above = index
  while (above > 0 && isBlank(lines[above - 1]!) && !lines[above]!.opensPage) above--
  return lines[below]?.opensPage === true || lines[above]!.opensPage
}

/** Breaks with the blank lines around them, those that touch as one. */
function merged(breaks: readonly Break[], lines: readonly TextLine[]): Break[] {
  const wide = breaks.map((one) => widened(one, lines)).toSorted((a, b) => a.from - b.from)
  const list: Break[] = []
  for (const one of wide) {
    const last = list.at(-1)
    if (last && one.from <= last.to) last.to = Math.max(last.to, one.to)
    else list.push(one)
  }
  return list
}

function widened({ from, to }: Break, lines: readonly TextLine[]): Break {
  while (from > 0 && isBlank(lines[from - 1]!)) from--
  while (to < lines.length && isBlank(lines[to]!)) to++
  return { from, to }
}

/** Widens breaks by the line above and the line below them that most pages repeat. */
function takeHeads(lines: readonly TextLine[], breaks: Break[]): void {
  const least = Math.max(Math.min(breaks.length, MIN_BARE), breaks.length * SHARE)
  if (breaks.length < 2) return
  const edges = breaks.flatMap((one) => [
    { one, index: one.from - 1, side: 'foot' },
    { one, index: one.to, side: 'head' },
  ])
  const keyed = edges.flatMap((edge) => {
    const text = lines[edge.index]?.text.trim() ?? ''
    const { frame } = framed(text)
    return text === '' || readLabel(text) !== null ? [] : [{ ...edge, text, key: `${edge.side} ${frame}` }]
  })
  for (const group of Map.groupBy(keyed, ({ key }) => key).values()) {
    // "Article 4" at the top of one page and "Article 9" at that of another are no head.
    const units = readUnit(group[0]!.text) !== null && group.some(({ text }) => text !== group[0]!.text)
    const tight = group.every(({ index, side }) => lines[index + (side === 'foot' ? -1 : 1)]?.text.trim())
    if (group.length < (tight ? Math.max(least, breaks.length * TIGHT_SHARE) : least) || units) continue
    for (const { one, side } of group)
      Object.assign(one, widened(side === 'foot' ? { ...one, from: one.from - 1 } : { ...one, to: one.to + 1 }, lines))
  }
}
