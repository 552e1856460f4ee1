import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MentionsSchema, ThreadSchema, ThreadsSchema, type Thread } from '@travaux/shared/protocol'
import { SMALL_TREATY } from '../support/instrument.ts'
import { joinDraft } from '../support/live-draft.ts'
import { caller, mintToken, startServer, upload, type TestServer } from '../support/server.ts'
import { until } from '../support/sync-client.ts'

let server: TestServer
let revisionId: string
let draft: string
const tokens: Record<string, string> = {}
const ids: Record<string, string> = {}

beforeAll(async () => {
  server = await startServer()
  for (const [name, role] of [
    ['dora', 'drafter'],
    ['rita', 'reviewer'],
    ['raul', 'reviewer'],
    ['olga', 'observer'],
  ] as const) {
    tokens[name] = await mintToken(server.folder, role, name)
    ids[name] = ((await (await as(name)('GET', '/api/me')).json()) as { id: string }).id
  }
  const imported = await as('dora')('POST', '/api/instruments', upload('small.txt', SMALL_TREATY))
  revisionId = ((await imported.json()) as { revisionId: string }).revisionId
})
beforeEach(async () => {
  draft = ((await (await as('dora')('POST', '/api/drafts', { revisionId, title: 'Ours' })).json()) as { id: string }).id
})
afterAll(() => server.stop())

const as = (name: string) => caller(server.url, { token: tokens[name]! })
const at = (rest = '') => `/api/drafts/${draft}/threads${rest}`
const threads = async (): Promise<Thread[]> => ThreadsSchema.parse(await (await as('olga')('GET', at())).json())
const onArticle = { kind: 'provision', eId: 'art_1' } as const
const begin = async (name: string, body: string, more: object = {}): Promise<Thread> => {
  const response = await as(name)('POST', at(), { anchor: onArticle, quotation: 'The purposes', body, ...more })
  expect(response.status).toBe(201)
  return ThreadSchema.parse(await response.json())
}

describe('a thread', () => {
  it('carries the server’s names and times, and the quotation', async () => {
    const asked = Date.now()
    await begin('rita', ' Why only these? ', { location: 'article 1' })
    const [thread] = await threads()
    expect(thread).toMatchObject({
      anchor: onArticle,
      quotation: 'The purposes',
      location: 'article 1',
      resolved: null,
      comments: [{ author: { id: ids['rita'], name: 'rita' }, body: 'Why only these?', editedAt: null, mentions: [] }],
    })
    expect(Math.abs(Date.parse(thread!.comments[0]!.at) - asked)).toBeLessThan(60_000)
  })

  it('is answered, resolved and opened again by anybody who may comment', async () => {
    const { id } = await begin('rita', 'Why?')
    await as('dora')('POST', at(`/${id}/comments`), { body: 'Because.' })
    const resolved = ThreadSchema.parse(await (await as('raul')('PATCH', at(`/${id}`), { resolved: true })).json())
    expect(resolved.resolved?.by).toBe('raul')
    expect(resolved.comments.map(({ author, body }) => [author.name, body])).toEqual([
      ['rita', 'Why?'],
      ['dora', 'Because.'],
    ])
    await as('dora')('PATCH', at(`/${id}`), { resolved: false })
    expect((await threads())[0]!.resolved).toBeNull()
  })

  it.each([
    ['words', () => ({ kind: 'words', mark: `${ids['rita']}:m1` })],
    ['a suggestion', () => ({ kind: 'suggestion', suggestionId: `${ids['raul']}:s1` })],
  ])('on the same %s goes on as one', async (_, anchor) => {
    await begin('rita', 'First', { anchor: anchor() })
    await begin('rita', 'Second', { anchor: anchor() })
    expect((await threads()).map(({ comments }) => comments.map(({ body }) => body))).toEqual([['First', 'Second']])
  })

  it('on a provision stands beside others', async () => {
    await begin('rita', 'First')
    await begin('raul', 'Second')
    expect(await threads()).toHaveLength(2)
  })

  it('belongs to its draft', async () => {
    const { id } = await begin('rita', 'Here')
    draft = ((await (await as('dora')('POST', '/api/drafts', { revisionId, title: 'Another' })).json()) as { id: string }).id
    expect(await threads()).toEqual([])
    expect((await as('rita')('POST', at(`/${id}/comments`), { body: 'There' })).status).toBe(404)
    expect((await as('rita')('PATCH', at(`/${id}`), { resolved: true })).status).toBe(404)
  })

  it('is heard of by everybody in the draft, and by nobody in another', async () => {
    const here = await joinDraft(server.url, draft, tokens['olga']!)
    const other = ((await (await as('dora')('POST', '/api/drafts', { revisionId, title: 'Another' })).json()) as { id: string })
      .id
    const there = await joinDraft(server.url, other, tokens['olga']!)
    await begin('rita', 'News')
    await until('the news are here', () => here.news.length > 0)
    expect(here.news).toEqual(['comments'])
    expect(there.news).toEqual([])
    here.leave()
    there.leave()
  })
})

