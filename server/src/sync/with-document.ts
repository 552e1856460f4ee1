import * as Y from 'yjs'
import { draftDoc } from '@travaux/shared/crdt/draft-doc'

/** Reads from a document that holds these updates, and throws it away. Throws when they do not fit together. */
export function withDocument<T>(updates: readonly Uint8Array[], read: (doc: Y.Doc) => T): T {
  const doc = draftDoc()
  try {
    doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update)))
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) throw new Error('The stored text has a hole.')
    return read(doc)
  } finally {
    doc.destroy()
  }
}
