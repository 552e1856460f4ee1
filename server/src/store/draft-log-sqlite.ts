import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { DatabaseSync } from 'node:sqlite'
import type { Authored, DraftLog, LoggedUpdate, NewUpdate, Snapshot, StoredDraft } from './draft-log.ts'

const TABLES = `
CREATE TABLE IF NOT EXISTS draft_update (
  draft_id TEXT NOT NULL, seq INTEGER NOT NULL, user_id TEXT NOT NULL, at INTEGER NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY (draft_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS draft_snapshot (
  draft_id TEXT PRIMARY KEY, seq INTEGER NOT NULL, data BLOB NOT NULL, sha256 BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS draft_client (
  draft_id TEXT NOT NULL, client_id INTEGER NOT NULL, user_id TEXT NOT NULL,
  PRIMARY KEY (draft_id, client_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS draft_log_check (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL) STRICT;
`

/** History is read this many rows at a time, so that a long one does not stop the server. */
const PAGE = 500
/** A backup or another writer may hold the file for a moment; asked again without stopping the server. */
const BUSY_RETRY_MS = 5
const BUSY_PATIENCE_MS = 5000

interface Row {
  seq: number
  user_id: string
  at: number
  data: Uint8Array
}

const toUpdate = (row: Row): LoggedUpdate => ({ seq: row.seq, userId: row.user_id, at: row.at, update: row.data })
const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/**
 * The log in SQLite. The connection must be its own (a transaction that others hold on it makes the log wait), in WAL mode with
 * `synchronous=FULL`, so that a resolved `append` survives loss of power; anything less is refused.
 */
export function createSqliteDraftLog(db: DatabaseSync): DraftLog {
  requireDurable(db)
  db.exec(TABLES)
  const insert = db.prepare('INSERT INTO draft_update (draft_id, seq, user_id, at, data) VALUES (?, ?, ?, ?, ?)')
  const claim = db.prepare('INSERT INTO draft_client (draft_id, client_id, user_id) VALUES (?, ?, ?)')
  const rowsAfter = db.prepare(
    'SELECT seq, user_id, at, data FROM draft_update WHERE draft_id = ? AND seq > ? ORDER BY seq LIMIT ?',
  )
  const last = db.prepare('SELECT seq, user_id, at FROM draft_update WHERE draft_id = ? ORDER BY seq DESC LIMIT 1')
  const owners = db.prepare('SELECT client_id, user_id FROM draft_client WHERE draft_id = ?')
  const snapshotOf = db.prepare('SELECT seq, data, sha256 FROM draft_snapshot WHERE draft_id = ?')
  const keepSnapshot = db.prepare(
    `INSERT INTO draft_snapshot (draft_id, seq, data, sha256) VALUES (?, ?, ?, ?)
     ON CONFLICT (draft_id) DO UPDATE SET seq = excluded.seq, data = excluded.data, sha256 = excluded.sha256
     WHERE excluded.seq > draft_snapshot.seq`,
  )
  const check = db.prepare('INSERT INTO draft_log_check (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at')

  /** A snapshot whose bytes have changed on the disk is left aside: the rows tell everything. */
  function soundSnapshot(draftId: string): Snapshot | null {
    const row = snapshotOf.get(draftId) as { seq: number; data: Uint8Array; sha256: Uint8Array } | undefined
    return row && digest(row.data).equals(row.sha256) ? { seq: row.seq, update: row.data } : null
  }

  function storeAll(batch: readonly NewUpdate[]): void {
    for (const { draftId, seq, userId, at, update, newClients } of batch) {
      insert.run(draftId, seq, userId, at, update)
      for (const client of newClients) claim.run(draftId, client, userId)
    }
  }

  return {
    async seed(draftId, update, userId, at) {
      await whenFree(() => insert.run(draftId, 1, userId, at, update))
    },

    async load(draftId): Promise<StoredDraft | null> {
      const end = last.get(draftId) as { seq: number } | undefined
      if (!end) return null
      const snapshot = soundSnapshot(draftId)
      const tail = (rowsAfter.all(draftId, snapshot?.seq ?? 0, -1) as unknown as Row[]).map(toUpdate)
      const clients = owners.all(draftId) as unknown as { client_id: number; user_id: string }[]
      return { snapshot, tail, seq: end.seq, clientOwners: new Map(clients.map((row) => [row.client_id, row.user_id])) }
    },

    async append(batch) {
      await transaction(db, () => storeAll(batch))
    },

    async saveSnapshot(draftId, { seq, update }) {
      await whenFree(() => keepSnapshot.run(draftId, seq, update, digest(update)))
    },

    async *history(draftId, after = 0) {
      for (let from = after; ;) {
        const rows = rowsAfter.all(draftId, from, PAGE) as unknown as Row[]
        for (const row of rows) yield toUpdate(row)
        if (rows.length < PAGE) return
        from = rows.at(-1)!.seq
      }
    },

    async lastChange(draftId): Promise<Authored | null> {
      const row = last.get(draftId) as Row | undefined
      return row ? { userId: row.user_id, at: row.at } : null
    },

    async checkWritable(at) {
      await whenFree(() => check.run(at))
    },
  }
}

function requireDurable(db: DatabaseSync): void {
  const journal = db.prepare('PRAGMA journal_mode').get()?.['journal_mode']
  const synchronous = Number(db.prepare('PRAGMA synchronous').get()?.['synchronous'])
  if (journal !== 'wal' || synchronous < 2) throw new Error('The draft log needs journal_mode=WAL and synchronous=FULL.')
}

/** All of `work` or nothing. */
async function transaction(db: DatabaseSync, work: () => void): Promise<void> {
  await whenFree(() => {
    if (db.isTransaction) throw new InUse('Another transaction is open on the connection of the draft log.')
    db.exec('BEGIN IMMEDIATE')
    try {
      work()
      db.exec('COMMIT')
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK')
      throw error
    }
  })
}

class InUse extends Error {}

const SQLITE_BUSY = 5
const isBusy = (error: unknown): boolean =>
  error instanceof InUse || (error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY)

/** Does it at once, or as soon as nobody else writes to the file. */
async function whenFree(work: () => unknown): Promise<void> {
  for (const started = performance.now(); ; await wait(BUSY_RETRY_MS)) {
    try {
      work()
      return
    } catch (error) {
      if (!isBusy(error) || performance.now() - started > BUSY_PATIENCE_MS) throw error
    }
  }
}
