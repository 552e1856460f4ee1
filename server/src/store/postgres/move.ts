import type { DatabaseSync } from 'node:sqlite'
import { connect, transaction, type Client } from './connect.ts'
import { migratePostgres } from './migrate.ts'

export type Moved = { ok: true; rows: number } | { ok: false; reason: string }

/** Rows that go over in one statement. */
const BATCH = 500

/**
 * Copies a SQLite store into an empty Postgres database, in one transaction: everything or nothing. The file is only read. Both must be
 * of this version's schema.
 */
export async function moveToPostgres(sqlite: DatabaseSync, url: string): Promise<Moved> {
  const pool = connect(url, () => {})
  try {
    const migrated = await migratePostgres(pool)
    if (!migrated.ok) return migrated
    return await transaction(pool, async (client): Promise<Moved> => {
      const { rows } = await client.query<{ used: number }>(
        'SELECT (SELECT count(*) FROM people) + (SELECT count(*) FROM instruments) + (SELECT count(*) FROM draft_head) AS used',
      )
      if (rows[0]!.used > 0) return { ok: false, reason: 'The database holds a workspace already. Name an empty one.' }
      let total = 0
      for (const table of tablesOf(sqlite)) total += await copyTable(sqlite, client, table)
      await client.query(HEADS)
      return { ok: true, rows: total }
    })
  } finally {
    await pool.end()
  }
}

/** Where each draft's log ends: SQLite works it out, Postgres keeps it to lock it. */
const HEADS = `
INSERT INTO draft_head (draft_id, seq, user_id, at)
SELECT DISTINCT ON (draft_id) draft_id, seq, user_id, at
FROM (SELECT draft_id, seq, user_id, at FROM draft_update UNION ALL SELECT draft_id, last, user_id, at FROM draft_segment) AS rows
ORDER BY draft_id, seq DESC`

/** In the order in which they were made: what is referred to comes first. */
function tablesOf(sqlite: DatabaseSync): string[] {
  const rows = sqlite
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migrations' ORDER BY rowid",
    )
    .all() as { name: string }[]
  return rows.map(({ name }) => name)
}

async function copyTable(sqlite: DatabaseSync, client: Client, table: string): Promise<number> {
  const columns = (sqlite.prepare(`PRAGMA table_info(${table})`).all() as { name: string }[]).map(({ name }) => name)
  const names = columns.map((name) => `"${name}"`).join(', ')
  let copied = 0
  let batch: unknown[][] = []
  const flush = async () => {
    if (batch.length === 0) return
    const places = batch.map((_, row) => `(${columns.map((_, column) => `$${row * columns.length + column + 1}`).join(', ')})`)
    await client.query(`INSERT INTO ${table} (${names}) VALUES ${places.join(', ')}`, batch.flat())
    copied += batch.length
    batch = []
  }
  for (const row of sqlite.prepare(`SELECT ${names} FROM ${table}`).iterate() as Iterable<Record<string, unknown>>) {
    batch.push(columns.map((name) => inPostgres(row[name])))
    if (batch.length === BATCH) await flush()
  }
  await flush()
  return copied
}

const inPostgres = (value: unknown): unknown => (value instanceof Uint8Array ? Buffer.from(value) : value)
