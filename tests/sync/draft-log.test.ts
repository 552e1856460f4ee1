import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Append, DraftLog, Fold, LoggedUpdate, NewUpdate } from '../../server/src/store/draft-log.ts'
import { SqliteDraftLog } from '../../server/src/store/draft-log-sqlite.ts'
import { createThreadedDraftLog } from '../../server/src/store/draft-log-thread.ts'
import { migrate } from '../../server/src/store/migrations.ts'
import { openSqlite } from '../../server/src/store/sqlite-file.ts'
import { queries } from '../../server/src/store/sqlite.ts'
import { openPostgresStore } from '../../server/src/store/postgres/store.ts'
import { leavePostgres, run, testDatabase, type TestDatabase } from '../support/postgres.ts'
import { packBatch, packRows, rowsDigest, unpackBatch, unpackRows } from '../../server/src/store/packed-rows.ts'
import { decodeSegment, encodeSegment } from '../../server/src/store/segment.ts'

let folder: string
const file = () => path.join(folder, 'log.sqlite')
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'travaux-log-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A clock by which each question takes an hour: after the first the log's thread is asked everything. */
function hours(): () => number {
  let now = 0
  return () => (now += 3_600_000)
}

/** Every kind of log keeps these laws. */
const LOGS: [name: string, open: () => Promise<DraftLog & { close: () => Promise<void> }>][] = [
  ['SQLite', async () => createThreadedDraftLog(file())],
  ['SQLite on a slow disk', async () => createThreadedDraftLog(file(), hours())],
  ['Postgres', openPostgresLog],
]

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
}, 60_000)
afterAll(async () => {
  await database.drop()
  await leavePostgres()
})

/** An empty log. */
async function openPostgresLog() {
  const opened = await openPostgresStore(database.url, () => {})
  if (!opened.ok) throw new Error(opened.reason)
  await run(database.url, 'TRUNCATE draft_head, draft_update, draft_segment, draft_snapshot, draft_client')
  return { ...opened.store.draftLog, close: opened.store.close }
}

const NOTHING = new Uint8Array([0, 0])
const row = (name: number, newClients: number[] = []): NewUpdate => ({
  userId: 'anna',
  at: 1000 + name,
  update: new Uint8Array([0, 0, name]),
  newClients,
})
const appendTo = (draftId: string, after: number, rows: NewUpdate[], onlyNext = false): Append => ({
  draftId,
  after,
  onlyNext,
  rows,
})
const numbers = (rows: readonly LoggedUpdate[]) => rows.map(({ seq }) => seq)
async function all(log: DraftLog, draftId: string, after?: number): Promise<LoggedUpdate[]> {
  const rows: LoggedUpdate[] = []
  for await (const row of log.history(draftId, after)) rows.push(row)
  return rows
}

async function foldOf(log: DraftLog, draftId: string, upTo: number): Promise<Fold> {
  const stored = (await log.load(draftId))!
  const rows = stored.tail.filter(({ seq }) => seq <= upTo)
  return {
    first: rows[0]!.seq,
    last: upTo,
    segment: encodeSegment(rows),
    digest: rowsDigest(rows),
    snapshot: new Uint8Array([9, upTo]),
    knowledge: new Uint8Array([8, upTo]),
  }
}

