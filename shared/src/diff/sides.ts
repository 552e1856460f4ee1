import type { Mark } from 'prosemirror-model'
import type { Entry, Piece } from './redline.ts'
import { sameMarks } from './pieces.ts'

/** Text with equal marks. */
export interface Run {
  text: string
  marks: readonly Mark[]
}

/** The words of each base block of an entry: its pieces without insertions. */
export const baseRuns = (entry: Entry): Run[][] => sideRuns(entry.pieces, 'insert', entry.bases.length)

/** The words of each draft block of an entry: its pieces without deletions. */
export const draftRuns = (entry: Entry): Run[][] => sideRuns(entry.pieces, 'delete', entry.drafts.length)

function sideRuns(pieces: readonly Piece[], dropped: 'insert' | 'delete', count: number): Run[][] {
  if (count === 0) return []
  const list: Run[][] = [[]]
  for (const piece of pieces) {
    if (piece.op === dropped) continue
    if ('paragraph' in piece) {
      list.push([])
      continue
    }
    const block = list.at(-1)!
    const last = block.at(-1)
    if (last && sameMarks(last.marks, piece.marks)) last.text += piece.text
    else block.push({ text: piece.text, marks: piece.marks })
  }
  return list
}
