import { once } from 'node:events'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as decoding from 'lib0/decoding'
import pg from 'pg'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { CLOSE, MESSAGE, TEXT_ROOT } from '@travaux/shared/protocol'
import { SMALL_TREATY } from '../support/instrument.ts'
import { leavePostgres, testDatabase, type TestDatabase } from '../support/postgres.ts'
import { proxyTo } from '../support/proxy.ts'
import { findRedis } from '../support/redis.ts'
import {
  caller,
  signIn,
  spawnTravaux,
  startServer,
  temporaryFolder,
  travaux,
  upload,
  type TestServer,
} from '../support/server.ts'
import { textAt, textOf, until } from '../support/sync-client.ts'

/** Whole server processes on one database, as they stand behind a proxy. */
const redis = await findRedis()
const folders: string[] = []
const servers: TestServer[] = []
let database: TestDatabase
let env: Record<string, string>

beforeAll(async () => {
  // Found, or started, once.
  await (await testDatabase()).drop()
}, 60_000)
beforeEach(async () => {
  database = await testDatabase()
  env = { DATABASE_URL: database.url, ...(redis ? { REDIS_URL: redis } : {}) }
})
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.kill()))
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  await database.drop()
})
afterAll(leavePostgres)

const newFolder = (): string => {
  const folder = temporaryFolder()
  folders.push(folder)
  return folder
}
async function start(folder = newFolder(), more = env): Promise<TestServer> {
  const server = await startServer({ folder, env: more })
  servers.push(server)
  return server
}
/** Two that start at the same moment, and the session of a coordinator. */
async function two(): Promise<{ a: TestServer; b: TestServer; cookie: string }> {
  const [a, b] = await Promise.all([start(), start()])
  return { a, b, cookie: await signIn(a.url, a.signInLink, 'Ada') }
}

async function newDraft(url: string, cookie: string): Promise<string> {
  const call = caller(url, { cookie })
  const { revisionId } = (await (await call('POST', '/api/instruments', upload('a.txt', SMALL_TREATY))).json()) as {
    revisionId: string
  }
  return ((await (await call('POST', '/api/drafts', { revisionId, title: 'Ours' })).json()) as { id: string }).id
}

function connect(url: string, draft: string, token: string, doc = new Y.Doc(), params: Record<string, string> = {}) {
  class WithToken extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers: { authorization: `Bearer ${token}` } })
    }
  }
  return new WebsocketProvider(`${url.replace('http', 'ws')}/sync`, draft, doc, {
    WebSocketPolyfill: WithToken as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    maxBackoffTime: 200,
    params,
  })
}

/** Somebody who writes on and on and keeps account of what the server says to it. */
function writer(url: string, draft: string, token: string, name: string) {
  const provider = connect(url, draft, token, new Y.Doc(), { ack: '1' })
  const words: string[] = []
  const refusals: string[] = []
  const closed = new Set<number>()
  provider.messageHandlers[MESSAGE.ack] = () => {}
  provider.messageHandlers[MESSAGE.refused] = (_encoder, decoder) => {
    decoding.readVarUint(decoder)
    refusals.push(decoding.readVarString(decoder))
  }
  provider.on('connection-close', (event) => event && closed.add(event.code))
  const timer = setInterval(() => {
    if (!provider.doc.getXmlFragment(TEXT_ROOT).length) return
    words.push(`[${name}:${words.length}]`)
    textAt(provider.doc, words.length).insert(0, words.at(-1)!)
  }, 10)
  return { doc: provider.doc, provider, words, refusals, closed, rest: () => clearInterval(timer) }
}

const tokenFor = async (folder: string, role: string, name: string): Promise<string> =>
  (await travaux(['token', '--role', role, '--name', name], { folder, env })).stdout.trim().split('\n').at(-1)!

