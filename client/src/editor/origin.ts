import type { Transaction } from '@tiptap/pm/state'
import { ySyncPluginKey } from 'y-prosemirror'

/** Where a transaction comes from, as y-prosemirror notes it. */
interface SyncMeta {
  isChangeOrigin?: boolean
  isUndoRedoOperation?: boolean
}
const syncMeta = (tr: Transaction) => tr.getMeta(ySyncPluginKey) as SyncMeta | undefined

/** Whether the transaction only shows what the Y.Doc already holds: a colleague's edit, or an undo. */
export const isFromYjs = (tr: Transaction): boolean => syncMeta(tr)?.isChangeOrigin === true
export const isUndo = (tr: Transaction): boolean => isFromYjs(tr) && syncMeta(tr)?.isUndoRedoOperation === true
