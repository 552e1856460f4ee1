import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, describe, expect, it } from 'vitest'
import { LIMITS } from '../../server/src/sync/limits.ts'
import type * as Y from 'yjs'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { SMALL_TREATY } from '../support/instrument.ts'
import { joinDraft } from '../support/live-draft.ts'
import { caller, mintToken, signIn, startServer, temporaryFolder, travaux, upload, type TestServer } from '../support/server.ts'
import { textAt, textOf, until } from '../support/sync-client.ts'

const servers: TestServer[] = []
const folders: string[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.kill()))
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const newFolder = (): string => {
  const folder = temporaryFolder()
  folders.push(folder)
  return folder
}
async function start(folder: string, env: Record<string, string> = {}): Promise<TestServer> {
  const server = await startServer({ folder, env })
  servers.push(server)
  return server
}

/** A workspace with a person, a treaty and a draft. */
async function inhabit(server: TestServer) {
  const cookie = await signIn(server.url, server.signInLink, 'Ada')
  const call = caller(server.url, { cookie })
  const { revisionId } = (await (await call('POST', '/api/instruments', upload('a.txt', SMALL_TREATY))).json()) as {
    revisionId: string
  }
  const { id } = (await (await call('POST', '/api/drafts', { revisionId, title: 'Ours' })).json()) as { id: string }
  return { cookie, draft: id }
}

const holds = (text: string, words: readonly string[]): boolean => words.every((word) => text.includes(word))

/** Everything that the API shows of a workspace. */
async function everything(url: string, { cookie, draft }: { cookie: string; draft: string }): Promise<unknown[]> {
  const call = caller(url, { cookie })
  const targets = ['/api/me', '/api/people', '/api/instruments', '/api/drafts', `/api/drafts/${draft}`, '/api/invitations']
  return Promise.all(targets.map(async (target) => (await call('GET', target)).json()))
}

describe('a restart', () => {
  it.each(['SIGTERM', 'SIGKILL'])('after %s keeps people, sessions, texts and drafts', async (signal) => {
    const folder = newFolder()
    const first = await start(folder)
    const workspace = await inhabit(first)
    const before = await everything(first.url, workspace)
    if (signal === 'SIGTERM') expect(await first.stop()).toBe(0)
    else await first.kill()
    const second = await start(folder)
    expect(await everything(second.url, workspace)).toEqual(before)
  })

  it('does not bring the sample back into a workspace that has instruments', async () => {
    const folder = newFolder()
    await (await start(folder)).stop()
    const second = await start(folder)
    const list = await caller(second.url, { cookie: await signIn(second.url, second.signInLink) })('GET', '/api/instruments')
    expect(await list.json()).toHaveLength(1)
  })
})

describe('a server', () => {
  it('has its threads, and the processes that read and write files', async () => {
    const server = await startServer({ folder: newFolder() })
    servers.push(server)
    const call = caller(server.url, { cookie: await signIn(server.url, server.signInLink, 'Ada') })
    const [sample] = (await (await call('GET', '/api/instruments')).json()) as [{ revisions: { id: string }[] }]
    const body = { revisionId: sample.revisions[0]!.id, title: 'Ours' }
    const { id } = (await (await call('POST', '/api/drafts', body)).json()) as { id: string }
    const live = await joinDraft(server.url, id, await mintToken(server.folder, 'drafter'))
    const title = textAt(live.doc, 0)
    // More than the log keeps as rows: the other thread makes a snapshot of them.
    for (let letter = 0; letter <= LIMITS.tailRows; letter++) title.insert(0, 'x')
    const metrics = async () => (await call('GET', '/metrics')).text()
    await until('a snapshot is made', async () => (await metrics()).includes('travaux_fold_seconds_count 1'), 20_000)
    live.leave()
    const pdf = await call('GET', `/api/drafts/${id}/export/pdf?view=clean`)
    expect(await pdf.text()).toMatch(/^%PDF/)
    expect(await server.stop()).toBe(0)
  })
})

describe('the end', () => {
  it('comes within seconds, though connections are open', async () => {
    const server = await start(newFolder())
    const idle = await fetch(`${server.url}/api/health`)
    expect(idle.ok).toBe(true)
    expect(await server.stop()).toBe(0)
  })
})

describe('a second server on the same data', () => {
  it('refuses to start, and says why', async () => {
    const folder = newFolder()
    await start(folder)
    await expect(startServer({ folder })).rejects.toThrow('Another server is using')
  })
})

