import type { Node } from 'prosemirror-model'
import { blocks, type Block } from '../model/index.ts'
import { DiffCache, type Piece, type Redline } from '../diff/index.ts'
import type { Instruction } from './instruction.ts'
import type { Ground } from './resolve.ts'

/** Base and draft side by side, for the sentences to be made of. */
export interface Compared {
  readonly ground: Ground
  readonly draft: Node
  /** Blocks of the draft by eId, and which block of the base each continues, both as `Block.eId`. */
  readonly baseOf: ReadonlyMap<string, string>
  readonly draftBlocks: readonly Block[]
  readonly diff: DiffCache
  /** What a sentence says; null when it is not understood, or says several things. */
  readonly read: (text: string) => Instruction | null
}

/** Which block of the base each block of the draft continues; of a split or join, the one that kept its eId. */
export function pairs(entries: Redline): Map<string, string> {
  const baseOf = new Map<string, string>()
  for (const { bases, drafts, moved } of entries) {
    if (bases.length > 0 && drafts.length > 0) {
      const kept = drafts.find((draft) => bases.some((base) => base.eId === draft.eId))
      baseOf.set((kept ?? drafts[0]!).eId, (kept ?? bases[0]!).eId)
    } else if (moved !== null && drafts.length > 0) baseOf.set(drafts[0]!.eId, moved)
  }
  return baseOf
}

export const compare = (
  ground: Ground,
  draft: Node,
  entries: Redline,
  { diff, read }: Pick<Compared, 'diff' | 'read'>,
): Compared => ({
  ground,
  draft,
  baseOf: pairs(entries),
  draftBlocks: blocks(draft),
  diff,
  read,
})

/** The redline of two blocks' words. */
export const wordsOf = ({ diff }: Compared, base: Block, draft: Block): readonly Piece[] => diff.pieces([base], [draft])
