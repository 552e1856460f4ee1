import { TokenBucket } from '../token-bucket.ts'
import type { Append, Appended, Authored } from './draft-log.ts'
import { openDraftLog, type OpenDraftLog, type RawDraft } from './draft-log-sqlite.ts'
import { WAL_PAGE_BYTES, WAL_PAGES } from './sqlite-file.ts'

/** On a good disk a commit takes a third of a millisecond and reading a long draft two; for this long everything else may wait for it. */
const QUICK_MS = 2
/** For so much more in one go, and in each second. */
const PATIENCE_MS = 100
const PATIENCE_MS_A_SECOND = 20
/** Where 500 drafts are written in, the pages that their rows go to fit: a commit for ten of them takes a quarter less than with SQLite's 2 MB. */
const CACHE_KB = 8000
/** More bytes than this take long to write on any disk. */
const MAX_BYTES = 64 << 10

/**
 * The log in the thread that asks, on a connection of its own. On a good disk nearly all that a commit costs is the kernel's flush
 * (230 µs of the processor's time), and the way to another thread and back costs as much again; what is read after a start need not wait
 * until that thread has started (50 ms). While the disk is slow, and where there is much to write, it is left to the log's thread, so that nobody
 * waits but those who asked.
 */
export class DirectLog {
  readonly #file: string
  readonly #checkpoint: () => void
  readonly #clock: () => number
  readonly #patience: TokenBucket
  #open: OpenDraftLog | null = null
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

  /** False while the disk is slow: what is asked is to be left to the log's thread. */
  get quick(): boolean {
    return this.#clock() >= this.#notBefore
  }

  load(draftId: string): RawDraft | null {
    return this.#timed(() => this.#opened.log.load(draftId))
  }

  lastChange(draftId: string): Authored | null {
    return this.#timed(() => this.#opened.log.lastChange(draftId))
  }

  /** Null, and nothing is stored, when it is to be left to the log's thread, which can wait. */
  append(batch: readonly Append[]): Appended[] | null {
    const bytes = bytesIn(batch)
    if (!this.quick || bytes > MAX_BYTES) return null
    const appended = this.#timed(() => this.#opened.log.appendAtOnce(batch))
    if (appended) this.#written(batch.length + Math.floor(bytes / WAL_PAGE_BYTES))
    return appended
  }

  close(): void {
    this.#open?.db.close()
    this.#open = null
  }

  get #opened(): OpenDraftLog {
    if (!this.#open) {
      this.#open = openDraftLog(this.#file)
      this.#open.db.exec(`PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -${CACHE_KB}`)
    }
    return this.#open
  }

  /** How long it takes beyond what is quick is owed. */
  #timed<T>(work: () => T): T {
    const start = this.#clock()
    try {
      return work()
    } finally {
      const now = this.#clock()
      const debt = this.#patience.take(Math.max(0, now - start - QUICK_MS), now)
      if (debt > 0) this.#notBefore = now + debt
    }
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
