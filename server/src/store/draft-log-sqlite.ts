import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { DatabaseSync } from 'node:sqlite'
import type { Append, Appended, Authored, Fold, LoggedUpdate, Snapshot } from './draft-log.ts'
import { rowsDigest } from './packed-rows.ts'
import { decodeSegment } from './segment.ts'
import { openSqlite } from './sqlite-file.ts'

/** Rows that have not been put away yet, and the segments that hold all the others. */
const TABLES = `
CREATE TABLE IF NOT EXISTS draft_update (
  draft_id TEXT NOT NULL, seq INTEGER NOT NULL, user_id TEXT NOT NULL, at INTEGER NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY (draft_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS draft_segment (
  draft_id TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, user_id TEXT NOT NULL, at INTEGER NOT NULL,
  data BLOB NOT NULL, sha256 BLOB NOT NULL, PRIMARY KEY (draft_id, first)
) STRICT;
CREATE TABLE IF NOT EXISTS draft_snapshot (
  draft_id TEXT PRIMARY KEY, seq INTEGER NOT NULL, data BLOB NOT NULL, knowledge BLOB NOT NULL, sha256 BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS draft_client (
  draft_id TEXT NOT NULL, client_id INTEGER NOT NULL, user_id TEXT NOT NULL,
  PRIMARY KEY (draft_id, client_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS draft_log_check (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL) STRICT;
`

/** Another writer may hold the file for a moment; asked again without stopping the thread. */
const BUSY_RETRY_MS = 5
const BUSY_PATIENCE_MS = 5000

/** So long the thread waits for a moment in which nobody writes, so that the WAL may begin anew. */
const RESTART_PATIENCE_MS = 100

interface Row {
  seq: number
  user_id: string
  at: number
  data: Uint8Array
}

interface SnapshotRow {
  seq: number
  data: Uint8Array
  knowledge: Uint8Array
  sha256: Uint8Array
}

interface SegmentRow {
  first: number
  last: number
  data: Uint8Array
  sha256: Uint8Array
}

/** A draft as it lies in the file. */
export interface RawDraft {
  readonly snapshot: Snapshot | null
  readonly tail: readonly LoggedUpdate[]
  readonly seq: number
  readonly historyBytes: number
  readonly owners: readonly (readonly [client: number, userId: string])[]
}

const toUpdate = (row: Row): LoggedUpdate => ({ seq: row.seq, userId: row.user_id, at: row.at, update: row.data })
const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/**
 * The log in SQLite, on a connection of its own in WAL mode with `synchronous=FULL`, so that a resolved `append` survives loss of power;
 * anything less is refused.
 */
export class SqliteDraftLog {
  readonly #db: DatabaseSync
  readonly #sql: ReturnType<typeof prepare>

  constructor(db: DatabaseSync) {
    requireDurable(db)
    bringUpToDate(db)
    this.#db = db
    this.#sql = prepare(db)
  }

