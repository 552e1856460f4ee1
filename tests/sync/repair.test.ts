import { createHash } from 'node:crypto'
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { examine } from '../../server/src/integrity/examine.ts'
import { salvage, setAside } from '../../server/src/integrity/salvage.ts'
import { openPostgresStore } from '../../server/src/store/postgres/store.ts'
import { connect } from '../../server/src/store/postgres/connect.ts'
import { rawPostgresLog } from '../../server/src/store/postgres/raw-log-postgres.ts'
import type { RawDraftLog, RawLog } from '../../server/src/store/raw-log.ts'
import { rawSqliteLog } from '../../server/src/store/raw-log-sqlite.ts'
import { openSqlite } from '../../server/src/store/sqlite-file.ts'
import { leavePostgres, run, testDatabase, type TestDatabase } from '../support/postgres.ts'
import { temporaryFolder } from '../support/server.ts'
import { RawClient, textAt, textOf, until } from '../support/sync-client.ts'
import { DRAFT, startSyncServer } from '../support/sync-server.ts'

const folder = temporaryFolder()
const whole = path.join(folder, 'whole.sqlite')
let database: TestDatabase
/** A draft with rows that have been put away and three behind them; what it says. */
let sound: RawDraftLog
let text: string

beforeAll(async () => {
  const server = await startSyncServer({ file: whole, limits: { tailRows: 4 } })
  const anna = await RawClient.joined(server.url)
  for (let turn = 0; turn < 5; turn++) await anna.decided(anna.edit((doc) => textAt(doc, turn).insert(0, `away${turn} `)))
  await until('the rows are put away', async () => (await server.log.load(DRAFT))!.snapshot, 30_000)
  for (let turn = 0; turn < 3; turn++) await anna.decided(anna.edit((doc) => textAt(doc, 1).insert(0, `tail${turn} `)))
  text = textOf(anna.doc)
  await anna.leave()
  await server.stop()
  const db = openSqlite(whole)
  db.exec('CREATE TABLE draft_checkpoints (draft_id TEXT)')
  sound = await rawSqliteLog(db).read(DRAFT)
  db.close()
  database = await testDatabase()
  const opened = await openPostgresStore(database.url, () => {})
  if (opened.ok) await opened.store.close()
}, 60_000)
afterAll(async () => {
  await database.drop()
  await leavePostgres()
  rmSync(folder, { recursive: true })
})

