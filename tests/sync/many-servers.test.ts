import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { leavePostgres, run, testDatabase, type TestDatabase } from '../support/postgres.ts'
import { findRedis, lineTo, ownRedis, type Line } from '../support/redis.ts'
import { PATIENCE, seeds } from '../support/seeds.ts'
import { presenceMessage, RawClient, stockClient, textAt, textOf, until } from '../support/sync-client.ts'
import { syncServers } from '../support/sync-folder.ts'
import { DRAFT, type SyncServer } from '../support/sync-server.ts'

/** Two engines on one Postgres database, which hear of each other through Redis and, where that is gone, through the log. */
const redis = await findRedis()
const start = syncServers()
let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
}, 60_000)
afterAll(async () => {
  await database.drop()
  await leavePostgres()
})

async function pair(redisUrl: string | null): Promise<[SyncServer, SyncServer]> {
  const tables = 'draft_head, draft_update, draft_segment, draft_snapshot, draft_client'
  await run(database.url, `DO $$ BEGIN TRUNCATE ${tables}; EXCEPTION WHEN undefined_table THEN NULL; END $$`)
  const shared = { databaseUrl: database.url, redisUrl }
  const first = await start({ shared, limits: { retryMs: 50 } })
  return [first, await start({ shared, limits: { retryMs: 50 } })]
}

const type =
  (words: string, where = 1) =>
  (doc: Y.Doc) =>
    textAt(doc, where).insert(0, words)
const alike = (clients: readonly { doc: Y.Doc }[]) => new Set(clients.map(({ doc }) => textOf(doc))).size === 1
const numbersOf = async (server: SyncServer) => {
  const numbers: number[] = []
  for await (const { seq } of server.log.history(DRAFT)) numbers.push(seq)
  return numbers
}