describe('a configuration that this version cannot follow', () => {
  it.each([
    [{ DATABASE_URL: 'mysql://localhost/travaux' }, 'DATABASE_URL must be a URL such as'],
    [{ REDIS_URL: 'redis://localhost' }, 'need DATABASE_URL as well'],
    [{ PORT: 'http' }, 'PORT must be a number'],
    [{ TRAVAUX_ORIGIN: 'travaux.example.org' }, 'TRAVAUX_ORIGIN must be a URL'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of'],
    [{ HOST: '203.0.113.1' }, "can't listen"],
  ])('%j is refused in words', async (env, words) => {
    await expect(startServer({ folder: newFolder(), env })).rejects.toThrow(words)
  })

  it('is data of a later version', async () => {
    const folder = newFolder()
    await (await start(folder)).stop()
    const sqlite = new DatabaseSync(path.join(folder, 'travaux.db'))
    sqlite.exec("INSERT INTO migrations (version, applied_at) VALUES (99, '2030-01-01T00:00:00.000Z')")
    sqlite.close()
    await expect(startServer({ folder })).rejects.toThrow('newer version of Travaux')
  })
})

describe('the data', () => {
  it('are readable by their owner alone', async () => {
    const folder = path.join(newFolder(), 'data')
    await start(folder)
    expect(statSync(folder).mode & 0o077).toBe(0)
    // The folder may have been there before, made by somebody for everybody.
    for (const name of ['travaux.db', 'travaux.db-wal', 'travaux.db-shm'])
      expect([name, statSync(path.join(folder, name)).mode & 0o777]).toEqual([name, 0o600])
  })

  it('are committed as promised: WAL, and every commit on the disk', async () => {
    const folder = newFolder()
    await start(folder)
    expect(existsSync(path.join(folder, 'travaux.db-wal'))).toBe(true)
    const sqlite = new DatabaseSync(path.join(folder, 'travaux.db'))
    expect(sqlite.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    sqlite.close()
  })
})

describe('health', () => {
  it('turns red while the store refuses commits, and green again', async () => {
    const folder = newFolder()
    const server = await start(folder)
    const health = async () => (await fetch(`${server.url}/api/health`)).status
    expect(await health()).toBe(200)
    const other = new DatabaseSync(path.join(folder, 'travaux.db'))
    other.exec('BEGIN IMMEDIATE')
    await expect.poll(health, { timeout: 30_000, interval: 500 }).toBe(503)
    other.exec('ROLLBACK')
    other.close()
    await expect.poll(health, { timeout: 30_000, interval: 500 }).toBe(200)
  })
})

describe('a backup', () => {
  it('made beside a running server brings everything back', async () => {
    const [folder, elsewhere] = [newFolder(), newFolder()]
    const server = await start(folder)
    const workspace = await inhabit(server)
    const before = await everything(server.url, workspace)
    const file = path.join(elsewhere, 'backup.db')
    expect(await travaux(['backup', file], { folder })).toMatchObject({ status: 0, stdout: '' })
    expect(statSync(file).mode & 0o077).toBe(0)

    await caller(server.url, { cookie: workspace.cookie })('PATCH', `/api/drafts/${workspace.draft}`, { title: 'Changed since' })
    const running = await travaux(['restore', file], { folder })
    expect([running.status, running.stderr]).toEqual([1, expect.stringContaining('A server is using')])
    await server.stop()
    expect((await travaux(['restore', file], { folder })).status).toBe(0)
    expect((await travaux(['verify'], { folder })).status).toBe(0)
    const again = await start(folder)
    expect(await everything(again.url, workspace)).toEqual(before)
  })

  it('made while people write holds all that was acknowledged before; restored under somebody, it gets the rest back from them', async () => {
    const [folder, elsewhere] = [newFolder(), newFolder()]
    const server = await start(folder)
    const { draft, cookie } = await inhabit(server)
    const stored = async (url: string) => (await caller(url, { cookie })('GET', `/api/drafts/${draft}`)).text()
    const tokens = await Promise.all(['Anna', 'Bela'].map((name) => mintToken(folder, 'drafter', name)))
    const [anna, bela] = await Promise.all(tokens.map((token) => joinDraft(server.url, draft, token)))
    const words: string[] = []
    const typing = [anna!, bela!].map(({ doc }, who) =>
      setInterval(() => textAt(doc, 1 + who).insert(0, words[words.push(`[${who}-${words.length}]`) - 1]!), 20),
    )
    const writesOn = async () => {
      const before = words.length
      await until('much more has been written', () => words.length > before + 20)
    }
    await writesOn()
    const before = [...words]
    await until('that is stored', async () => holds(await stored(server.url), before))
    const file = path.join(elsewhere, 'backup.db')
    expect((await travaux(['backup', file], { folder })).status).toBe(0)
    const copy = path.join(elsewhere, 'copy')
    expect((await travaux(['restore', file], { folder: copy })).status).toBe(0)
    expect(await travaux(['verify'], { folder: copy })).toMatchObject({ status: 0, stderr: '' })
    expect(holds(await stored((await start(copy)).url), before)).toBe(true)

    // What several have written since nobody may bring back in another's name: their pages keep it aside.
    clearInterval(typing[1])
    await until('Anna has all of Bela’s', () => textOf(anna!.doc) === textOf(bela!.doc))
    bela!.leave()
    const second = path.join(elsewhere, 'second.db')
    expect((await travaux(['backup', second], { folder })).status).toBe(0)
    await writesOn()
    await server.stop()
    expect((await travaux(['restore', second], { folder })).status).toBe(0)
    expect(statSync(path.join(folder, 'travaux.db')).mode & 0o077).toBe(0)
    const again = await start(folder, { PORT: new URL(server.url).port })
    await writesOn()
    clearInterval(typing[0])
    await until('everything is there, also what the backup lacks', async () => holds(await stored(again.url), words))
    anna!.leave()
  })

  it('never overwrites a file, and only a sound one is restored', async () => {
    const folder = newFolder()
    await (await start(folder)).stop()
    const file = path.join(folder, 'backup.db')
    expect((await travaux(['backup', file], { folder })).status).toBe(0)
    expect((await travaux(['backup', file], { folder })).status).toBe(1)
    const damaged = readFileSync(file)
    damaged.fill(0x41, 4096, 12_288)
    const broken = path.join(folder, 'broken.db')
    writeFileSync(broken, damaged)
    const before = readFileSync(path.join(folder, 'travaux.db'))
    const refused = await travaux(['restore', broken], { folder })
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('not a sound backup')])
    expect(readFileSync(path.join(folder, 'travaux.db')).equals(before)).toBe(true)
  })
})

