import * as Y from 'yjs'

/**
 * A Y.Doc that changes by what it is told and by nothing else. A stock one takes formats that say nothing new out of every text that
 * it hears of, in a transaction of its own: to read a draft is then to write to it, and where somebody types at that moment, the
 * format that they type in loses its end (`write-text.ts`). The gate's, which must hold the draft as it is stored, would hold another.
 */
export function draftDoc(options: { gc?: boolean } = {}): Y.Doc {
  const doc = new Y.Doc(options)
  doc.on('afterTransaction', (transaction: Y.Transaction) => (transaction._needFormattingCleanup = false))
  return doc
}