describe.each([
  ['through Redis', redis],
  ['through the log alone', null],
])('two servers that hear of each other %s', (how, url) => {
  const here = it.skipIf(how === 'through Redis' && redis === null)

  here('show what is written on either to the people of both, in one order of rows without a fork', async () => {
    const [a, b] = await pair(url)
    const anna = await RawClient.joined(a.url, { user: 'anna' })
    const bela = await RawClient.joined(b.url, { user: 'bela' })
    const writes: Promise<string | null>[] = []
    for (let turn = 0; turn < 25; turn++) {
      writes.push(anna.decided(anna.edit(type(`a${turn} `, turn))))
      writes.push(bela.decided(bela.edit(type(`b${turn} `, turn + 1))))
      if (turn % 6 === 0) await writes.at(-1)
    }
    expect(new Set(await Promise.all(writes))).toEqual(new Set([null]))
    await until('both read the same', () => alike([anna, bela]))
    for (let turn = 0; turn < 25; turn++) for (const who of ['a', 'b']) expect(textOf(anna.doc)).toContain(`${who}${turn} `)
    const numbers = await numbersOf(a)
    expect(numbers).toEqual(Array.from({ length: 51 }, (_, index) => index + 1))
    const late = await RawClient.joined(b.url, { user: 'chen', role: 'observer' })
    expect(textOf(late.doc)).toBe(textOf(anna.doc))
    expect([...a.errors, ...b.errors]).toEqual([])
  })

  here('give a client id to one person, whichever server they are on', async () => {
    const [a, b] = await pair(url)
    const anna = await RawClient.joined(a.url, { user: 'anna' })
    const thief = await RawClient.joined(b.url, { user: 'zoe' })
    thief.doc.clientID = anna.doc.clientID
    const stolen = thief.change(type('stolen with somebody else’s id '))
    expect(await anna.decided(anna.edit(type('mine ')))).toBeNull()
    expect(await thief.decided(thief.write(stolen))).toBe('foreign-client')
    expect((await numbersOf(a)).length).toBe(2)
  })

  here('hold a reviewer on one to the rule while a drafter writes on the other', async () => {
    const [a, b] = await pair(url)
    const drafter = await RawClient.joined(a.url, { user: 'anna' })
    const reviewer = await RawClient.joined(b.url, { user: 'rita', role: 'reviewer' })
    const later = await RawClient.joined(b.url, { user: 'olga', role: 'observer' })
    const writes: Promise<unknown>[] = []
    const refused: Promise<string | null>[] = []
    for (let turn = 0; turn < 10; turn++) {
      writes.push(drafter.decided(drafter.edit(type(`d${turn} `, turn))))
      refused.push(reviewer.decided(reviewer.write(reviewer.change(type(`evil${turn} `, turn)))))
    }
    await Promise.all(writes)
    // After the first refusal the others build on what nobody has.
    for (const reason of await Promise.all(refused)) expect(['not-a-suggestion', 'gap']).toContain(reason)
    await until('the drafter’s words are there', () => textOf(later.doc) === textOf(drafter.doc))
    expect(textOf(later.doc)).not.toContain('evil')
  })

  here(
    'converge whatever people do and whichever server they come back to',
    async () => {
      const [a, b] = await pair(url)
      const base = (await a.rooms.read(DRAFT))!.update
      const act = fc.record({
        who: fc.nat({ max: 2 }),
        does: fc.constantFrom('insert', 'insert', 'insert', 'delete', 'leave', 'return', 'go over', 'wait'),
        where: fc.nat({ max: 20 }),
      })
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 30 }), async (acts) => {
          const draft = `draft-${Math.random()}`
          await a.log.seed(draft, base, 'importer', 0)
          const clients = [a, b, b].map((server, who) => stockClient(server.url, { user: `user${who}`, draft }))
          await Promise.all(clients.map((client) => client.synced()))
          for (const { who, does, where } of acts) {
            const { doc, provider } = clients[who]!
            const text = textAt(doc, where)
            const at = where % (text.length + 1)
            if (does === 'insert') text.insert(at, `${who}${where}`)
            else if (does === 'delete' && text.length > at) text.delete(at, Math.min(3, text.length - at))
            else if (does === 'leave') provider.disconnect()
            else if (does === 'return') provider.connect()
            else if (does === 'go over') {
              provider.disconnect()
              provider.serverUrl = provider.serverUrl === a.url ? b.url : a.url
              provider.connect()
            } else await new Promise((resolve) => setTimeout(resolve, 3))
          }
          for (const { provider } of clients) provider.connect()
          await until('all read the same', () => clients.every(({ provider }) => provider.synced) && alike(clients))
          for (const client of clients) client.leave()
        }),
        seeds(url === null ? 5 : 15),
      )
    },
    PATIENCE * 2,
  )
})

