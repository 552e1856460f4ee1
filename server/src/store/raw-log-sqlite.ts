import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { LoggedUpdate } from './draft-log.ts'
import type { RawLog, RawSegment, RawSnapshot } from './raw-log.ts'

const TABLES = ['draft_update', 'draft_segment', 'draft_snapshot', 'draft_client'] as const

export function rawSqliteLog(db: DatabaseSync): RawLog {
  const all = <T>(sql: string, ...parameters: SQLInputValue[]) => db.prepare(sql).all(...parameters) as unknown as T[]
  const run = (sql: string, ...parameters: SQLInputValue[]) => void db.prepare(sql).run(...parameters)
  return {
    async drafts() {
      const ids = TABLES.map((table) => `SELECT draft_id FROM ${table}`).join(' UNION ')
      return all<{ draft_id: string }>(ids).map(({ draft_id }) => draft_id)
    },
    async read(id) {
      const rows = 'SELECT seq, user_id AS userId, at, data AS "update" FROM draft_update WHERE draft_id = ? ORDER BY seq'
      const snapshot = 'SELECT seq, data AS "update", knowledge, sha256 FROM draft_snapshot WHERE draft_id = ?'
      const owners = all<{ client: number; user: string }>(
        'SELECT client_id AS client, user_id AS user FROM draft_client WHERE draft_id = ?',
        id,
      )
      return {
        head: null,
        segments: all<RawSegment>('SELECT first, last, data, sha256 FROM draft_segment WHERE draft_id = ? ORDER BY first', id),
        rows: all<LoggedUpdate>(rows, id),
        snapshot: all<RawSnapshot>(snapshot, id)[0] ?? null,
        owners: new Map(owners.map(({ client, user }) => [client, user])),
      }
    },
    async replace(id, { segments, rows, snapshot, owners }) {
      db.exec('BEGIN IMMEDIATE')
      try {
        for (const table of [...TABLES, 'draft_checkpoints']) run(`DELETE FROM ${table} WHERE draft_id = ?`, id)
        for (const { first, last, userId, at, data, sha256 } of segments)
          run('INSERT INTO draft_segment VALUES (?, ?, ?, ?, ?, ?, ?)', id, first, last, userId, at, data, sha256)
        for (const { seq, userId, at, update } of rows)
          run('INSERT INTO draft_update VALUES (?, ?, ?, ?, ?)', id, seq, userId, at, update)
        if (snapshot)
          run(
            'INSERT INTO draft_snapshot (draft_id, seq, data, knowledge, sha256) VALUES (?, ?, ?, ?, ?)',
            id,
            snapshot.seq,
            snapshot.update,
            snapshot.knowledge,
            snapshot.sha256,
          )
        for (const [client, user] of owners) run('INSERT INTO draft_client VALUES (?, ?, ?)', id, client, user)
        db.exec('COMMIT')
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK')
        throw error
      }
    },
  }
}