describe.each(LOGS)('a log in %s', (_, open) => {
  let log: Awaited<ReturnType<typeof open>>
  beforeEach(async () => {
    log = await open()
    await log.seed('a', NOTHING, 'importer', 1)
  })
  afterEach(() => log.close())

  it('numbers rows in the order in which they come, each draft for itself', async () => {
    await log.seed('b', NOTHING, 'importer', 1)
    const appended = await log.append([appendTo('a', 1, [row(1), row(2)]), appendTo('b', 1, [row(3)])])
    expect(appended).toEqual([
      { stored: true, first: 2, between: [] },
      { stored: true, first: 2, between: [] },
    ])
    expect(numbers(await all(log, 'a'))).toEqual([1, 2, 3])
    expect(await log.lastChange('a')).toEqual({ userId: 'anna', at: 1002 })
    expect(await log.lastChange('nothing')).toBeNull()
    expect(await log.load('nothing')).toBeNull()
  })

  it('gives a writer that did not know the latest rows what came between', async () => {
    await log.append([appendTo('a', 1, [row(1)])])
    const [appended] = await log.append([appendTo('a', 1, [row(2)])])
    expect(appended).toMatchObject({ stored: true, first: 3, between: [{ seq: 2, update: row(1).update }] })
  })

  it('does not store behind other rows what was proven without them', async () => {
    await log.append([appendTo('a', 1, [row(1)])])
    const [refused] = await log.append([appendTo('a', 1, [row(2)], true)])
    expect(refused).toMatchObject({ stored: false, reason: 'moved', between: [{ seq: 2 }] })
    expect(numbers(await all(log, 'a'))).toEqual([1, 2])
    expect(await log.append([appendTo('a', 2, [row(2)], true)])).toMatchObject([{ stored: true, first: 3 }])
  })

  it('gives a client id to the first who writes with it', async () => {
    await log.append([appendTo('a', 1, [row(1, [7])])])
    const [refused] = await log.append([appendTo('a', 2, [{ ...row(2, [7]), userId: 'bela' }])])
    expect(refused).toMatchObject({ stored: false, reason: 'client-taken' })
    expect(await log.append([appendTo('a', 2, [row(2, [7])])])).toMatchObject([{ stored: true }])
    expect((await log.load('a'))!.clientOwners).toEqual(new Map([[7, 'anna']]))
  })

  it('is started once', async () => {
    await expect(log.seed('a', NOTHING, 'mallory', 2)).rejects.toThrow('has a log already')
    expect(await log.lastChange('a')).toEqual({ userId: 'importer', at: 1 })
  })

  it('keeps who, when and what of rows that are put away, and goes on behind them', async () => {
    await log.append([appendTo('a', 1, [row(1), row(2), row(3)])])
    const before = await all(log, 'a')
    expect(await log.fold('a', await foldOf(log, 'a', 3))).toBe(true)
    await log.append([appendTo('a', 4, [row(4)])])
    expect(await log.fold('a', await foldOf(log, 'a', 5))).toBe(true)
    expect(await log.load('a')).toMatchObject({
      snapshot: { seq: 5, update: new Uint8Array([9, 5]), knowledge: new Uint8Array([8, 5]) },
      tail: [],
      seq: 5,
    })
    expect((await all(log, 'a')).slice(0, 4)).toEqual(before)
    for (const after of [0, 1, 2, 3, 4, 5]) expect(numbers(await all(log, 'a', after))).toEqual([1, 2, 3, 4, 5].slice(after))
    expect(await log.lastChange('a')).toEqual({ userId: 'anna', at: 1004 })
    expect(await log.append([appendTo('a', 5, [row(5)])])).toMatchObject([{ stored: true, first: 6, between: [] }])
    expect(await log.append([appendTo('a', 2, [row(6)])])).toMatchObject([
      { first: 7, between: [{ seq: 3 }, { seq: 4 }, { seq: 5 }, { seq: 6 }] },
    ])
  })

  it('trims nothing but what was read', async () => {
    await log.append([appendTo('a', 1, [row(1), row(2)])])
    const fold = await foldOf(log, 'a', 3)
    const other = [...(await all(log, 'a')).slice(0, 2), { ...(await all(log, 'a'))[2]!, at: 5 }]
    expect(await log.fold('a', { ...fold, digest: rowsDigest(other) })).toBe(false)
    expect(await log.fold('a', { ...fold, first: 2 })).toBe(false)
    expect((await log.load('a'))!.snapshot).toBeNull()
    expect(await log.fold('a', fold)).toBe(true)
    expect(await log.fold('a', fold)).toBe(false)
    expect(numbers(await all(log, 'a'))).toEqual([1, 2, 3])
  })
})