describe.skipIf(redis === null)('the way between two servers', () => {
  let line: Line
  const cutPair = async () => {
    line = await lineTo(redis!)
    return pair(line.url)
  }

  it('carries carets and news, and takes people away who leave', async () => {
    const [a, b] = await pair(redis)
    const anna = await RawClient.joined(a.url, { user: 'anna' })
    const bela = stockClient(b.url, { user: 'bela' })
    await bela.synced()
    bela.provider.awareness.setLocalStateField('cursor', { anchor: 1 })
    await until('Anna sees Bela', () => JSON.stringify(anna.presence.get(bela.doc.clientID) ?? '').includes('BELA'))
    expect(a.rooms.present(DRAFT).toSorted()).toEqual(['anna', 'bela'])
    const late = await RawClient.joined(a.url, { user: 'chen' })
    await until('who comes later sees Bela too', () => late.presence.has(bela.doc.clientID))
    bela.leave()
    await until('Bela is gone', () => anna.presence.get(bela.doc.clientID) === null)
    expect(a.rooms.present(DRAFT).toSorted()).toEqual(['anna', 'chen'])
  })

  it('may break: what is written arrives all the same, and faster again when it is mended', async () => {
    const [a, b] = await cutPair()
    const anna = await RawClient.joined(a.url, { user: 'anna' })
    const bela = await RawClient.joined(b.url, { user: 'bela' })
    line.cut()
    expect(await anna.decided(anna.edit(type('while cut ')))).toBeNull()
    await until('it arrives without Redis', () => textOf(bela.doc).includes('while cut '))
    line.mend()
    expect(await bela.decided(bela.edit(type('after ')))).toBeNull()
    await until('it arrives', () => alike([anna, bela]))
    await line.close()
  })

  it('may be emptied, and Redis killed and started anew, while both write: nothing is lost, and carets travel again', async ({
    skip,
  }) => {
    const own = (await ownRedis()) ?? skip('There is no redis-server here.')
    try {
      const [a, b] = await pair(own.url)
      const anna = await RawClient.joined(a.url, { user: 'anna' })
      const bela = await RawClient.joined(b.url, { user: 'bela' })
      const phase = { now: 'before' }
      const words: string[] = []
      const writes = [anna, bela].map(async (writer, who) => {
        for (let turn = 0; phase.now !== 'over'; turn++) {
          const word = `[${phase.now}-${who}-${turn}]`
          expect(await writer.decided(writer.edit(type(word, turn)))).toBeNull()
          words.push(word)
        }
      })
      const written = (when: string) => () => [0, 1].every((who) => words.some((word) => word.startsWith(`[${when}-${who}`)))
      await until('both write', written('before'))
      await own.flush()
      phase.now = 'emptied'
      await until('both write on', written('emptied'))
      await own.restart()
      phase.now = 'restarted'
      await until('both still write', written('restarted'))
      phase.now = 'over'
      await Promise.all(writes)
      await until('both read the same', () => alike([anna, bela]))
      for (const word of words) expect(textOf(anna.doc)).toContain(word)
      // Only Redis carries it.
      let clock = 0
      const seen = () => {
        bela.send(presenceMessage([[77, ++clock, '{}']]))
        return anna.presence.has(77)
      }
      await until('Anna sees Bela’s caret', seen)
    } finally {
      await own.stop()
    }
  })

  it('may be missing when a server starts', async () => {
    line = await lineTo(redis!)
    line.cut()
    const [a, b] = await pair(line.url)
    const anna = await RawClient.joined(a.url, { user: 'anna' })
    const bela = await RawClient.joined(b.url, { user: 'bela' })
    expect(await anna.decided(anna.edit(type('without Redis ')))).toBeNull()
    await until('it arrives', () => alike([anna, bela]))
    await line.close()
  })
})

describe('the database', () => {
  it('may break every connection: nothing acknowledged is lost, and writing goes on by itself', async () => {
    const [a, b] = await pair(redis)
    const clients = [stockClient(a.url, { user: 'anna' }), stockClient(b.url, { user: 'bela' })]
    await Promise.all(clients.map((client) => client.synced()))
    const kill = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'travaux'`
    const acknowledged: string[] = []
    for (let turn = 0; turn < 12; turn++) {
      const raw = await RawClient.joined((turn % 2 ? a : b).url, { user: 'raul' })
      const word = `kept${turn} `
      const index = raw.edit(type(word))
      if (turn % 3 === 1) await run(database.url, kill)
      const decided = await Promise.race([raw.decided(index), until('closed', () => raw.closed !== null).then(() => 'closed')])
      if (decided === null) acknowledged.push(word)
      await raw.leave()
      await until('the servers can save again', () => a.rooms.healthy() && b.rooms.healthy())
    }
    expect(acknowledged.length).toBeGreaterThan(5)
    const late = await RawClient.joined(a.url, { user: 'late', role: 'observer' })
    for (const word of acknowledged) expect(textOf(late.doc)).toContain(word)
    await until('all read the same', () => alike([...clients, late]))
    for (const client of clients) client.leave()
  })
})