describe('a comment', () => {
  it('is changed and deleted by its author only', async () => {
    const thread = await begin('rita', 'Draft of a thought')
    const own = at(`/${thread.id}/comments/${thread.comments[0]!.id}`)
    for (const other of ['raul', 'dora']) {
      expect((await as(other)('PATCH', own, { body: 'Mine' })).status).toBe(403)
      expect((await as(other)('DELETE', own)).status).toBe(403)
    }
    expect((await as('rita')('PATCH', own, { body: 'A thought' })).status).toBe(200)
    const [edited] = (await threads())[0]!.comments
    expect(edited).toMatchObject({ body: 'A thought', editedAt: expect.any(String) as string })
    expect((await as('rita')('DELETE', own)).status).toBe(204)
    expect(await threads()).toEqual([])
  })

  it('leaves its place when others have answered', async () => {
    const thread = await begin('rita', 'Wrong')
    await as('raul')('POST', at(`/${thread.id}/comments`), { body: 'Indeed' })
    const own = at(`/${thread.id}/comments/${thread.comments[0]!.id}`)
    await as('rita')('DELETE', own)
    expect((await threads())[0]!.comments.map(({ body }) => body)).toEqual([null, 'Indeed'])
    expect((await as('rita')('PATCH', own, { body: 'Right' })).status).toBe(404)
  })

  it('speaks to people, each once; an edit speaks to those it names', async () => {
    const thread = await begin('rita', '@dora look', { mentions: [ids['dora'], ids['dora']] })
    expect(thread.comments[0]!.mentions).toEqual([ids['dora']])
    const own = at(`/${thread.id}/comments/${thread.comments[0]!.id}`)
    await as('rita')('PATCH', own, { body: '@raul look', mentions: [ids['raul']] })
    expect((await threads())[0]!.comments[0]!.mentions).toEqual([ids['raul']])
  })

  it.each([
    ['nothing', { body: '  ' }],
    ['a novel', { body: 'x'.repeat(5001) }],
    ['to nobody', { body: 'Hello', mentions: ['nobody'] }],
    ['on another’s mark', { body: 'Hello', anchor: { kind: 'words', mark: 'somebody:m1' } }],
    ['on a mark that is none', { body: 'Hello', anchor: { kind: 'words', mark: 'm1' } }],
    ['on nothing', { body: 'Hello', anchor: { kind: 'weather' } }],
  ])('is refused when it says %s', async (_, wrong) => {
    const response = await as('rita')('POST', at(), { anchor: onArticle, quotation: '', ...wrong })
    expect(response.status).toBe(400)
    expect(await threads()).toEqual([])
  })
})

describe('whoever is mentioned', () => {
  const mentions = async (name: string) => MentionsSchema.parse(await (await as(name)('GET', '/api/mentions')).json())
  const ofThisDraft = async (name: string) => (await mentions(name)).filter(({ draftId }) => draftId === draft)

  it('learns of it until they have looked, and nobody else does', async () => {
    await begin('rita', 'Look, @raul and @rita', { mentions: [ids['raul'], ids['rita']], location: 'article 1' })
    const [one, ...more] = await ofThisDraft('raul')
    expect(more).toEqual([])
    expect(one).toMatchObject({ by: 'rita', body: 'Look, @raul and @rita', draftTitle: 'Ours', location: 'article 1' })
    expect(await ofThisDraft('dora')).toEqual([])
    expect(await ofThisDraft('rita')).toEqual([])
    const seen = { comments: [one!.commentId] }
    expect((await as('dora')('POST', '/api/mentions/seen', seen)).status).toBe(204)
    expect(await ofThisDraft('raul')).toHaveLength(1)
    expect((await as('raul')('POST', '/api/mentions/seen', seen)).status).toBe(204)
    expect(await ofThisDraft('raul')).toEqual([])
  })

  it('is not told again of a comment that is only put in other words, nor of one that is gone', async () => {
    const thread = await begin('rita', '@raul?', { mentions: [ids['raul']] })
    const comment = at(`/${thread.id}/comments/${thread.comments[0]!.id}`)
    await as('raul')('POST', '/api/mentions/seen', { comments: [thread.comments[0]!.id] })
    await as('rita')('PATCH', comment, { body: '@raul, @dora?', mentions: [ids['raul'], ids['dora']] })
    expect(await ofThisDraft('raul')).toEqual([])
    expect(await ofThisDraft('dora')).toHaveLength(1)
    await as('rita')('DELETE', comment)
    expect(await ofThisDraft('dora')).toEqual([])
  })
})
