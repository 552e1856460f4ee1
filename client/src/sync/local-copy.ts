import { clearDocument, IndexeddbPersistence } from 'y-indexeddb'
import type * as Y from 'yjs'
import { watchCommits } from './commits.ts'
import { COPY_PREFIX, keepsCopies, whileInUse } from './kept-copies.ts'

/** How much of the text this device keeps: nothing, not yet what was written last, everything. */
export type Keeping = 'nothing' | 'writing' | 'everything'

/** The copy of a draft that this browser keeps for one person, so that work goes on without a connection. */
export interface LocalCopy {
  /** Origin of the transactions in which the copy is read into the document. */
  readonly origin: unknown
  /** Resolves with true when the copy has been read, with false when the browser keeps nothing (private window, no room). */
  readonly ready: Promise<boolean>
  close(): Promise<void>
  /** Closes and deletes it. */
  wipe(): Promise<void>
}

/**
 * Loads the kept copy into `doc` and keeps it up to date from then on; null where copies are switched off. `tell` hears how much is
 * kept: `nothing` too, when the copy is closed or the person switches copies off.
 */
export function openLocalCopy(draftId: string, personId: string, doc: Y.Doc, tell: (keeping: Keeping) => void): LocalCopy | null {
  if (!keepsCopies()) return null
  const persistence = new IndexeddbPersistence(`${COPY_PREFIX}${draftId}:${personId}`, doc)
  let closed = false
  let stopWatching = () => {}
  const close = async () => {
    closed = true
    release()
    stopWatching()
    tell('nothing')
    await persistence.destroy().catch(() => {})
  }
  const release = whileInUse(close)
  const failed = persistence.get('opened').then(
    () => {
      if (persistence.db) stopWith(persistence.db, close)
      return new Promise<false>(() => {})
    },
    () => false,
  )
  const read = persistence.whenSynced.then(({ db }) => {
    if (db && !closed) stopWatching = watchCommits(db, persistence, (all) => tell(all ? 'everything' : 'writing'))
    return true
  })
  return {
    origin: persistence,
    ready: Promise.race([read, failed]),
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
