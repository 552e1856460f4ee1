import { createHash } from 'node:crypto'
import type { Append, Appended, Authored, DraftLog, Fold, LoggedUpdate, Snapshot } from '../draft-log.ts'
import { rowsDigest } from '../packed-rows.ts'
import { decodeSegment } from '../segment.ts'
import { transaction, type Client, type Pool } from './connect.ts'

/** Rows that one question brings. */
const PAGE = 2000

export const LOG_TABLES = `
CREATE TABLE IF NOT EXISTS draft_head (draft_id TEXT PRIMARY KEY, seq BIGINT NOT NULL, user_id TEXT NOT NULL, at BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS draft_update (
  draft_id TEXT NOT NULL, seq BIGINT NOT NULL, user_id TEXT NOT NULL, at BIGINT NOT NULL, data BYTEA NOT NULL, PRIMARY KEY (draft_id, seq)
);
CREATE TABLE IF NOT EXISTS draft_segment (
  draft_id TEXT NOT NULL, first BIGINT NOT NULL, last BIGINT NOT NULL, user_id TEXT NOT NULL, at BIGINT NOT NULL,
  data BYTEA NOT NULL, sha256 BYTEA NOT NULL, PRIMARY KEY (draft_id, first)
);
CREATE TABLE IF NOT EXISTS draft_snapshot (draft_id TEXT PRIMARY KEY, seq BIGINT NOT NULL, data BYTEA NOT NULL, sha256 BYTEA NOT NULL);
ALTER TABLE draft_snapshot ADD COLUMN IF NOT EXISTS knowledge BYTEA NOT NULL DEFAULT '';
CREATE TABLE IF NOT EXISTS draft_client (
  draft_id TEXT NOT NULL, client_id BIGINT NOT NULL, user_id TEXT NOT NULL, PRIMARY KEY (draft_id, client_id)
);
CREATE TABLE IF NOT EXISTS draft_log_check (id INTEGER PRIMARY KEY CHECK (id = 1), at BIGINT NOT NULL);
`

interface Row {
  seq: number
  user_id: string
  at: number
  data: Buffer
}

interface SegmentRow {
  first: number
  last: number
  data: Buffer
  sha256: Buffer
}

/** A log that several servers share: each can ask where the others have brought the drafts. */
export interface SharedDraftLog extends DraftLog {
  /** The number of the last row of each draft that has a log. */
  heads(draftIds: readonly string[]): Promise<ReadonlyMap<string, number>>
}

const toUpdate = ({ seq, user_id, at, data }: Row): LoggedUpdate => ({ seq, userId: user_id, at, update: plain(data) })
/** The same bytes without what makes them a Buffer. */
const plain = (data: Buffer): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0

/**
 * The log in Postgres, shared by any number of servers. The order of a draft's rows is decided by a lock on its head row: whoever
 * has it appends behind the last row, and tells the others' rows in between.
 */
export function createPostgresDraftLog(pool: Pool): SharedDraftLog {
  return {
    async seed(draftId, update, userId, at) {
      await transaction(pool, async (client) => {
        const made = await client.query(
          'INSERT INTO draft_head (draft_id, seq, user_id, at) VALUES ($1, 1, $2, $3) ON CONFLICT DO NOTHING',
          [draftId, userId, at],
        )
        if (made.rowCount === 0) throw new Error(`Draft ${draftId} has a log already.`)
        await client.query('INSERT INTO draft_update (draft_id, seq, user_id, at, data) VALUES ($1, 1, $2, $3, $4)', [
          draftId,
          userId,
          at,
          Buffer.from(update),
        ])
      })
    },
    load: (draftId) => transaction(pool, (client) => load(client, draftId), 'ISOLATION LEVEL REPEATABLE READ READ ONLY'),
    append: (batch) => transaction(pool, (client) => append(client, batch)),
    fold: (draftId, fold) => transaction(pool, (client) => putAway(client, draftId, fold)),
    async *history(draftId, after = 0) {
      for (let from = after; ;) {
        const rows = await page(pool, draftId, from)
        if (rows.length === 0) return
        yield* rows
        from = rows.at(-1)!.seq
      }
    },
    async lastChange(draftId): Promise<Authored | null> {
      const { rows } = await pool.query<{ user_id: string; at: number }>(
        'SELECT user_id, at FROM draft_head WHERE draft_id = $1',
        [draftId],
      )
      return rows[0] ? { userId: rows[0].user_id, at: rows[0].at } : null
    },
    async checkWritable(at) {
      await pool.query('INSERT INTO draft_log_check (id, at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = excluded.at', [
        at,
      ])
    },
    async heads(draftIds) {
      const { rows } = await pool.query<{ draft_id: string; seq: number }>(
        'SELECT draft_id, seq FROM draft_head WHERE draft_id = ANY($1)',
        [draftIds],
      )
      return new Map(rows.map(({ draft_id, seq }) => [draft_id, seq]))
    },
  }
}

