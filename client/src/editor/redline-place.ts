import type { Entry, Redline } from '@travaux/shared/diff'
import { SettledWords } from './settled-redline.ts'
import type { WordPlace } from './types.ts'

/** Where the deleted words that are drawn at a position of the draft stood in the base. */
export function placeOfDeleted(entries: Redline, pos: number): WordPlace | null {
  const entry = entries.find(({ bases, drafts }) => bases.length > 0 && drafts.some((block) => holds(block, pos)))
  return entry ? placeInEntry(entry, pos) : null
}

const holds = ({ node, pos: at }: Entry['drafts'][number], pos: number): boolean =>
  node !== null && at < pos && pos < at + node.nodeSize

function placeInEntry({ bases, drafts, pieces }: Entry, pos: number): WordPlace | null {
  const base = { block: 0, at: 0 }
  const draft = { block: 0, at: 0 }
  let words = new SettledWords(drafts[0]!.node)
  for (const piece of pieces) {
    if ('paragraph' in piece) {
      const side = piece.op === 'delete' ? base : draft
      side.block++
      side.at = 0
      if (side === draft) words = new SettledWords(drafts[draft.block]!.node)
      continue
    }
    const here = drafts[draft.block]!.pos + 1 + words.place(draft.at)
    if (piece.op === 'delete' && here === pos) return { side: 'earlier', eId: bases[base.block]!.eId, at: base.at, length: null }
    if (piece.op !== 'insert') base.at += piece.text.length
    if (piece.op !== 'delete') draft.at += piece.text.length
  }
  return null
}
