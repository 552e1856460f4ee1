import type { Transaction } from '@tiptap/pm/state'
import type { Redline } from '@travaux/shared/diff'
import type { Block } from '@travaux/shared/model'

/** The one block whose words a transaction changed, and the index of its entry; null when it changed anything else. */
export function retypedBlock(tr: Transaction, entries: Redline): { block: Block; index: number } | null {
  const start = tr.before.content.findDiffStart(tr.doc.content)
  if (start === null) return null
  const [$before, $after] = [tr.before.resolve(start), tr.doc.resolve(start)]
  const [before, after] = [$before.parent, $after.parent]
  const typed = before.isTextblock && after.isTextblock && before.sameMarkup(after)
  if (!typed || tr.doc.content.size - tr.before.content.size !== after.content.size - before.content.size) return null
  const end = tr.before.content.findDiffEnd(tr.doc.content)!
  if (end.a > $before.end() || end.b > $after.end()) return null
  const index = entries.findIndex(({ drafts }) => drafts.length === 1 && drafts[0]!.node === before)
  return index < 0 ? null : { index, block: { ...entries[index]!.drafts[0]!, node: after, pos: $after.before() } }
}