it('serve one workspace: what is made on one is there on the other, and the sample came once', async () => {
  const { a, b, cookie } = await two()
  // Each has printed a link, and with the first coordinator all have done their work.
  await expect(signIn(b.url, b.signInLink)).rejects.toThrow('link-expired')
  const draft = await newDraft(a.url, cookie)
  const [there, sample] = await Promise.all([
    caller(b.url, { cookie })('GET', `/api/drafts/${draft}`),
    caller(b.url, { cookie })('GET', '/api/instruments'),
  ])
  expect(there.status).toBe(200)
  expect(((await sample.json()) as { sample: boolean }[]).filter((one) => one.sample)).toHaveLength(1)
  expect((await travaux(['verify'], { folder: a.folder, env })).stdout).toMatch(/3 revisions and 1 drafts can be read/)
})

it('go on when one of them is killed, and keep everything that was acknowledged', async () => {
  const { a, b, cookie } = await two()
  const draft = await newDraft(a.url, cookie)
  const [writer, reader] = [await tokenFor(a.folder, 'drafter', 'W'), await tokenFor(a.folder, 'observer', 'R')]
  const doc = new Y.Doc()
  const first = connect(a.url, draft, writer, doc)
  const far = connect(b.url, draft, reader)
  await until('both are there', () => first.synced && far.synced)
  for (let turn = 0; turn < 5; turn++) textAt(doc, 2).insert(0, `before${turn} `)
  await until('the other has it', () => textOf(far.doc).includes('before4 '))
  await a.kill()
  textAt(doc, 2).insert(0, 'meanwhile ')
  // What a proxy does: the next connection goes to a server that lives.
  first.destroy()
  const again = connect(b.url, draft, writer, doc)
  await until('all is there', () => again.synced && textOf(far.doc).includes('meanwhile '))
  expect(textOf(far.doc)).toBe(textOf(doc))
  const restarted = await start(a.folder)
  const back = connect(restarted.url, draft, reader)
  await until('and on the server that came back', () => back.synced)
  expect(textOf(back.doc)).toBe(textOf(doc))
  for (const provider of [again, far, back]) provider.destroy()
})

it('are restarted one after the other while people write, who notice no more than a reconnection', async () => {
  const { a, b, cookie } = await two()
  const draft = await newDraft(a.url, cookie)
  const tokens = await Promise.all(['Anna', 'Bela', 'Chen'].map((name) => tokenFor(a.folder, 'drafter', name)))
  const proxy = await proxyTo([new URL(a.url), new URL(b.url)])
  const people = tokens.map((token, at) => writer(`http://127.0.0.1:${proxy.port}`, draft, token, `w${at}`))
  const allThere = () => people.every(({ provider }) => provider.wsconnected && provider.synced)
  const saidBy = (doc: Y.Doc) => people.every(({ words }) => words.every((word) => textOf(doc).includes(word)))
  const writesOn = async () => {
    const before = people.map(({ words }) => words.length)
    await until(
      'everybody is there and writes',
      () => allThere() && people.every(({ words }, at) => words.length > before[at]! + 5),
    )
  }
  await writesOn()
  for (const server of [a, b]) {
    await server.stop()
    await writesOn()
    await start(server.folder, { ...env, PORT: new URL(server.url).port })
    await writesOn()
  }
  for (const person of people) person.rest()
  await until('everybody reads everything', () =>
    people.every(({ doc }) => saidBy(doc) && textOf(doc) === textOf(people[0]!.doc)),
  )
  // A letter that comes before what was written while away is asked for again.
  expect(people.flatMap(({ refusals }) => refusals).filter((reason) => reason !== 'gap')).toEqual([])
  // Told to come back (4503), or cut while they came.
  for (const { closed } of people) for (const code of closed) expect([CLOSE.restarting, 1006]).toContain(code)
  expect(people.some(({ closed }) => closed.has(CLOSE.restarting))).toBe(true)
  const late = connect(a.url, draft, tokens[0]!)
  await until('who comes later reads it too', () => late.synced)
  expect(textOf(late.doc)).toBe(textOf(people[0]!.doc))
  for (const { provider } of [...people, { provider: late }]) provider.destroy()
  await proxy.close()
})

