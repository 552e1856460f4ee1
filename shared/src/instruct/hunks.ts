import type { Piece } from '../diff/index.ts'

/** One place where the words of a block differ: the base's from … to become `text`. Offsets in the base's quotable text. */
export interface Hunk {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** The hunks of an entry's pieces in order; footnote references and emphasis make none. */
export function hunksOf(pieces: readonly Piece[]): Hunk[] {
  const hunks: Hunk[] = []
  let at = 0
  let open: { from: number; gone: string; text: string } | null = null
  const close = () => {
    if (open && open.gone !== open.text) hunks.push({ from: open.from, to: at, text: open.text })
    open = null
  }
  for (const piece of pieces) {
    if ('paragraph' in piece || piece.marks.some((mark) => mark.type.name === 'noteRef')) continue
    if (piece.op === 'keep') {
      close()
      at += piece.text.length
      continue
    }
    open ??= { from: at, gone: '', text: '' }
    if (piece.op === 'insert') open.text += piece.text
    else {
      open.gone += piece.text
      at += piece.text.length
    }
  }
  close()
  return hunks
}