describe('verify', () => {
  it('finds a text that cannot be read', async () => {
    const folder = newFolder()
    const server = await start(folder)
    const { draft } = await inhabit(server)
    await mintToken(folder, 'observer')
    await server.stop()
    expect(await travaux(['verify'], { folder })).toMatchObject({ status: 0, stdout: '3 revisions and 1 drafts can be read.\n' })
    const sqlite = new DatabaseSync(path.join(folder, 'travaux.db'))
    sqlite.prepare('UPDATE draft_update SET data = ? WHERE draft_id = ?').run(new Uint8Array([1, 2, 3]), draft)
    sqlite.close()
    const found = await travaux(['verify'], { folder })
    expect([found.status, found.stderr]).toEqual([1, expect.stringContaining(draft)])
    // Nothing of that draft is left to mend: it stays as it is, and so does a copy.
    const mended = await travaux(['verify', '--repair'], { folder })
    expect([mended.status, mended.stderr]).toEqual([1, expect.stringContaining('nothing of it can be read')])
    expect(existsSync(/^Set aside: (.+)$/m.exec(mended.stdout)![1]!)).toBe(true)
  })

  it('finds blocks that share an eId, in a revision and in a draft', async () => {
    const folder = newFolder()
    const server = await start(folder)
    const { draft } = await inhabit(server)
    const live = await joinDraft(server.url, draft, await mintToken(folder, 'drafter'))
    const blocks = live.doc.getXmlFragment(TEXT_ROOT).toArray() as Y.XmlElement[]
    const eId = blocks.at(-2)!.getAttribute('eId')!
    blocks.at(-1)!.setAttribute('eId', eId)
    const stored = async () => (await travaux(['verify'], { folder })).stderr
    await expect.poll(stored).toContain(`2 of its blocks share the eId ${eId}`)
    live.leave()
    await server.stop()
    const sqlite = new DatabaseSync(path.join(folder, 'travaux.db'))
    const columns = (sqlite.prepare('PRAGMA table_info(revisions)').all() as { name: string }[]).map(({ name }) => name)
    const copied = columns.map((name) => ({ id: "'twice'", ordinal: '9', doc: 'replace(doc, ?, ?)' })[name] ?? name)
    sqlite
      .prepare(`INSERT INTO revisions SELECT ${copied.join(', ')} FROM revisions WHERE instr(doc, ?) LIMIT 1`)
      .run(`"${eId}"`, '"title"', `"${eId}"`)
    sqlite.close()
    expect(await stored()).toContain('revision twice: 2 of its blocks share the eId title')
  })

  it('--repair mends a draft, with the server stopped', async () => {
    const folder = newFolder()
    const server = await start(folder)
    const { draft } = await inhabit(server)
    expect((await travaux(['verify', '--repair'], { folder })).stderr).toContain('A server is using')
    await server.stop()
    const sqlite = new DatabaseSync(path.join(folder, 'travaux.db'))
    sqlite.prepare('INSERT INTO draft_update VALUES (?, 3, ?, 0, ?)').run(draft, 'nobody', new Uint8Array([0, 0]))
    sqlite.close()
    expect((await travaux(['verify'], { folder })).stderr).toContain('row 2 cannot be read')
    const mended = await travaux(['verify', '--repair'], { folder })
    expect([mended.status, mended.stderr]).toEqual([1, expect.stringContaining('what was written in row 2 is gone')])
    expect(await travaux(['verify'], { folder })).toMatchObject({ status: 0, stderr: '' })
  })
})
