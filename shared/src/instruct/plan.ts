import type { Node } from 'prosemirror-model'
import type { Consequence } from './instruction.ts'
import type { Unit } from './places.ts'
import type { Splice } from './words.ts'

/** A list of siblings of the document: its own children (-1), or those of the article or annex at this index. */
export type ListIndex = number
export const TOP: ListIndex = -1

/** Children of a list from … to (exclusive). */
export interface Range {
  readonly list: ListIndex
  readonly from: number
  readonly to: number
}

/** Where something comes to stand: before the child at `at`, behind what follows the one before it. */
export interface Slot {
  readonly list: ListIndex
  readonly at: number
  readonly side: 'after' | 'before'
}

/** What all instructions together do to the base, by places of the base. */
export interface Plan {
  /** By index of the block. */
  readonly splices: Map<number, Splice[]>
  /** New headings of articles and annexes by index among the document's children; null takes the heading away. */
  readonly headings: Map<number, string | null>
  readonly numbers: Map<number, string>
  readonly replaced: { range: Range; nodes: readonly Node[] }[]
  readonly deleted: Range[]
  /** What is inserted, or moved from `range`, in the order of the instructions. */
  readonly arrivals: { slot: Slot; nodes: readonly Node[]; range: Range | null }[]
  /** Where siblings are counted anew: from the first child at or behind this slot. */
  readonly counted: { slot: Slot; model: Node }[]
  /** Blocks in which references follow the numbers. */
  readonly references: number[]
}

export const emptyPlan = (): Plan => ({
  splices: new Map(),
  headings: new Map(),
  numbers: new Map(),
  replaced: [],
  deleted: [],
  arrivals: [],
  counted: [],
  references: [],
})

/** The children that a unit takes up; only its own node when `own`. */
export function rangeOf(doc: Node, units: readonly Unit[], { top, child, childEnd, end }: Unit, own: boolean): Range {
  if (child !== null) return { list: top, from: child, to: own ? child + 1 : childEnd }
  return { list: TOP, from: top, to: own ? top + 1 : (units[end]?.top ?? doc.childCount) }
}

export const wantsRenumbering = (also: readonly Consequence[]): boolean => also.some(({ type }) => type === 'renumber')
