import { Extension, type Content } from '@tiptap/core'
import { defaultDeleteFilter, ySyncPluginKey, yUndoPlugin } from 'y-prosemirror'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { KnownNodes } from '@travaux/shared/crdt'
import { RECORDS_ROOT, TEXT_ROOT } from '@travaux/shared/protocol'
import { carets } from './carets.ts'
import { readNodes } from './fragment-reader.ts'
import { fragmentSync } from './fragment-sync.ts'

/** Ties the editor to a Y.Doc. */
export interface BindingOptions {
  document: Y.Doc
  awareness: Awareness | null
  undoManager: Y.UndoManager
  attrs: { language: string; direction: string }
}

export const binding = (options: BindingOptions) => {
  const fragment = options.document.getXmlFragment(TEXT_ROOT)
  const known: KnownNodes = new Map()
  return Extension.create({
    name: 'binding',
    priority: 1000,
    onBeforeCreate() {
      const { schema } = this.editor
      // Tiptap takes a finished node as it is; only its type does not say so.
      const doc = schema.topNodeType.create(options.attrs, readNodes(fragment, schema, known))
      this.editor.options.content = doc as unknown as Content
    },
    addProseMirrorPlugins: () => [
      fragmentSync(fragment, known),
      yUndoPlugin({ undoManager: options.undoManager }),
      ...(options.awareness ? [carets(options.awareness)] : []),
    ],
  })
}

/** Elements that an undo leaves alone while a colleague's words stand in them. */
const KEPT_WITH_CONTENT = new Set([
  'title',
  'preamble',
  'recital',
  'division',
  'article',
  'annex',
  'heading',
  'provision',
  'closing',
  'note',
])

/**
 * Undo and redo of what this editor itself has written, decisions on suggestions included: edits of others have other origins and
 * are never taken back.
 */
export function ownUndo(document: Y.Doc): Y.UndoManager {
  return new Y.UndoManager([document.getXmlFragment(TEXT_ROOT), document.getMap(RECORDS_ROOT)], {
    trackedOrigins: new Set([ySyncPluginKey]),
    deleteFilter: (item) => defaultDeleteFilter(item, KEPT_WITH_CONTENT),
    captureTransaction: (transaction) => transaction.meta.get('addToHistory') !== false,
  })
}
