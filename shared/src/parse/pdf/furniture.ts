import { readUnit } from '../structure/unit.ts'
import { framed, isPageNumber } from '../page-number.ts'
import type { PageRow } from './rows.ts'

/** Running heads and feet and page numbers: what a page repeats beside the text. */
export interface Furniture {
  /** Rows of the text, page by page. */
  rows: PageRow[][]
  /** What was taken out, in the order of the pages. */
  removed: { page: number; text: string }[]
}

/** So many lines from the top and the bottom of a page can be heads and feet. */
const OUTERMOST = 4
/** Heads on the same height differ by less, in points. */
const SAME_HEIGHT = 4
/** Seen on fewer pages a line is no running head; in a file of two pages it must stand on both. */
const MIN_PAGES = 3

/** Lines closer than this, in sizes, look like those of one paragraph. */
const TIGHT = 1.55
/** A line so close to the text is a head only when nearly every page has it. */
const TIGHT_SHARE = 0.8

interface Edge {
  page: number
  row: PageRow
  side: 'top' | 'bottom'
  /** 0 for the outermost line. */
  depth: number
  height: number
  text: string
  /** Whether it stands as close to the next line of the page as lines of one paragraph do. */
  tight: boolean
  /** The text with its numbers taken out. */
  frame: string
  numbers: number[]
}

/** Takes heads, feet and page numbers out of the rows of a document. */
export function withoutFurniture(
  pages: readonly (readonly PageRow[])[],
  heights: readonly number[],
  textOf: (row: PageRow) => string,
): Furniture {
  const byPage = pages.map((rows, index) => edgesOf(rows, index, heights[index]!, textOf))
  const edges = byPage.flat()
  // A line with text between itself and the page's edge is text too, however often it comes again, and makes no place for heads.
  const outermost = (found: Set<Edge>) => {
    for (const edge of edges) if (!reachesEdge(edge, byPage[edge.page]!, found)) found.delete(edge)
    return found
  }
  const again = outermost(new Set([...repeated(edges, pages.length), ...lonePageNumber(edges, pages.length)]))
  const slots = slotsOf([...again], pages.length)
  const found = outermost(again.union(new Set(edges.filter((edge) => slots.some((slot) => inSlot(edge, slot))))))
  const out = new Set([...found].map(({ row }) => row))
  const removed = [...found]
    .sort((a, b) => a.page - b.page || a.row.y - b.row.y)
    .map(({ row, text }) => ({ page: row.page, text }))
  return { rows: pages.map((rows) => rows.filter((row) => !out.has(row))), removed }
}

function edgesOf(rows: readonly PageRow[], page: number, height: number, textOf: (row: PageRow) => string): Edge[] {
  const edge = (row: PageRow, side: Edge['side'], depth: number): Edge => {
    const text = textOf(row)
    const { frame, numbers } = framed(text)
    const inner = rows[rows.indexOf(row) + (side === 'top' ? 1 : -1)]
    const tight = inner !== undefined && Math.abs(inner.y - row.y) < TIGHT * row.size
    return { page, row, side, depth, height: side === 'top' ? row.y : height - row.y, text, tight, frame, numbers }
  }
  const top = rows.slice(0, OUTERMOST).filter((row) => row.y < height / 3)
  const bottom = rows
    .slice(-OUTERMOST)
    .filter((row) => row.y > (height * 2) / 3)
    .toReversed()
  return [...top.map((row, depth) => edge(row, 'top', depth)), ...bottom.map((row, depth) => edge(row, 'bottom', depth))]
}

/** Lines that stand on the same height of several pages with the same words, and numbers that stay or go with the page. */
function repeated(edges: readonly Edge[], pages: number): Edge[] {
  const least = Math.min(MIN_PAGES, pages)
  if (least < 2) return []
  const groups = new Map<string, Edge[]>()
  for (const edge of edges) {
    const key = `${edge.side} ${edge.numbers.length} ${edge.frame}`
    groups.set(key, [...(groups.get(key) ?? []), edge])
  }
  return [...groups.values()].flatMap((group) =>
    atSameHeight(group).flatMap((level) => {
      if (readUnit(level[0]!.text) !== null && level.some(({ text }) => text !== level[0]!.text)) return []
      const going = goingWithPages(level)
      const tight = level.every((edge) => edge.tight) ? pages * TIGHT_SHARE : 0
      const needed = isNumber(level[0]!) ? 2 : Math.max(least, tight)
      return new Set(going.map(({ page }) => page)).size >= needed ? going : []
    }),
  )
}

function atSameHeight(group: readonly Edge[]): Edge[][] {
  const levels: Edge[][] = []
  for (const edge of group.toSorted((a, b) => a.height - b.height)) {
    const last = levels.at(-1)
    if (last && edge.height - last.at(-1)!.height <= SAME_HEIGHT) last.push(edge)
    else levels.push([edge])
  }
  return levels
}

/** The largest part of a group whose numbers are all either the same or as far from the page's own number. */
function goingWithPages(level: readonly Edge[]): Edge[] {
  if (level[0]!.numbers.length === 0) return [...level]
  const byRule = new Map<string, Edge[]>()
  const varying = level[0]!.numbers.map((_, at) => new Set(level.map(({ numbers }) => numbers[at])).size > 1)
  for (const edge of level) {
    const rule = edge.numbers.map((value, at) => (varying[at] ? `+${value - edge.page}` : value)).join()
    byRule.set(rule, [...(byRule.get(rule) ?? []), edge])
  }
  return [...byRule.values()].filter((edges) => edges.length > 1).flat()
}

const isNumber = ({ frame }: Edge): boolean => isPageNumber(frame)

/** The number of a single page: the last line, by itself in the lower margin. */
function lonePageNumber(edges: readonly Edge[], pages: number): Edge[] {
  if (pages > 1) return []
  const last = edges.find(({ side, depth }) => side === 'bottom' && depth === 0)
  const above = edges.find(({ side, depth }) => side === 'bottom' && depth === 1)
  return last && isNumber(last) && (!above || last.row.y - above.row.y > 2.5 * last.row.size) ? [last] : []
}

interface Slot {
  side: Edge['side']
  height: number
  size: number
}

/** Heights at which most pages have a head or foot: what else stands there (the name of a short chapter) is one too. */
function slotsOf(found: readonly Edge[], pages: number): Slot[] {
  return (['top', 'bottom'] as const).flatMap((side) =>
    atSameHeight(found.filter((edge) => edge.side === side))
      .filter((level) => new Set(level.map(({ page }) => page)).size > Math.max(2, pages * SLOT_SHARE))
      .map((level) => ({ side, height: level[0]!.height, size: level[0]!.row.size })),
  )
}
const SLOT_SHARE = 0.5

const inSlot = (edge: Edge, slot: Slot): boolean =>
  edge.side === slot.side && Math.abs(edge.height - slot.height) <= 1.5 && Math.abs(edge.row.size - slot.size) <= 0.6

/** Whether only heads or feet stand between a line and its page's edge. */
const reachesEdge = (edge: Edge, page: readonly Edge[], found: ReadonlySet<Edge>): boolean =>
  page.every((other) => other.side !== edge.side || other.depth >= edge.depth || found.has(other))