describe('a log in SQLite', () => {
  it('refuses a connection that would not survive loss of power', () => {
    const opened = (name: string, pragmas: string) => () => {
      const db = new DatabaseSync(path.join(folder, name))
      db.exec(pragmas)
      return new SqliteDraftLog(db)
    }
    expect(opened('normal', 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')).toThrow('synchronous=FULL')
    expect(opened('delete', 'PRAGMA synchronous = FULL')).toThrow('WAL')
  })

  it('stores a batch completely or not at all', async () => {
    const log = createThreadedDraftLog(file())
    await log.seed('a', NOTHING, 'importer', 1)
    const db = new DatabaseSync(file())
    db.exec("CREATE TRIGGER full BEFORE INSERT ON draft_update WHEN NEW.seq = 3 BEGIN SELECT RAISE (ABORT, 'disk is full'); END")
    await expect(log.append([appendTo('a', 1, [row(1, [7]), row(2)])])).rejects.toThrow('disk is full')
    expect(await log.load('a')).toMatchObject({ seq: 1, clientOwners: new Map() })
    db.close()
    await log.close()
  })

  it('waits for another writer of the file instead of failing, and reads meanwhile', async () => {
    const log = createThreadedDraftLog(file())
    expect(await log.lastChange('a')).toBeNull()
    const other = new DatabaseSync(file())
    other.exec('BEGIN IMMEDIATE')
    const seeded = log.seed('a', NOTHING, 'anna', 1)
    expect(await log.lastChange('a')).toBeNull()
    other.exec('COMMIT')
    await seeded
    expect(await log.lastChange('a')).toEqual({ userId: 'anna', at: 1 })
    other.close()
    await log.close()
  })

  it('whose segment has changed on the disk says so and gives no wrong history', async () => {
    const log = createThreadedDraftLog(file())
    await log.seed('a', NOTHING, 'importer', 1)
    await log.append([appendTo('a', 1, [row(1), row(2)])])
    await log.fold('a', await foldOf(log, 'a', 3))
    const db = new DatabaseSync(file())
    const { data } = db.prepare('SELECT data FROM draft_segment').get() as { data: Uint8Array }
    data[data.length >> 1]! ^= 0xff
    db.prepare('UPDATE draft_segment SET data = ?').run(data)
    db.close()
    await expect(all(log, 'a')).rejects.toThrow('damaged from row 1 to row 3')
    expect((await log.load('a'))!.snapshot!.seq).toBe(3)
    await log.close()
  })
})

const arbitraryRows = fc
  .array(
    fc.record({
      userId: fc.constantFrom('anna', 'bela', ''),
      at: fc.nat(2 ** 42),
      update: fc.uint8Array({ maxLength: 40 }).map((bytes) => Uint8Array.from(bytes)),
      newClients: fc.array(fc.nat(2 ** 31), { maxLength: 2 }),
    }),
    { minLength: 1 },
  )
  .map((rows) => rows.map((row, index) => ({ ...row, seq: index + 5 })))
const logged = ({ seq, userId, at, update }: LoggedUpdate) => ({ seq, userId, at, update })

describe('rows', () => {
  it('come out of a segment, and of a packet between threads, as they went in', () => {
    fc.assert(
      fc.property(arbitraryRows, (rows) => {
        expect(decodeSegment(encodeSegment(rows))).toEqual(rows.map(logged))
        expect(unpackRows(packRows(rows))).toEqual(rows.map(logged))
        const batch = [appendTo('a', 3, rows, true), appendTo('b', 0, [])]
        expect(unpackBatch(packBatch(batch))).toMatchObject(
          batch.map((append) => ({ ...append, rows: append.rows.map((row) => ({ ...row, seq: 0 })) })),
        )
      }),
    )
  })

  it('that were typed take a few bytes each', () => {
    const rows = Array.from({ length: 2000 }, (_, index) => ({
      seq: index + 1,
      userId: 'anna',
      at: 1_700_000_000_000 + index * 130 + (index % 7) * 11,
      update: new Uint8Array([1, 1, 210, 190, 7, 3, index & 127, 132, 210, 190, 7, 3, index & 127, 1, 97 + (index % 23), 0]),
    }))
    expect(encodeSegment(rows).length / rows.length).toBeLessThan(5)
  })
})

describe('a transaction on the tables beside the log', () => {
  it('writes what it decided by reading, though the log has commits to make meanwhile', async () => {
    const sqlite = openSqlite(file())
    migrate(sqlite)
    const log = createThreadedDraftLog(file())
    await log.seed('d', NOTHING, 'anna', 1)
    let appended: Promise<unknown> = Promise.resolve()
    await queries(sqlite)
      .transaction()
      .execute(async (tx) => {
        await tx.selectFrom('settings').selectAll().execute()
        appended = log.append([appendTo('d', 1, [row(1)])])
        // Long enough for the thread to commit, were it let.
        await new Promise((resolve) => setTimeout(resolve, 50))
        await tx.insertInto('settings').values({ name: 'title', value: 'Ours' }).execute()
      })
    await appended
    expect(numbers(await all(log, 'd'))).toEqual([1, 2])
    await log.close()
    sqlite.close()
  })
})
