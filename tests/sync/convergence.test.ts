import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import type { LoggedUpdate } from '../../server/src/store/draft-log.ts'
import { PATIENCE, seeds } from '../support/seeds.ts'
import { RawClient, stockClient, textAt, textOf, until } from '../support/sync-client.ts'
import { DRAFT, startSyncServer, type SyncServer } from '../support/sync-server.ts'

let folder: string
let server: SyncServer
const file = () => path.join(folder, 'log.sqlite')

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'travaux-sync-'))
  server = await startSyncServer({ file: file() })
})
afterEach(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

/** The text that a restarted server would give. */
async function storedText(): Promise<string> {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, (await server.rooms.read(DRAFT))!.update)
  return textOf(doc)
}

describe('people who write at the same time', () => {
  it('read the same text, and so does the next one to come', async () => {
    const clients = ['anna', 'bela', 'chen', 'dina'].map((user) => stockClient(server.url, { user }))
    await Promise.all(clients.map((client) => client.synced()))
    for (let turn = 0; turn < 25; turn++) {
      clients.forEach((client, who) => textAt(client.doc, turn + who).insert(0, `${who}-${turn} `))
      if (turn % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 2))
    }
    await until('all read the same', () => new Set(clients.map((client) => textOf(client.doc))).size === 1)
    const text = textOf(clients[0]!.doc)
    for (let turn = 0; turn < 25; turn++) for (let who = 0; who < 4; who++) expect(text).toContain(`${who}-${turn} `)
    await until('all is stored', async () => (await storedText()) === text)
    const late = stockClient(server.url, { user: 'emil' })
    await late.synced()
    expect(textOf(late.doc)).toBe(text)
    for (const client of [...clients, late]) client.leave()
  })

  it(
    'converge whatever they do and whenever they lose the connection',
    async () => {
      const act = fc.record({
        who: fc.nat({ max: 2 }),
        does: fc.constantFrom('insert', 'insert', 'insert', 'delete', 'format', 'split', 'drop', 'return', 'wait'),
        where: fc.nat({ max: 20 }),
      })
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (acts) => {
          const draft = `draft-${Math.random()}`
          await server.log.seed(draft, (await server.rooms.read(DRAFT))!.update, 'importer', 0)
          const clients = ['anna', 'bela', 'chen'].map((user) => stockClient(server.url, { user, draft }))
          await Promise.all(clients.map((client) => client.synced()))
          for (const { who, does, where } of acts) {
            const { doc, provider } = clients[who]!
            const text = textAt(doc, where)
            const at = where % (text.length + 1)
            if (does === 'insert') text.insert(at, `${who}${where}`)
            else if (does === 'delete' && text.length > at) text.delete(at, Math.min(3, text.length - at))
            else if (does === 'format' && text.length > at) text.format(at, 1, { strong: {} })
            else if (does === 'split') doc.getXmlFragment(TEXT_ROOT).insert(0, [paragraph(`${who}-${where}`)])
            else if (does === 'drop') provider.disconnect()
            else if (does === 'return') provider.connect()
            else await new Promise((resolve) => setTimeout(resolve, 3))
          }
          for (const { provider } of clients) provider.connect()
          const last = await RawClient.joined(server.url, { user: 'dina', draft })
          const same = () => new Set([...clients, last].map(({ doc }) => textOf(doc))).size === 1
          await until('all read the same', () => clients.every(({ provider }) => provider.synced) && same())
          for (const client of clients) client.leave()
          await last.leave()
        }),
        seeds(50),
      )
    },
    PATIENCE * 2,
  )
})

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('provision')
  element.setAttribute('eId', `para_${words}`)
  element.insert(0, [new Y.XmlText(words)])
  return element
}

