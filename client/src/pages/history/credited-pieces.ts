import type { Entry, Op } from '@travaux/shared/diff'
import type { Credit, Credits } from '../../authorship/credits.ts'

/** Words of a redline, or a paragraph mark, with whoever put them there or took them away. */
export interface CreditedPiece {
  readonly op: Op
  /** Null for a paragraph mark. */
  readonly text: string | null
  readonly credit: Credit | null
}

/** The pieces of an entry, divided where somebody else wrote or deleted them. */
export function creditedPieces({ bases, drafts, pieces }: Entry, credits: Credits): CreditedPiece[] {
  const place = { earlier: { block: 0, at: 0 }, later: { block: 0, at: 0 } }
  const list = { earlier: bases, later: drafts }
  return pieces.flatMap((piece): CreditedPiece[] => {
    const side = piece.op === 'delete' ? 'earlier' : 'later'
    if ('paragraph' in piece) {
      place[side] = { block: place[side].block + 1, at: 0 }
      return [{ op: piece.op, text: null, credit: null }]
    }
    const { block, at } = place[side]
    const { length } = piece.text
    if (piece.op !== 'insert') place.earlier.at += length
    if (piece.op !== 'delete') place.later.at += length
    if (piece.op === 'keep') return [{ op: 'keep', text: piece.text, credit: null }]
    return credits.within(side, list[side][block]!.eId, at, at + length).map(({ from, to, credit }) => ({
      op: piece.op,
      text: piece.text.slice(from - at, to - at),
      credit,
    }))
  })
}
