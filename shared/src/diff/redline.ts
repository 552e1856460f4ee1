import type { Mark } from 'prosemirror-model'
import type { Block } from '../model/index.ts'

/** Whether words stand in both texts, only in the draft (`insert`) or only in the base (`delete`). */
export type Op = 'keep' | 'insert' | 'delete'

/** A run of words with equal marks, or the paragraph mark that ends a block inside a split or a join. */
export type Piece = { op: Op; text: string; marks: readonly Mark[] } | { op: 'insert' | 'delete'; paragraph: true }

/**
 * An entry is a stretch of the redline: the blocks of the base and of the draft that belong together.
 *
 * | bases | drafts | |
 * |---|---|---|
 * | 1 | 1 | the same block, perhaps with changed words, number or level |
 * | 0 | 1 | a new block |
 * | 1 | 0 | a deleted block, placed behind the last draft block that precedes it in the base, and behind what is new in that article |
 * | 1 | n | a block split by Enter: an inserted paragraph piece stands where each new block begins |
 * | n | 1 | blocks joined by Backspace: a deleted paragraph piece stands where each base block began |
 *
 * Dropping `insert` from the pieces gives the bases' text, dropping `delete` the drafts' (laws 13 in tests).
 * Read in order, the bases of all entries are the base's blocks, and the drafts the draft's: a moved block is therefore
 * a deletion and an insertion that name each other in `moved`.
 */
export interface Entry {
  readonly bases: readonly Block[]
  readonly drafts: readonly Block[]
  readonly pieces: readonly Piece[]
  /** True when the words, their marks, the number, its form, the level, the kind or the paragraph marks differ. */
  readonly changed: boolean
  /** The eId of the block at the other end of a move. */
  readonly moved: string | null
}

export type Redline = readonly Entry[]

/** The same for one entry in two redlines of the same texts. */
export const entryName = ({ bases, drafts }: Entry): string =>
  [bases, drafts].map((list) => list.map(({ eId }) => eId).join(' ')).join(' → ')
