import { clearDocument, IndexeddbPersistence } from 'y-indexeddb'
import type * as Y from 'yjs'
import { COPY_PREFIX, keepsCopies, whileInUse } from './kept-copies.ts'

/** The copy of a draft that this browser keeps for one person, so that work goes on without a connection. */
export interface LocalCopy {
  /** Origin of the transactions in which the copy is read into the document. */
  readonly origin: unknown
  /** Resolves with true when the copy has been read, with false when the browser keeps nothing (private window, no room). */
  readonly ready: Promise<boolean>
  /** Resolves when nothing is kept any more: the copy was closed, or the person switched copies off. */
  readonly closed: Promise<void>
  close(): Promise<void>
  /** Closes and deletes it. */
  wipe(): Promise<void>
}

/** Loads the kept copy into `doc` and keeps it up to date from then on; null where copies are switched off. */
export function openLocalCopy(draftId: string, personId: string, doc: Y.Doc): LocalCopy | null {
  if (!keepsCopies()) return null
  const persistence = new IndexeddbPersistence(`${COPY_PREFIX}${draftId}:${personId}`, doc)
  const { promise: closed, resolve: markClosed } = Promise.withResolvers<void>()
  const close = async () => {
    release()
    await persistence.destroy().catch(() => {})
    markClosed()
  }
  const release = whileInUse(close)
  const failed = persistence.get('opened').then(
    () => {
      if (persistence.db) stopWith(persistence.db, close)
      return new Promise<false>(() => {})
    },
    () => false,
  )
  return {
    origin: persistence,
    ready: Promise.race([persistence.whenSynced.then(() => true), failed]),
    closed,
    close,
    wipe: async () => {
      await close()
      await clearDocument(persistence.name)
    },
  }
}

/**
 * A database that another window deletes, that the browser clears, or that can take no more, ends the copy: writing into it would
 * throw while a keystroke is being handled, and what it no longer keeps must not be called kept.
 */
function stopWith(database: IDBDatabase, close: () => Promise<void>): void {
  for (const event of ['versionchange', 'close', 'abort']) database.addEventListener(event, () => void close())
}
