import type { LoggedUpdate } from '../draft-log.ts'
import type { RawLog, RawSegment, RawSnapshot } from '../raw-log.ts'
import { transaction, type Client, type Pool } from './connect.ts'

const TABLES = ['draft_head', 'draft_update', 'draft_segment', 'draft_snapshot', 'draft_client'] as const

/** What was there before a repair, row by row; nothing ever deletes from it. */
const ASIDE = `CREATE TABLE IF NOT EXISTS draft_set_aside (
  at TIMESTAMPTZ NOT NULL DEFAULT now(), draft_id TEXT NOT NULL, from_table TEXT NOT NULL, content JSONB NOT NULL
)`

export function rawPostgresLog(pool: Pool): RawLog {
  const all = async <T extends object>(sql: string, ...parameters: unknown[]): Promise<T[]> =>
    (await pool.query<T>(sql, parameters)).rows
  return {
    async drafts() {
      const ids = TABLES.map((table) => `SELECT draft_id FROM ${table}`).join(' UNION ')
      return (await all<{ draft_id: string }>(ids)).map(({ draft_id }) => draft_id)
    },
    async read(id) {
      const rows = 'SELECT seq, user_id AS "userId", at, data AS "update" FROM draft_update WHERE draft_id = $1 ORDER BY seq'
      const snapshot = 'SELECT seq, data AS "update", knowledge, sha256 FROM draft_snapshot WHERE draft_id = $1'
      const owners = await all<{ client: number; user: string }>(
        'SELECT client_id AS client, user_id AS "user" FROM draft_client WHERE draft_id = $1',
        id,
      )
      const heads = await all<{ seq: number }>('SELECT seq FROM draft_head WHERE draft_id = $1', id)
      return {
        head: heads[0]?.seq ?? 0,
        segments: await all<RawSegment>(
          'SELECT first, last, data, sha256 FROM draft_segment WHERE draft_id = $1 ORDER BY first',
          id,
        ),
        rows: await all<LoggedUpdate>(rows, id),
        snapshot: (await all<RawSnapshot>(snapshot, id))[0] ?? null,
        owners: new Map(owners.map(({ client, user }) => [client, user])),
      }
    },
    replace: (id, log) => transaction(pool, (client) => replace(client, id, log)),
  }
}

async function replace(client: Client, id: string, log: Parameters<RawLog['replace']>[1]): Promise<void> {
  const { segments, rows, snapshot, owners } = log
  const run = (sql: string, ...parameters: unknown[]) =>
    client.query(
      sql,
      parameters.map((value) => (value instanceof Uint8Array ? Buffer.from(value) : value)),
    )
  await client.query(ASIDE)
  for (const table of TABLES) {
    const set = `INSERT INTO draft_set_aside (draft_id, from_table, content) SELECT $1, '${table}', to_jsonb(t) FROM ${table} t`
    await run(`${set} WHERE draft_id = $1`, id)
    await run(`DELETE FROM ${table} WHERE draft_id = $1`, id)
  }
  await run('DELETE FROM draft_checkpoints WHERE draft_id = $1', id)
  for (const { first, last, userId, at, data, sha256 } of segments)
    await run(
      'INSERT INTO draft_segment (draft_id, first, last, user_id, at, data, sha256) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      id,
      first,
      last,
      userId,
      at,
      data,
      sha256,
    )
  for (const { seq, userId, at, update } of rows)
    await run(
      'INSERT INTO draft_update (draft_id, seq, user_id, at, data) VALUES ($1, $2, $3, $4, $5)',
      id,
      seq,
      userId,
      at,
      update,
    )
  if (snapshot)
    await run(
      'INSERT INTO draft_snapshot (draft_id, seq, data, knowledge, sha256) VALUES ($1, $2, $3, $4, $5)',
      id,
      snapshot.seq,
      snapshot.update,
      snapshot.knowledge,
      snapshot.sha256,
    )
  for (const [one, user] of owners)
    await run('INSERT INTO draft_client (draft_id, client_id, user_id) VALUES ($1, $2, $3)', id, one, user)
  const segment = segments.at(-1)
  const end = rows.at(-1) ?? (segment && { seq: segment.last, userId: segment.userId, at: segment.at })
  if (end)
    await run('INSERT INTO draft_head (draft_id, seq, user_id, at) VALUES ($1, $2, $3, $4)', id, end.seq, end.userId, end.at)
}