async function load(client: Client, draftId: string): ReturnType<DraftLog['load']> {
  const head = await client.query<{ seq: number }>('SELECT seq FROM draft_head WHERE draft_id = $1', [draftId])
  if (head.rows.length === 0) return null
  const snapshot = await soundSnapshot(client, draftId)
  const tail = await rowsBehind(client, draftId, snapshot?.seq ?? 0)
  const owners = await client.query<{ client_id: number; user_id: string }>(
    'SELECT client_id, user_id FROM draft_client WHERE draft_id = $1',
    [draftId],
  )
  const history = await client.query<{ bytes: number }>(
    'SELECT coalesce(sum(octet_length(data)), 0)::bigint AS bytes FROM draft_segment WHERE draft_id = $1',
    [draftId],
  )
  return {
    snapshot,
    tail,
    seq: head.rows[0]!.seq,
    historyBytes: history.rows[0]!.bytes,
    clientOwners: new Map(owners.rows.map(({ client_id, user_id }) => [client_id, user_id])),
  }
}

/** A snapshot whose bytes have changed in the database is left aside: the rows tell everything. */
async function soundSnapshot(client: Client, draftId: string): Promise<Snapshot | null> {
  const { rows } = await client.query<{ seq: number; data: Buffer; knowledge: Buffer; sha256: Buffer }>(
    'SELECT seq, data, knowledge, sha256 FROM draft_snapshot WHERE draft_id = $1',
    [draftId],
  )
  const [row] = rows
  if (!row || !same(digest(Buffer.concat([row.data, row.knowledge])), row.sha256)) return null
  return { seq: row.seq, update: plain(row.data), knowledge: plain(row.knowledge) }
}

async function rowsBehind(client: Client | Pool, draftId: string, after: number): Promise<LoggedUpdate[]> {
  const all: LoggedUpdate[] = []
  for (let rows = await page(client, draftId, after); rows.length > 0; rows = await page(client, draftId, all.at(-1)!.seq))
    all.push(...rows)
  return all
}

/** What lies behind `after`: of a segment while there is one, then of what has not been put away. */
async function page(client: Client | Pool, draftId: string, after: number, again = true): Promise<LoggedUpdate[]> {
  const segments = await client.query<SegmentRow>(
    'SELECT first, last, data, sha256 FROM draft_segment WHERE draft_id = $1 AND last > $2 ORDER BY first LIMIT 1',
    [draftId, after],
  )
  const [segment] = segments.rows
  if (segment) {
    if (!same(digest(segment.data), segment.sha256))
      throw new Error(`The history of draft ${draftId} is damaged from row ${segment.first} to row ${segment.last}.`)
    return decodeSegment(segment.data).filter(({ seq }) => seq > after)
  }
  const { rows } = await client.query<Row>(
    'SELECT seq, user_id, at, data FROM draft_update WHERE draft_id = $1 AND seq > $2 ORDER BY seq LIMIT $3',
    [draftId, after, PAGE],
  )
  // Between the two questions the rows may have been put away: then they are in a segment by now.
  if (rows[0] && rows[0].seq !== after + 1) {
    if (!again) throw new Error(`Row ${after + 1} of the log of draft ${draftId} is missing.`)
    return page(client, draftId, after, false)
  }
  return rows.map(toUpdate)
}

interface Head {
  seq: number
  /** The last row that was appended here; null where none was. */
  last: Authored | null
}

async function append(client: Client, batch: readonly Append[]): Promise<Appended[]> {
  const heads = await lockHeads(client, [...new Set(batch.map(({ draftId }) => draftId))])
  const owners = await ownersOf(client, batch)
  const inserted = { draft: [] as string[], seq: [] as number[], user: [] as string[], at: [] as number[], data: [] as Buffer[] }
  const claimed = { draft: [] as string[], client: [] as number[], user: [] as string[] }
  const answers: Appended[] = []
  for (const { draftId, after, onlyNext, rows } of batch) {
    const head = heads.get(draftId)!
    const between = head.seq > after ? await rowsBehind(client, draftId, after) : []
    const mine = (userId: string, id: number) => (owners.get(`${draftId} ${id}`) ?? userId) === userId
    if (onlyNext && head.seq !== after) answers.push({ stored: false, reason: 'moved', between })
    else if (rows.some(({ userId, newClients }) => newClients.some((id) => !mine(userId, id))))
      answers.push({ stored: false, reason: 'client-taken', between })
    else {
      answers.push({ stored: true, first: head.seq + 1, between })
      for (const { userId, at, update, newClients } of rows) {
        inserted.draft.push(draftId)
        inserted.seq.push(++head.seq)
        inserted.user.push(userId)
        inserted.at.push(at)
        inserted.data.push(Buffer.from(update.buffer, update.byteOffset, update.byteLength))
        head.last = { userId, at }
        for (const id of newClients) {
          owners.set(`${draftId} ${id}`, userId)
          claimed.draft.push(draftId)
          claimed.client.push(id)
          claimed.user.push(userId)
        }
      }
    }
  }
  await write(client, heads, inserted, claimed)
  return answers
}

