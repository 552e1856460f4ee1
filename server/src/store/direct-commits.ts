import type { DatabaseSync } from 'node:sqlite'
import { TokenBucket } from '../token-bucket.ts'
import type { Append, Appended } from './draft-log.ts'
import { SqliteDraftLog } from './draft-log-sqlite.ts'
import { openSqlite, WAL_PAGE_BYTES, WAL_PAGES } from './sqlite-file.ts'

/** A commit on a good disk takes a third of a millisecond; for this long everything else may wait for it. */
const QUICK_MS = 2
/** For so much more in one go, and in each second. */
const PATIENCE_MS = 100
const PATIENCE_MS_A_SECOND = 20
/** More bytes than this take long to write on any disk. */
const MAX_BYTES = 64 << 10

/**
 * Commits in the thread that asks, on a connection of its own. On a good disk nearly all that a commit costs is the kernel's flush
 * (230 µs of the processor's time), and the way to another thread and back costs as much again. While the disk is slow, and where there is
 * much to write, it leaves the commit to the log's thread, so that nobody waits but those who write.
 */
export class DirectCommits {
  readonly #file: string
  readonly #checkpoint: () => void
  readonly #clock: () => number
  readonly #patience: TokenBucket
  /** Opened by the first commit: the log's thread has made the tables by then. */
  #open: { readonly db: DatabaseSync; readonly log: SqliteDraftLog } | null = null
  #notBefore = -Infinity
  /** At least so many pages lie in the WAL since it was checkpointed. */
  #pages = 0

  /** `checkpoint` brings what lies in the WAL into the file without stopping this thread; it takes long. `clock` in milliseconds. */
  constructor(file: string, checkpoint: () => void, clock: () => number = () => performance.now()) {
    this.#file = file
    this.#checkpoint = checkpoint
    this.#clock = clock
    this.#patience = new TokenBucket(PATIENCE_MS, PATIENCE_MS_A_SECOND, clock())
  }

  /** Null, and nothing is stored, when it is to be left to the log's thread, which can wait. */
  append(batch: readonly Append[]): Appended[] | null {
    const start = this.#clock()
    const bytes = bytesIn(batch)
    if (start < this.#notBefore || bytes > MAX_BYTES) return null
    const appended = this.#log().appendAtOnce(batch)
    const now = this.#clock()
    const debt = this.#patience.take(Math.max(0, now - start - QUICK_MS), now)
    if (debt > 0) this.#notBefore = now + debt
    if (appended) this.#written(batch.length + Math.floor(bytes / WAL_PAGE_BYTES))
    return appended
  }

  close(): void {
    this.#open?.db.close()
    this.#open = null
  }

  #log(): SqliteDraftLog {
    if (!this.#open) {
      const db = openSqlite(this.#file, 0)
      db.exec('PRAGMA wal_autocheckpoint = 0')
      this.#open = { db, log: new SqliteDraftLog(db) }
    }
    return this.#open.log
  }

  #written(pages: number): void {
    this.#pages += pages
    if (this.#pages < WAL_PAGES) return
    this.#pages = 0
    this.#checkpoint()
  }
}

const bytesIn = (batch: readonly Append[]): number =>
  batch.reduce((sum, { rows }) => rows.reduce((bytes, { update }) => bytes + update.length, sum), 0)
