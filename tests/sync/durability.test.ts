import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { killAgainAndAgain, random, type Killing } from '../support/kills.ts'
import { RawClient, textAt, textOf, until } from '../support/sync-client.ts'
import { DRAFT, startSyncServer } from '../support/sync-server.ts'

/** How often the server is killed here; `pnpm bench kills` does it 200 times. */
const KILLS = 12
const SEED = Number(process.env['TRAVAUX_SEED'] ?? Date.now() % 1_000_000)

let folder: string
const file = () => path.join(folder, 'log.sqlite')

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'travaux-kill-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe(`a server that is killed (${KILLS} times, seed ${SEED})`, () => {
  it.each([
    ['all that it acknowledged, and all that anyone has seen', {}],
    ['it also when it was just making snapshots', { limits: { tailRows: 3, tailRowsAtRest: 0 }, afterSnapshot: true }],
  ])(
    'has kept %s',
    async (_, wanted: Partial<Killing>) => {
      const killed = await killAgainAndAgain({ file: file(), kills: KILLS, seed: SEED, ...wanted })
      expect(killed.lost).toEqual([])
      expect(killed.promised).toBeGreaterThan(0)
      expect(killed.seen).toBeGreaterThan(0)
      if (wanted.afterSnapshot) expect(killed.snapshots).toBeGreaterThanOrEqual(KILLS / 2)
    },
    180_000,
  )
})

describe('a snapshot', () => {
  it('whose bytes have changed on the disk is left aside for the rows', async () => {
    const server = await startSyncServer({ file: file(), limits: { tailRows: 1 } })
    const anna = await RawClient.joined(server.url)
    for (let turn = 0; turn < 9; turn++) await anna.decided(anna.edit((doc) => textAt(doc, turn).insert(0, `word${turn} `)))
    await until('there is a snapshot', async () => (await server.log.load(DRAFT))!.snapshot)
    await server.stop()
    const db = new DatabaseSync(file())
    const { data } = db.prepare('SELECT data FROM draft_snapshot').get() as { data: Uint8Array }
    data[data.length >> 1]! ^= 0xff
    db.prepare('UPDATE draft_snapshot SET data = ?').run(data)
    db.close()
    const again = await startSyncServer({ file: file() })
    const late = await RawClient.joined(again.url)
    expect(textOf(late.doc)).toBe(textOf(anna.doc))
    await again.stop()
  })

  it('replaces no row: the whole history can be read from the log', async () => {
    const server = await startSyncServer({ file: file(), limits: { tailRows: 1 } })
    const anna = await RawClient.joined(server.url)
    for (let turn = 0; turn < 9; turn++) await anna.decided(anna.edit((doc) => textAt(doc, turn).insert(0, `word${turn} `)))
    const replayed = new Y.Doc()
    let rows = 0
    for await (const { update, seq } of server.log.history(DRAFT)) {
      Y.applyUpdate(replayed, update)
      expect(seq).toBe(++rows)
    }
    expect(rows).toBe(10)
    expect(textOf(replayed)).toBe(textOf(anna.doc))
    await server.stop()
  })
})

describe('a draft whose log', () => {
  it.each([
    ['has lost its first row', 'DELETE FROM draft_update WHERE seq = 1', 'could not be loaded'],
    ['has lost a row in the middle', 'DELETE FROM draft_update WHERE seq = 2', 'could not be loaded'],
    ['has a broken row', "UPDATE draft_update SET data = x'0102' WHERE seq = 1", 'could not be loaded'],
    ['is gone', 'DELETE FROM draft_update', 'no log'],
  ])('%s is not opened, and not overwritten with a blank one', async (_, damage, logged) => {
    const server = await startSyncServer({ file: file() })
    const anna = await RawClient.joined(server.url)
    const bela = await RawClient.joined(server.url, { user: 'bela' })
    await bela.decided(bela.edit((doc) => textAt(doc, 1).insert(0, 'Kept.')))
    await anna.decided(anna.edit((doc) => textAt(doc, 0).insert(0, 'Kept.')))
    await server.stop()
    const db = new DatabaseSync(file())
    db.exec(damage)
    const rowsLeft = () => db.prepare('SELECT count(*) AS n FROM draft_update').get()?.['n']
    const before = rowsLeft()
    const again = await startSyncServer({ file: file(), seeds: false })
    const late = new RawClient(again.url)
    await until('refused', () => late.closed !== null)
    expect(late.closed).toBe(4500)
    expect(again.errors.join()).toContain(logged)
    expect(rowsLeft()).toBe(before)
    db.close()
    await again.stop()
  })
})

/** The frames of a WAL that were written since it was begun anew: behind them lie older ones (https://sqlite.org/walformat.html). */
function inUse(wal: Buffer): Buffer {
  const frame = 24 + wal.readUInt32BE(8)
  const salts = wal.subarray(16, 24)
  let end = 32
  while (end + frame <= wal.length && wal.subarray(end + 8, end + 16).equals(salts)) end += frame
  return wal.subarray(0, end)
}

describe('the log', () => {
  it(`cut off at any byte of its journal holds the rows up to there (seed ${SEED})`, async () => {
    const server = await startSyncServer({ file: file() })
    const anna = await RawClient.joined(server.url)
    for (let turn = 0; turn < 30; turn++) await anna.decided(anna.edit((doc) => textAt(doc, turn).insert(0, `word${turn} `)))
    const main = readFileSync(file())
    const journal = inUse(readFileSync(`${file()}-wal`))
    await server.stop()
    const next = random(SEED)
    const found = new Set<number>()
    for (let cut = 0; cut < 25; cut++) {
      const copy = path.join(folder, `cut-${cut}.sqlite`)
      writeFileSync(copy, main)
      writeFileSync(`${copy}-wal`, journal.subarray(0, Math.floor(next() * journal.length)))
      const survivor = await startSyncServer({ file: copy, seeds: false })
      const text = await survivor.rooms.read(DRAFT)
      found.add(text?.seq ?? 0)
      if (text) Y.applyUpdate(new Y.Doc(), text.update)
      await survivor.stop()
    }
    expect(found.size).toBeGreaterThan(5)
  })
})