async function write(
  client: Client,
  heads: ReadonlyMap<string, Head>,
  inserted: { draft: string[]; seq: number[]; user: string[]; at: number[]; data: Buffer[] },
  claimed: { draft: string[]; client: number[]; user: string[] },
): Promise<void> {
  if (inserted.seq.length > 0)
    await client.query(
      `INSERT INTO draft_update (draft_id, seq, user_id, at, data)
       SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], $5::bytea[])`,
      [inserted.draft, inserted.seq, inserted.user, inserted.at, inserted.data],
    )
  if (claimed.draft.length > 0)
    await client.query(
      `INSERT INTO draft_client (draft_id, client_id, user_id) SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[])
       ON CONFLICT DO NOTHING`,
      [claimed.draft, claimed.client, claimed.user],
    )
  const moved = [...heads].filter(([, { last }]) => last !== null)
  if (moved.length > 0)
    await client.query(
      `UPDATE draft_head SET seq = news.seq, user_id = news.user_id, at = news.at
       FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[]) AS news (draft_id, seq, user_id, at)
       WHERE draft_head.draft_id = news.draft_id`,
      [
        moved.map(([draftId]) => draftId),
        moved.map(([, { seq }]) => seq),
        moved.map(([, { last }]) => last!.userId),
        moved.map(([, { last }]) => last!.at),
      ],
    )
}

/** In one order everywhere, so that two servers never wait for each other. */
async function lockHeads(client: Client, draftIds: string[]): Promise<Map<string, Head>> {
  const ids = draftIds.toSorted()
  const question = 'SELECT draft_id, seq FROM draft_head WHERE draft_id = ANY($1) ORDER BY draft_id FOR UPDATE'
  const { rows } = await client.query<{ draft_id: string; seq: number }>(question, [ids])
  const heads = new Map<string, Head>(rows.map(({ draft_id, seq }) => [draft_id, { seq, last: null }]))
  const missing = ids.find((id) => !heads.has(id))
  if (missing !== undefined) throw new Error(`Draft ${missing} has no log.`)
  return heads
}

/** Whose the batch's client ids are, by draft and id. */
async function ownersOf(client: Client, batch: readonly Append[]): Promise<Map<string, string>> {
  const asked = batch.flatMap(({ draftId, rows }) => rows.flatMap((row) => row.newClients.map((id) => [draftId, id] as const)))
  if (asked.length === 0) return new Map()
  const { rows } = await client.query<{ draft_id: string; client_id: number; user_id: string }>(
    `SELECT draft_id, client_id, user_id FROM draft_client
     WHERE (draft_id, client_id) IN (SELECT * FROM unnest($1::text[], $2::bigint[]))`,
    [asked.map(([draftId]) => draftId), asked.map(([, id]) => id)],
  )
  return new Map(rows.map(({ draft_id, client_id, user_id }) => [`${draft_id} ${client_id}`, user_id]))
}

async function putAway(client: Client, draftId: string, fold: Fold): Promise<boolean> {
  const { first, last, segment, digest: read, snapshot, knowledge } = fold
  await lockHeads(client, [draftId])
  const found = await client.query<Row>(
    'SELECT seq, user_id, at, data FROM draft_update WHERE draft_id = $1 AND seq <= $2 ORDER BY seq',
    [draftId, last],
  )
  const rows = found.rows.map(toUpdate)
  if (rows[0]?.seq !== first || !same(rowsDigest(rows), read)) return false
  const { userId, at } = rows.at(-1)!
  await client.query(
    'INSERT INTO draft_segment (draft_id, first, last, user_id, at, data, sha256) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [draftId, first, last, userId, at, Buffer.from(segment), digest(segment)],
  )
  await client.query('DELETE FROM draft_update WHERE draft_id = $1 AND seq <= $2', [draftId, last])
  await client.query(
    `INSERT INTO draft_snapshot (draft_id, seq, data, knowledge, sha256) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (draft_id) DO UPDATE
     SET seq = excluded.seq, data = excluded.data, knowledge = excluded.knowledge, sha256 = excluded.sha256`,
    [draftId, last, Buffer.from(snapshot), Buffer.from(knowledge), digest(Buffer.concat([snapshot, knowledge]))],
  )
  return true
}
