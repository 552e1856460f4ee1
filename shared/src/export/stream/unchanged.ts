import type { Entry } from '../../diff/index.ts'
import type { Block } from '../../model/index.ts'

/** A block compared with itself: an entry that keeps everything. */
export function unchangedEntry(block: Block): Entry {
  const pieces = (block.node?.children ?? []).map(
    (child) => ({ op: 'keep', text: child.text ?? '', marks: child.marks }) as const,
  )
  return { bases: [block], drafts: [block], pieces, changed: false, moved: null }
}
