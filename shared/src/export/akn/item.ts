import type { Entry, Piece } from '../../diff/index.ts'
import type { Block } from '../../model/index.ts'
import { blockLabel } from '../../number/index.ts'
import type { PaperRun } from '../paper/paper.ts'

/** A block of the draft, or a deleted one of the base, with what is inserted and deleted in it. */
export interface Item {
  readonly block: Block
  readonly gone: boolean
  readonly label: readonly PaperRun[]
  readonly words: readonly PaperRun[]
}

/** Leaving out what is deleted leaves exactly the blocks of the draft. */
export function itemsOf(entry: Entry, language: string): Item[] {
  const label = (block: Block | undefined) => (block ? blockLabel(block, language) : '')
  const { bases, drafts, pieces } = entry
  if (drafts.length === 0)
    return divided(pieces, 'delete').map((words, index) => ({
      block: bases[index]!,
      gone: true,
      label: labelRuns(label(bases[index]), ''),
      words,
    }))
  return divided(pieces, 'insert').map((words, index) => ({
    block: drafts[index]!,
    gone: false,
    label: labelRuns(label(bases[index]), label(drafts[index])),
    words,
  }))
}

/** The words of each block of one side: its paragraph marks divide them, the other side's don't. */
function divided(pieces: readonly Piece[], side: 'insert' | 'delete'): PaperRun[][] {
  const list: PaperRun[][] = [[]]
  for (const piece of pieces) {
    if ('paragraph' in piece) {
      if (piece.op === side) list.push([])
      continue
    }
    const names = new Set(piece.marks.map(({ type }) => type.name))
    list.at(-1)!.push({
      text: piece.text,
      op: piece.op,
      ...(names.has('strong') && { strong: true }),
      ...(names.has('em') && { em: true }),
      ...(names.has('noteRef') && { noteRef: true }),
    })
  }
  return list
}

function labelRuns(before: string, after: string): PaperRun[] {
  if (before === after) return after === '' ? [] : [{ text: after, op: 'keep' }]
  return [
    ...(before === '' ? [] : [{ text: before, op: 'delete' } as const]),
    ...(after === '' ? [] : [{ text: after, op: 'insert' } as const]),
  ]
}
