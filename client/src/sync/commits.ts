import type { IndexeddbPersistence } from 'y-indexeddb'

/** Where y-indexeddb keeps the updates; their keys count from 1. */
const UPDATES = 'updates'
const NO_UPDATE = 0

/**
 * Tells whether everything in the document is committed to the copy's database, from now until the function it gives is called.
 * y-indexeddb does not say when a write is done, but transactions on one store complete in the order in which they were made
 * (https://www.w3.org/TR/IndexedDB/#transaction-scheduling): one of our own that is complete stands for all before it. One is under
 * way at a time, however fast somebody writes.
 */
export function watchCommits(database: IDBDatabase, copy: IndexeddbPersistence, tell: (everything: boolean) => void): () => void {
  let [written, committed] = [0, 0]
  let stopped = false
  const ask = () => {
    const upTo = written
    const transaction = database.transaction([UPDATES], 'readwrite')
    transaction.objectStore(UPDATES).get(NO_UPDATE)
    transaction.addEventListener('complete', () => {
      committed = upTo
      if (stopped) return
      if (committed < written) ask()
      else tell(true)
    })
  }
  const heard = (_update: Uint8Array | null, origin: unknown) => {
    if (origin === copy) return
    const idle = committed === written
    written++
    tell(false)
    if (idle) ask()
  }
  // Heard after y-indexeddb, which has made its transaction by then.
  copy.doc.on('update', heard)
  // The first stands for what it wrote when it opened the copy.
  heard(null, null)
  return () => {
    stopped = true
    copy.doc.off('update', heard)
  }
}
