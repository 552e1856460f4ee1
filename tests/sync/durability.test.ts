import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createThreadedDraftLog } from '../../server/src/store/draft-log-thread.ts'
import type { Limits } from '../../server/src/sync/limits.ts'
import { RawClient, textAt, textOf, until } from '../support/sync-client.ts'
import { DRAFT, startSyncServer } from '../support/sync-server.ts'

const PROGRAM = path.resolve(import.meta.dirname, '../support/sync-server.ts')
/** How often the server is killed; set TRAVAUX_KILLS for more. */
const KILLS = Number(process.env['TRAVAUX_KILLS'] ?? 15)
const SEED = Number(process.env['TRAVAUX_SEED'] ?? Date.now() % 1_000_000)

let folder: string
let child: { process: ChildProcess; url: string } | null = null
const file = () => path.join(folder, 'log.sqlite')

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'travaux-kill-'))
})
afterEach(async () => {
  if (child) await kill()
  rmSync(folder, { recursive: true })
})

async function startChild(limits: Partial<Limits> = {}): Promise<string> {
  const started = spawn(process.execPath, [PROGRAM, file(), JSON.stringify(limits)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(started.stdout, 'data')) as [Buffer]
  child = { process: started, url: String(line).trim() }
  return child.url
}

async function kill(): Promise<void> {
  const gone = once(child!.process, 'exit')
  child!.process.kill('SIGKILL')
  await gone
  child = null
}

/** A reproducible sequence of numbers in [0, 1). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Someone who goes on writing through every crash, and keeps account of what the server has promised. */
class Writer {
  readonly name: string
  readonly doc = new Y.Doc()
  readonly written: string[] = []
  readonly promised = new Set<string>()
  #client: RawClient | null = null

  constructor(name: string) {
    this.name = name
  }

  async connect(url: string): Promise<RawClient> {
    const client = new RawClient(url, { user: this.name }, true, this.doc)
    const carried = new Map<number, string[]>()
    client.onWrite = (index, step) => carried.set(index, step === 1 ? [...this.written] : this.written.slice(-1))
    client.onAcknowledged = (count) => {
      for (const [index, words] of carried) {
        if (index >= count) continue
        carried.delete(index)
        if (!client.refusals.some((refusal) => refusal.index === index)) for (const word of words) this.promised.add(word)
      }
    }
    await once(client.ws, 'open')
    client.join()
    await until('synced', () => client.synced)
    this.#client = client
    return client
  }

  write(where: number): void {
    const word = `[${this.name}:${this.written.length}]`
    this.written.push(word)
    this.#client!.edit((doc) => textAt(doc, where).insert(0, word))
  }
}

const wordsOf = (doc: Y.Doc): Set<string> => new Set(textOf(doc).match(/\[\w+:\d+\]/g))
const missing = (doc: Y.Doc, wanted: readonly string[]): string[] => [...new Set(wanted).difference(wordsOf(doc))]

async function killedAgainAndAgain(limits: Partial<Limits>, seed: number): Promise<void> {
  const next = random(seed)
  const writers = ['anna', 'bela', 'chen'].map((name) => new Writer(name))
  const seen = new Set<string>()
  for (let round = 0; round < KILLS; round++) {
    const url = await startChild(limits)
    const reader = await RawClient.joined(url, { user: 'reader', role: 'observer' })
    const promised = writers.flatMap((writer) => [...writer.promised])
    expect(missing(reader.doc, [...seen, ...promised]), `round ${round} of seed ${seed}`).toEqual([])
    const clients = await Promise.all(writers.map((writer) => writer.connect(url)))
    // Every second round the server dies at the very moment when a reader has seen something new.
    const dies = once(child!.process, 'exit')
    const victim = child!.process
    const onSight = round % 2 === 1
    const after = Math.floor(next() * 30)
    let sights = 0
    reader.onUpdate = () => {
      for (const word of wordsOf(reader.doc)) seen.add(word)
      if (onSight && ++sights > after) victim.kill('SIGKILL')
    }
    if (!onSight) setTimeout(() => victim.kill('SIGKILL'), next() * 150)
    while (victim.exitCode === null && victim.signalCode === null) {
      for (const writer of writers) writer.write(Math.floor(next() * 6))
      await new Promise((resolve) => setTimeout(resolve, 1 + next() * 4))
    }
    await dies
    child = null
    await Promise.all([reader, ...clients].map((client) => client.leave()))
  }
  expect(writers.some(({ promised }) => promised.size > 0)).toBe(true)
  expect(seen.size).toBeGreaterThan(0)
  await allIsThere(writers, await startChild(limits))
}

/** What was promised is stored, and what was not comes in when its writer comes back. */
async function allIsThere(writers: readonly Writer[], url: string): Promise<void> {
  const clients = await Promise.all(writers.map((writer) => writer.connect(url)))
  await until('everything is acknowledged', () => writers.every(({ written, promised }) => written.length === promised.size))
  await Promise.all(clients.map((client) => client.leave()))
  const last = await RawClient.joined(url, { user: 'reader', role: 'observer' })
  const written = writers.flatMap((writer) => writer.written)
  expect(missing(last.doc, written)).toEqual([])
  await last.leave()
}

describe(`a server that is killed (${KILLS} times, seed ${SEED})`, () => {
  it('has kept all that it acknowledged, and all that anyone has seen', async () => {
    await killedAgainAndAgain({}, SEED)
  }, 180_000)

  it('has kept it also when it was just making snapshots', async () => {
    await killedAgainAndAgain({ tailRows: 3, tailRowsAtRest: 0 }, SEED + 1)
    const log = createThreadedDraftLog(file())
    await until('there is a snapshot', async () => (await log.load(DRAFT))!.snapshot)
    await log.close()
  }, 180_000)
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

describe('the log', () => {
  it(`cut off at any byte of its journal holds the rows up to there (seed ${SEED})`, async () => {
    const server = await startSyncServer({ file: file() })
    const anna = await RawClient.joined(server.url)
    for (let turn = 0; turn < 30; turn++) await anna.decided(anna.edit((doc) => textAt(doc, turn).insert(0, `word${turn} `)))
    const [main, journal] = [readFileSync(file()), readFileSync(`${file()}-wal`)]
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