it('close a person’s sockets on every server within five seconds of the end of their access', async () => {
  const { a, b, cookie } = await two()
  const draft = await newDraft(a.url, cookie)
  const { stdout, stderr } = await travaux(['token', '--role', 'drafter', '--name', 'Gone'], { folder: a.folder, env })
  const far = connect(b.url, draft, stdout.trim().split('\n').at(-1)!)
  await until('there', () => far.synced)
  let code = 0
  far.on('connection-close', (event) => (code = event?.code ?? 0))
  const id = /id: (\S+?),?\s/.exec(`${stderr}\n`)?.[1] ?? ''
  expect((await travaux(['revoke', id], { folder: a.folder, env })).status).toBe(0)
  await until('the socket on the other server closes', () => code === 4401, 5000)
  far.destroy()
})

it('take over a workspace from a SQLite file, complete', async () => {
  const folder = newFolder()
  const single = await start(folder, {})
  const cookie = await signIn(single.url, single.signInLink, 'Ada')
  const draft = await newDraft(single.url, cookie)
  const targets = ['/api/people', '/api/instruments', `/api/drafts/${draft}`]
  const everything = (url: string) =>
    Promise.all(targets.map(async (target) => (await caller(url, { cookie })('GET', target)).json()))
  const before = await everything(single.url)
  expect((await travaux(['move-to-postgres', database.url], { folder })).status).toBe(1)
  await single.stop()
  const moved = await travaux(['move-to-postgres', database.url], { folder })
  expect([moved.status, moved.stderr]).toEqual([0, ''])
  const many = await start(newFolder())
  expect(await everything(many.url)).toEqual(before)
  const twice = await travaux(['move-to-postgres', database.url], { folder })
  expect([twice.status, twice.stderr]).toEqual([1, expect.stringContaining('holds a workspace already')])
})

it('take over a workspace though the move was killed half-way: nothing of it is there, and the next move is complete', async () => {
  const folder = newFolder()
  const single = await start(folder, {})
  const cookie = await signIn(single.url, single.signInLink, 'Ada')
  const draft = await newDraft(single.url, cookie)
  const before = await (await caller(single.url, { cookie })('GET', `/api/drafts/${draft}`)).json()
  await single.stop()
  const sqlite = new DatabaseSync(path.join(folder, 'travaux.db'))
  // So much history that the move takes a while.
  sqlite.exec(`
    WITH RECURSIVE row (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM row WHERE seq < 60000)
    INSERT INTO draft_update SELECT 'old', seq, 'somebody', 0, x'0000' FROM row`)
  const rows = () => sqlite.prepare('SELECT count(*) AS rows, sum(length(data)) AS bytes FROM draft_update').get()
  const all = rows()
  const admin = new pg.Client({ connectionString: database.url, application_name: 'watching' })
  await admin.connect()
  const moving = async (statement: string) =>
    (
      await admin.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'travaux' AND query LIKE $1`,
        [`%${statement}%`],
      )
    ).rows.length > 0
  for (const statement of ['CREATE TABLE', 'INSERT INTO draft_update']) {
    const child = spawnTravaux(['move-to-postgres', database.url], { folder })
    await until(`it has come to ${statement}`, () => moving(statement) || child.exitCode !== null)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(child.signalCode).toBe('SIGKILL')
    expect(rows()).toEqual(all)
    await until('the database has noticed', async () => !(await moving('')))
    const { rows: left } = await admin.query(
      `SELECT coalesce((xpath('/row/n/text()', query_to_xml('SELECT count(*) AS n FROM ' || quote_ident(relname), true, true, '')))[1]::text, '0') AS n
       FROM pg_class WHERE relname IN ('people', 'drafts', 'draft_update')`,
    )
    for (const { n } of left as { n: string }[]) expect(n).toBe('0')
  }
  const moved = await travaux(['move-to-postgres', database.url], { folder })
  expect([moved.status, moved.stderr]).toEqual([0, ''])
  expect((await admin.query('SELECT count(*)::int AS rows, sum(length(data))::int AS bytes FROM draft_update')).rows[0]).toEqual(
    all,
  )
  const many = await start(newFolder())
  expect(await (await caller(many.url, { cookie })('GET', `/api/drafts/${draft}`)).json()).toEqual(before)
  await admin.end()
  sqlite.close()
})

it('are refused in words when the database does not answer', async () => {
  const refused = startServer({ env: { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none' } })
  await expect(refused).rejects.toThrow(/DATABASE_URL names could not be opened/)
  await refused.catch((error: Error) => expect(error.message).not.toContain('secret'))
})
