import { Fragment, type Node } from 'prosemirror-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schema } from '@travaux/shared/model'
import { settled } from '@travaux/shared/suggest'
import { SMALL_TREATY } from '../support/instrument.ts'
import { joinDraft, type LiveDraft } from '../support/live-draft.ts'
import { caller, mintToken, signIn, startServer, upload, type TestServer } from '../support/server.ts'
import { until } from '../support/sync-client.ts'

interface Run {
  length: number
  by: string | null
  acceptedBy: string | null
}
interface Block {
  eId: string
  runs: Run[]
}
interface Told {
  seq: number
  people: { id: string; name: string }[]
  blocks: Block[]
  deleted: Block[]
  later: { content: object[] }
}
interface History {
  seq: number
  sessions: { from: number; to: number; people: { name: string; written: number; deleted: number }[] }[]
  versions: { id: string; seq: number; kind: string; name: string | null; by: string }[]
}

type Call = ReturnType<typeof caller>
let server: TestServer
let coordinator: Call
let draftId: string
const tokens = { dora: '', rita: '' }
const live = {} as Record<'dora' | 'rita', LiveDraft>
const ids = { dora: '', rita: '' }

beforeAll(async () => {
  server = await startServer()
  coordinator = caller(server.url, { cookie: await signIn(server.url, server.signInLink) })
  const imported = await coordinator('POST', '/api/instruments', upload('small.txt', SMALL_TREATY))
  const { revisionId } = (await imported.json()) as { revisionId: string }
  draftId = ((await (await coordinator('POST', '/api/drafts', { revisionId, title: 'Ours' })).json()) as { id: string }).id
  tokens.dora = await mintToken(server.folder, 'drafter', 'Dora')
  tokens.rita = await mintToken(server.folder, 'reviewer', 'Rita')
  for (const who of ['dora', 'rita'] as const) {
    const me = await caller(server.url, { token: tokens[who] })('GET', '/api/me')
    ids[who] = ((await me.json()) as { id: string }).id
    live[who] = await joinDraft(server.url, draftId, tokens[who])
  }
})
afterAll(async () => {
  live.dora?.leave()
  live.rita?.leave()
  await server?.stop()
})

const get = async <T>(target: string): Promise<T> =>
  (await coordinator('GET', `/api/drafts/${draftId}${target}`)).json() as Promise<T>

/** The document with words put before those of the `index`-th provision. */
function beginning(doc: Node, index: number, words: string): Node {
  let left = index
  const visit = (node: Node): Node => {
    if (node.type.name === 'provision' && left-- === 0) return node.copy(Fragment.from(schema.text(words)).append(node.content))
    return node.isTextblock ? node : node.copy(Fragment.fromArray(node.children.map(visit)))
  }
  return visit(doc)
}

describe('who wrote what', () => {
  it('is told with who accepted it; and every version can be named, compared and put back', async () => {
    const { dora, rita } = live
    const first = await get<Told>('/authorship')
    expect(first.blocks).toEqual([])
    dora.write(beginning(dora.read().doc, 0, 'Dora’s words. '))
    await until('Dora’s words are stored', async () => (await get<Told>('/authorship')).blocks.length === 1)
    const named = await get<History>('/history')
    const naming = await caller(server.url, { token: tokens.dora })('POST', `/api/drafts/${draftId}/versions`, {
      seq: named.seq,
      name: 'After the first reading',
    })
    expect(naming.status).toBe(201)

    await until('Rita sees them', () => rita.read().doc.textContent.includes('Dora’s words'))
    rita.suggest(beginning(rita.read().doc, 1, 'Rita’s words. '), ids.rita)
    const suggestions = async () => get<{ id: string }[]>('/suggestions')
    await until('the suggestion is stored', async () => (await suggestions()).length === 1)
    const [suggestion] = await suggestions()
    await coordinator('POST', `/api/drafts/${draftId}/suggestions/${suggestion!.id}/accept`, {})
    const told = await get<Told>('/authorship')
    const wrote = told.blocks.map(({ runs }) => runs.find(({ by }) => by !== null)!)
    const me = ((await (await coordinator('GET', '/api/me')).json()) as { id: string }).id
    expect(wrote.map(({ length, by, acceptedBy }) => [length, by, acceptedBy])).toEqual([
      ['Dora’s words. '.length, ids.dora, null],
      ['Rita’s words. '.length, ids.rita, me],
    ])
    expect(told.people.map(({ name }) => name)).toContain('Rita')

    const between = await get<Told>(`/history/${named.seq}/${told.seq}`)
    expect(between.blocks.map(({ runs }) => runs[0]!.by)).toEqual([ids.rita])

    const before = dora.read().doc
    await until('Dora sees all of it', () => dora.read().doc.textContent.includes('Rita’s words'))
    const restoring = await coordinator('POST', `/api/drafts/${draftId}/restorations`, { seq: named.seq })
    expect(restoring.status).toBe(201)
    await until('Dora sees what was put back', () => !dora.read().doc.textContent.includes('Rita’s words'))
    expect(settled(dora.read().doc).textContent).toBe(settled(before).textContent.replace('Rita’s words. ', ''))
    const after = await get<Told>('/authorship')
    expect(after.seq).toBeGreaterThan(told.seq)
    expect(after.blocks.map(({ runs }) => runs[0]!.by)).toEqual([ids.dora])

    const history = await get<History>('/history')
    expect(history.versions.map(({ kind, name, by, seq }) => [kind, name, by, seq])).toEqual([
      ['restored', null, expect.any(String), named.seq],
      ['named', 'After the first reading', 'Dora', named.seq],
    ])
    expect(history.sessions.flatMap(({ people }) => people.map(({ name }) => name))).toContain('Dora')
  })

  it.each([
    ['GET', '/history/1/9999', 404],
    ['GET', '/history/2/1', 400],
    ['GET', '/history/0/1', 400],
  ])('%s %s → %i', async (method, target, status) => {
    expect((await coordinator(method, `/api/drafts/${draftId}${target}`)).status).toBe(status)
  })

  it.each([
    ['/versions', { seq: 9999, name: 'Never' }, 404],
    ['/versions', { seq: 1, name: ' ' }, 400],
    ['/restorations', { seq: 9999 }, 404],
  ])('POST %s %j → %i', async (target, body, status) => {
    expect((await coordinator('POST', `/api/drafts/${draftId}${target}`, body)).status).toBe(status)
  })
})
