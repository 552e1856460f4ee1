import { Fragment, type Node } from 'prosemirror-model'
import { BREAK } from '../model/index.ts'
import { proposal } from './marks.ts'
import type { Placed, Stretch } from './align.ts'
import { isHigh, isLow } from './words.ts'

/**
 * Enter, Backspace at a block's start and what is pasted or deleted across blocks leave words in other blocks than before. Here
 * such a stretch is read as lines: the words of its blocks with a paragraph mark between them, one part of which changed.
 */
export interface LineChange {
  /** The blocks before the edit, the first of them kept. */
  readonly blocks: readonly Placed[]
  /** How many of the stretch's removed and inserted blocks it explains. */
  readonly removed: number
  readonly inserted: number
  /** Where what goes begins and ends: block and offset in its words. */
  readonly from: LinePlace
  readonly to: LinePlace
  /** What comes in its place: runs of words, with `BREAK` for a paragraph mark. */
  readonly content: readonly Node[]
}

export interface LinePlace {
  readonly block: number
  readonly offset: number
}

/** Stands for the paragraph mark while lines are compared. */
const MARK = '\u2029'
/** Blocks that Enter splits and Backspace joins. */
const SPLITTABLE = new Set(['provision', 'recital', 'preamble', 'closing', 'note'])
/** Blocks of a stretch beyond this are not taken for lines. */
const MAX_LINES = 60

/** The stretch as a change of lines; null when no words went from one block to another. */
export function lineChange({ kept, removed, inserted }: Stretch, user: string): LineChange | null {
  if (!kept || removed.length + inserted.length === 0 || !SPLITTABLE.has(kept.before.node.type.name)) return null
  if (removed.length > MAX_LINES || inserted.length > MAX_LINES) return null
  const type = kept.before.node.type
  const a = [kept.before, ...sameKind(removed, type.name, user)]
  const b = [kept.after, ...sameKind(inserted, type.name, user)]
  const ends = widestEnd(a, b)
  if (!ends) return null
  const [before, after] = [joined(a.slice(0, ends.a + 1)), joined(b.slice(0, ends.b + 1))]
  const words = before.textBetween(0, before.size)
  let start = before.findDiffStart(after)
  if (start === null) return null
  if (isHigh(words, start - 1)) start--
  let { a: endA, b: endB } = before.findDiffEnd(after)!
  const overlap = start - Math.min(endA, endB)
  if (overlap > 0) [endA, endB] = [endA + overlap, endB + overlap]
  if (isLow(words, endA)) [endA, endB] = [endA + 1, endB + 1]
  return {
    blocks: a.slice(0, ends.a + 1),
    removed: ends.a,
    inserted: ends.b,
    from: placeAt(a, start),
    to: placeAt(a, endA),
    content: after.cut(start, endB).content.map((run) => (run.text!.includes(MARK) ? withBreaks(run) : run)),
  }
}

const withBreaks = (run: Node): Node => run.type.schema.text(run.text!.replaceAll(MARK, BREAK), run.marks)

/** The blocks up to the first that is of another kind or that this person proposed: those they edit directly. */
function sameKind(list: readonly Placed[], type: string, user: string): readonly Placed[] {
  const end = list.findIndex(({ node }) => node.type.name !== type || proposal(node)?.user === user)
  return end < 0 ? list : list.slice(0, end)
}

/** The last block of either side whose words end alike: more alike than the kept block's own ends. */
function widestEnd(a: readonly Placed[], b: readonly Placed[]): { a: number; b: number } | null {
  let widest = commonEnd(a[0]!.node, b[0]!.node)
  let found: { a: number; b: number } | null = null
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < b.length; j++) {
      if (i + j === 0) continue
      const end = commonEnd(a[i]!.node, b[j]!.node)
      if (end > widest) [widest, found] = [end, { a: i, b: j }]
    }
  return found
}

/** How many characters at the end of both are the same. */
function commonEnd(a: Node, b: Node): number {
  const end = a.content.findDiffEnd(b.content)
  return end ? a.content.size - end.a : a.content.size
}

function joined(list: readonly Placed[]): Fragment {
  const mark = Fragment.from(list[0]!.node.type.schema.text(MARK))
  return list.reduce(
    (lines, { node }, index) => (index === 0 ? node.content : lines.append(mark).append(node.content)),
    Fragment.empty,
  )
}

function placeAt(list: readonly Placed[], offset: number): LinePlace {
  let left = offset
  for (let block = 0; ; block++) {
    const size = list[block]!.node.content.size
    if (left <= size) return { block, offset: left }
    left -= size + 1
  }
}