  seed(draftId: string, update: Uint8Array, userId: string, at: number): Promise<void> {
    return this.#transaction(() => {
      if (this.#last(draftId)) throw new Error(`Draft ${draftId} has a log already.`)
      this.#sql.insert.run(draftId, 1, userId, at, update)
    })
  }

  load(draftId: string): RawDraft | null {
    const last = this.#last(draftId)
    if (!last) return null
    const snapshot = this.#soundSnapshot(draftId)
    const tail: LoggedUpdate[] = []
    for (const rows of this.pages(draftId, snapshot?.seq ?? 0)) tail.push(...rows)
    const owners = this.#sql.owners.all(draftId) as unknown as { client_id: number; user_id: string }[]
    return {
      snapshot,
      tail,
      seq: tail.at(-1)?.seq ?? last.seq,
      historyBytes: Number(this.#sql.historyBytes.get(draftId)?.['bytes']),
      owners: owners.map((row) => [row.client_id, row.user_id] as const),
    }
  }

  append(batch: readonly Append[]): Promise<Appended[]> {
    return this.#transaction(() => this.#appendAll(batch))
  }

  /** The same without waiting: null, and nothing is stored, while somebody else writes to the file. */
  appendAtOnce(batch: readonly Append[]): Appended[] | null {
    try {
      return this.#inOne(() => this.#appendAll(batch))
    } catch (error) {
      if (isBusy(error)) return null
      throw error
    }
  }

  fold(draftId: string, { first, last, segment, digest: read, snapshot, knowledge }: Fold): Promise<boolean> {
    return this.#transaction(() => {
      const rows = (this.#sql.rowsUpTo.all(draftId, last) as unknown as Row[]).map(toUpdate)
      if (rows[0]?.seq !== first || !digestsEqual(rowsDigest(rows), read)) return false
      const { userId, at } = rows.at(-1)!
      this.#sql.putAway.run(draftId, first, last, userId, at, segment, digest(segment))
      this.#sql.trim.run(draftId, last)
      this.#sql.keepSnapshot.run(draftId, last, snapshot, knowledge, digest(Buffer.concat([snapshot, knowledge])))
      return true
    })
  }

  /** Rows behind `after`, in order; a segment at a time, then what has not been put away. */
  *pages(draftId: string, after: number): Generator<LoggedUpdate[]> {
    let from = after
    for (;;) {
      const page = this.page(draftId, from)
      if (page.length === 0) return
      yield page
      from = page.at(-1)!.seq
    }
  }

  page(draftId: string, after: number): LoggedUpdate[] {
    const segment = this.#sql.segmentAfter.get(draftId, after) as SegmentRow | undefined
    if (!segment) return (this.#sql.rowsAfter.all(draftId, after) as unknown as Row[]).map(toUpdate)
    if (!digestsEqual(digest(segment.data), segment.sha256))
      throw new Error(`The history of draft ${draftId} is damaged from row ${segment.first} to row ${segment.last}.`)
    return decodeSegment(segment.data).filter(({ seq }) => seq > after)
  }

  lastChange(draftId: string): Authored | null {
    const last = this.#last(draftId)
    return last ? { userId: last.user_id, at: last.at } : null
  }

  checkWritable(at: number): Promise<void> {
    return whenFree(() => void this.#sql.check.run(at))
  }

  /**
   * Brings what lies in the WAL into the file, most of it while others write. What they add meanwhile comes last, with nobody writing: only
   * then the WAL begins anew.
   */
  checkpoint(): void {
    this.#db.exec(`
      PRAGMA wal_checkpoint(PASSIVE);
      PRAGMA busy_timeout = ${RESTART_PATIENCE_MS};
      PRAGMA wal_checkpoint(RESTART);
      PRAGMA busy_timeout = 0;`)
  }

  #appendAll(batch: readonly Append[]): Appended[] {
    return batch.map((one) => this.#appendOne(one))
  }

  #appendOne({ draftId, after, onlyNext, rows }: Append): Appended {
    const last = this.#last(draftId)?.seq ?? 0
    const between = last > after ? [...this.pages(draftId, after)].flat() : []
    if (onlyNext && last !== after) return { stored: false, reason: 'moved', between }
    const taken = rows.some(({ userId, newClients }) =>
      newClients.some(
        (client) => ((this.#sql.owner.get(draftId, client)?.['user_id'] as string | undefined) ?? userId) !== userId,
      ),
    )
    if (taken) return { stored: false, reason: 'client-taken', between }
    for (const [index, { userId, at, update, newClients }] of rows.entries()) {
      this.#sql.insert.run(draftId, last + 1 + index, userId, at, update)
      for (const client of newClients) this.#sql.claim.run(draftId, client, userId)
    }
    return { stored: true, first: last + 1, between }
  }

  #last(draftId: string): { seq: number; user_id: string; at: number } | undefined {
    return (this.#sql.lastRow.get(draftId) ?? this.#sql.lastSegment.get(draftId)) as never
  }

  /** A snapshot whose bytes have changed on the disk is left aside: the rows tell everything. */
  #soundSnapshot(draftId: string): Snapshot | null {
    const row = this.#sql.snapshot.get(draftId) as SnapshotRow | undefined
    if (!row || !digestsEqual(digest(Buffer.concat([row.data, row.knowledge])), row.sha256)) return null
    return { seq: row.seq, update: row.data, knowledge: row.knowledge }
  }

  #transaction<T>(work: () => T): Promise<T> {
    return whenFree(() => this.#inOne(work))
  }

  /** All of `work` or nothing. */
  #inOne<T>(work: () => T): T {
    this.#sql.begin.run()
    try {
      const done = work()
      this.#sql.commit.run()
      return done
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw error
    }
  }
}

export interface OpenDraftLog {
  readonly db: DatabaseSync
  readonly log: SqliteDraftLog
}

/** The log in a file, on a new connection that waits for other writers only while it makes the tables. */
export function openDraftLog(file: string): OpenDraftLog {
  const db = openSqlite(file)
  const log = new SqliteDraftLog(db)
  db.exec('PRAGMA busy_timeout = 0')
  return { db, log }
}

const prepare = (db: DatabaseSync) => ({
  begin: db.prepare('BEGIN IMMEDIATE'),
  commit: db.prepare('COMMIT'),
  insert: db.prepare('INSERT INTO draft_update (draft_id, seq, user_id, at, data) VALUES (?, ?, ?, ?, ?)'),
  claim: db.prepare('INSERT INTO draft_client (draft_id, client_id, user_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'),
  owner: db.prepare('SELECT user_id FROM draft_client WHERE draft_id = ? AND client_id = ?'),
  owners: db.prepare('SELECT client_id, user_id FROM draft_client WHERE draft_id = ?'),
  rowsAfter: db.prepare('SELECT seq, user_id, at, data FROM draft_update WHERE draft_id = ? AND seq > ? ORDER BY seq LIMIT 2000'),
  rowsUpTo: db.prepare('SELECT seq, user_id, at, data FROM draft_update WHERE draft_id = ? AND seq <= ? ORDER BY seq'),
  trim: db.prepare('DELETE FROM draft_update WHERE draft_id = ? AND seq <= ?'),
  lastRow: db.prepare('SELECT seq, user_id, at FROM draft_update WHERE draft_id = ? ORDER BY seq DESC LIMIT 1'),
  lastSegment: db.prepare('SELECT last AS seq, user_id, at FROM draft_segment WHERE draft_id = ? ORDER BY first DESC LIMIT 1'),
  segmentAfter: db.prepare(
    'SELECT first, last, data, sha256 FROM draft_segment WHERE draft_id = ? AND last > ? ORDER BY first LIMIT 1',
  ),
  historyBytes: db.prepare('SELECT coalesce(sum(length(data)), 0) AS bytes FROM draft_segment WHERE draft_id = ?'),
  putAway: db.prepare(
    'INSERT INTO draft_segment (draft_id, first, last, user_id, at, data, sha256) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ),
  snapshot: db.prepare('SELECT seq, data, knowledge, sha256 FROM draft_snapshot WHERE draft_id = ?'),
  keepSnapshot: db.prepare(
    `INSERT INTO draft_snapshot (draft_id, seq, data, knowledge, sha256) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (draft_id) DO UPDATE SET seq = excluded.seq, data = excluded.data, knowledge = excluded.knowledge, sha256 = excluded.sha256`,
  ),
  check: db.prepare('INSERT INTO draft_log_check (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at'),
})

/** Snapshots of versions that knew less of them go; they are made again. */
function bringUpToDate(db: DatabaseSync): void {
  const columns = db.prepare("SELECT name FROM pragma_table_info('draft_snapshot')").all()
  if (columns.length > 0 && !columns.some(({ name }) => name === 'knowledge')) db.exec('DROP TABLE draft_snapshot')
  db.exec(TABLES)
}

const digestsEqual = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0

function requireDurable(db: DatabaseSync): void {
  const journal = db.prepare('PRAGMA journal_mode').get()?.['journal_mode']
  const synchronous = Number(db.prepare('PRAGMA synchronous').get()?.['synchronous'])
  if (journal !== 'wal' || synchronous < 2) throw new Error('The draft log needs journal_mode=WAL and synchronous=FULL.')
}

const SQLITE_BUSY = 5
const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY

/** Does it at once, or as soon as nobody else writes to the file. */
async function whenFree<T>(work: () => T): Promise<T> {
  for (const started = performance.now(); ; await wait(BUSY_RETRY_MS)) {
    try {
      return work()
    } catch (error) {
      if (!isBusy(error) || performance.now() - started > BUSY_PATIENCE_MS) throw error
    }
  }
}