interface Store {
  readonly log: RawLog
  /** Bytes in this database's words. */
  readonly bytes: (hex: string) => string
  readonly damage: (sql: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** SHA-256 of an empty update and an empty knowledge, in hexadecimal. */
const EMPTY = createHash('sha256').update(Buffer.from('00000100000000', 'hex')).digest('hex')

let copies = 0
const STORES: [name: string, open: () => Promise<Store>][] = [
  [
    'SQLite',
    async () => {
      const file = path.join(folder, `copy-${copies++}.sqlite`)
      copyFileSync(whole, file)
      const db = openSqlite(file)
      return {
        log: rawSqliteLog(db),
        bytes: (hex) => `x'${hex}'`,
        damage: async (sql) => db.exec(sql),
        close: async () => db.close(),
      }
    },
  ],
  [
    'Postgres',
    async () => {
      const pool = connect(database.url, () => {})
      const log = rawPostgresLog(pool)
      const segments = sound.segments.map((segment) => ({ ...segment, userId: 'anna', at: 1 }))
      await log.replace(DRAFT, { ...sound, segments })
      return { log, bytes: (hex) => `'\\x${hex}'`, damage: (sql) => run(database.url, sql), close: () => pool.end() }
    },
  ],
]

/** What somebody reads who opens the draft. */
function shown({ segments, rows, snapshot }: RawDraftLog): string {
  const doc = new Y.Doc()
  if (segments.length > 0) Y.applyUpdate(doc, snapshot!.update)
  for (const { update } of rows) Y.applyUpdate(doc, update)
  return textOf(doc)
}

describe.each(STORES)('a draft in %s', (name, open) => {
  const end = () => sound.rows.at(-1)!.seq

  it.each<[name: string, damage: (bytes: Store['bytes']) => string, fault: RegExp, loss: RegExp | null]>([
    ['whose snapshot is damaged', (bytes) => `UPDATE draft_snapshot SET data = ${bytes('0000')}`, /snapshot is damaged/, null],
    ['whose snapshot is gone', () => 'DELETE FROM draft_snapshot', /snapshot is missing/, null],
    [
      'whose snapshot has a checksum but another text',
      (bytes) =>
        `UPDATE draft_snapshot SET data = ${bytes('0000')}, knowledge = ${bytes('0100000000')}, sha256 = ${bytes(EMPTY)}`,
      /snapshot and its log give different texts/,
      null,
    ],
    [
      'whose history is damaged',
      (bytes) => `UPDATE draft_segment SET data = ${bytes('01ff')}`,
      /rows 1 to \d of its history are damaged/,
      /who wrote what/,
    ],
    ['whose history is gone', () => 'DELETE FROM draft_segment', /rows 1 to \d cannot be read/, /who wrote what/],
    ['whose clients have changed hands', () => "UPDATE draft_client SET user_id = 'mallory'", /whose its clients are/, null],
  ])('%s is mended without losing a word', async (_, damage, fault, loss) => {
    const store = await open()
    expect(examine(await store.log.read(DRAFT)).faults).toEqual([])
    await store.damage(damage(store.bytes))
    const { faults, losses, mended } = examine(await store.log.read(DRAFT))
    expect(faults.join('; ')).toMatch(fault)
    expect(losses.join('; ')).toMatch(loss ?? /^$/)
    await store.log.replace(DRAFT, mended!)
    const after = await store.log.read(DRAFT)
    expect(examine(after).faults).toEqual([])
    expect(shown(after)).toBe(text)
    await store.close()
  })

  it.each<[name: string, damage: (bytes: Store['bytes'], seq: number) => string]>([
    ['gone', (_, seq) => `DELETE FROM draft_update WHERE seq = ${seq}`],
    ['damaged', (bytes, seq) => `UPDATE draft_update SET data = ${bytes('0102')} WHERE seq = ${seq}`],
  ])('one of whose last rows is %s keeps all that does not build on it, and says what is lost', async (_, damage) => {
    const store = await open()
    await store.damage(damage(store.bytes, end() - 1))
    const { losses, mended } = examine(await store.log.read(DRAFT))
    expect(losses).toEqual([`what was written in rows ${end() - 1} to ${end()} is gone`])
    await store.log.replace(DRAFT, mended!)
    const after = await store.log.read(DRAFT)
    expect(examine(after).faults).toEqual([])
    expect(shown(after)).toBe(text.replace('tail2 tail1 ', ''))
    expect(after.rows.at(-1)!.seq).toBe(end())
    await store.close()
  })

  it('of which nothing can be read is left as it is', async () => {
    const store = await open()
    await store.damage('DELETE FROM draft_update; DELETE FROM draft_segment; DELETE FROM draft_snapshot')
    expect(examine(await store.log.read(DRAFT))).toMatchObject({ mended: null, losses: [expect.any(String)] })
    await store.close()
  })

  it.skipIf(name === 'SQLite')('whose end is missing is named, and what was there before is kept aside', async () => {
    const store = await open()
    await store.damage(`UPDATE draft_head SET seq = seq + 2; DELETE FROM draft_update WHERE seq = ${end()}`)
    const { faults, losses, mended } = examine(await store.log.read(DRAFT))
    expect(faults[0]).toBe(`its log should end with row ${end() + 2} and ends with row ${end() - 1}`)
    expect(losses).toEqual([`what was written in rows ${end()} to ${end() + 2} is gone`])
    await store.log.replace(DRAFT, mended!)
    expect(examine(await store.log.read(DRAFT)).faults).toEqual([])
    await run(
      database.url,
      "DO $$ BEGIN ASSERT (SELECT count(*) FROM draft_set_aside WHERE from_table = 'draft_update') > 0; END $$",
    )
    await store.close()
  })
})

describe('a SQLite file with a damaged page', () => {
  it('is made anew from all rows that can be read, and a copy stays', () => {
    const file = path.join(folder, 'pages.sqlite')
    const db = new DatabaseSync(file)
    db.exec('CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT) STRICT')
    for (let id = 1; id <= 400; id++) db.prepare('INSERT INTO words VALUES (?, ?)').run(id, `${id} `.padEnd(400, 'x'))
    db.close()
    const bytes = readFileSync(file)
    const page = Math.floor(bytes.indexOf('200 xxx') / 4096) * 4096
    bytes.fill(0x41, page, page + 4096)
    writeFileSync(file, bytes)
    const aside = setAside(file, new Date())
    expect(salvage(file)).toEqual(['Some rows of the table words could not be read.'])
    const mended = new DatabaseSync(file)
    expect(mended.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    const ids = mended
      .prepare('SELECT id FROM words')
      .all()
      .map(({ id }) => Number(id))
    expect(ids.length).toBeGreaterThan(380)
    expect([ids[0], ids.at(-1)]).toEqual([1, 400])
    mended.close()
    expect(readFileSync(aside).equals(bytes)).toBe(true)
  })
})