describe('a draft', () => {
  it('is complete when the client calls itself synced, with a snapshot and rows behind it', async () => {
    await server.stop()
    server = await startSyncServer({ file: file(), limits: { tailRows: 5 } })
    const anna = await RawClient.joined(server.url)
    for (let turn = 0; turn < 12; turn++) await anna.decided(anna.edit((doc) => textAt(doc, 1).insert(0, `word${turn} `)))
    await until('there is a snapshot', async () => (await server.log.load(DRAFT))!.snapshot)
    const late = await RawClient.joined(server.url, { user: 'bela' })
    expect(textOf(late.doc)).toBe(textOf(anna.doc))
    await Promise.all([anna.leave(), late.leave()])
  })

  it('is complete for everyone who comes while people write and snapshots are made', async () => {
    await server.stop()
    server = await startSyncServer({ file: file(), limits: { tailRows: 1, tailRowsAtRest: 3 } })
    const writers = await Promise.all(['anna', 'bela', 'chen'].map((user) => RawClient.joined(server.url, { user })))
    const snapshots = new Set<number>()
    for (let turn = 0; turn < 15 || (snapshots.size < 6 && turn < 1000); turn++) {
      const sent = writers.map((writer, who) => writer.edit((doc) => textAt(doc, turn).insert(0, `${who}-${turn} `)))
      await Promise.all(writers.map((writer, who) => writer.decided(sent[who]!)))
      writers.forEach((writer) => writer.edit((doc) => textAt(doc, turn + 1).insert(0, 'more ')))
      const late = await RawClient.joined(server.url, { user: 'late', role: 'observer' })
      for (const who of [0, 1, 2]) expect(textOf(late.doc)).toContain(`${who}-${turn} `)
      snapshots.add((await server.log.load(DRAFT))!.snapshot?.seq ?? 0)
      await late.leave()
    }
    expect(snapshots.size).toBeGreaterThan(5)
    await until('all read the same', () => new Set(writers.map(({ doc }) => textOf(doc))).size === 1)
    await until('all is stored', async () => (await storedText()) === textOf(writers[0]!.doc))
  })

  it('outlives a restart, and clients come back by themselves', async () => {
    const anna = await RawClient.joined(server.url)
    expect(await anna.decided(anna.edit((doc) => textAt(doc, 0).insert(0, 'Kept. ')))).toBeNull()
    await server.stop()
    expect(anna.closed).toBe(4503)
    server = await startSyncServer({ file: file() })
    const again = await RawClient.joined(server.url)
    expect(textOf(again.doc)).toBe(textOf(anna.doc))
    await again.leave()
  })

  it('leaves memory when nobody is there, with its last words', async () => {
    await server.stop()
    server = await startSyncServer({ file: file(), limits: { idleMs: 30 } })
    const anna = await RawClient.joined(server.url)
    anna.edit((doc) => textAt(doc, 0).insert(0, 'Last words. '))
    await until('stored', async () => (await server.log.load(DRAFT))!.seq === 2)
    await anna.leave()
    await until('it has left memory', () => server.rooms.census().rooms === 0)
    const again = await RawClient.joined(server.url)
    expect(textOf(again.doc)).toContain('Last words.')
    await again.leave()
  })

  it('stores each change with who and when', async () => {
    const before = Date.now()
    const anna = await RawClient.joined(server.url)
    const bela = await RawClient.joined(server.url, { user: 'bela' })
    await anna.decided(anna.edit((doc) => textAt(doc, 0).insert(0, 'A')))
    await bela.decided(bela.edit((doc) => textAt(doc, 1).insert(0, 'B')))
    const rows: LoggedUpdate[] = []
    for await (const row of server.log.history(DRAFT)) rows.push(row)
    expect(rows.map(({ seq, userId }) => [seq, userId])).toEqual([
      [1, 'importer'],
      [2, 'anna'],
      [3, 'bela'],
    ])
    expect(rows.slice(1).every(({ at }) => at >= before && at <= Date.now())).toBe(true)
    await Promise.all([anna.leave(), bela.leave()])
  })
})
