import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { writeRecords } from '@travaux/shared/crdt'
import { DecisionsSchema, SuggestionSchema, TEXT_ROOT, type SuggestionRow } from '@travaux/shared/protocol'
import { settled } from '@travaux/shared/suggest'
import { SMALL_TREATY } from '../support/instrument.ts'
import { joinDraft, reworded, withoutBlock, type LiveDraft } from '../support/live-draft.ts'
import { caller, mintToken, startServer, upload, type TestServer } from '../support/server.ts'
import { texts, until } from '../support/sync-client.ts'

interface Somebody {
  id: string
  token: string
  call: ReturnType<typeof caller>
}

let server: TestServer
let revisionId: string
const people = {} as Record<'dora' | 'rita' | 'raul', Somebody>
const open: LiveDraft[] = []

beforeAll(async () => {
  server = await startServer()
  for (const [name, role] of [
    ['dora', 'drafter'],
    ['rita', 'reviewer'],
    ['raul', 'reviewer'],
  ] as const) {
    const token = await mintToken(server.folder, role, name)
    const call = caller(server.url, { token })
    const { id } = (await (await call('GET', '/api/me')).json()) as { id: string }
    people[name] = { id, token, call }
  }
  const imported = await people.dora.call('POST', '/api/instruments', upload('small.txt', SMALL_TREATY))
  revisionId = ((await imported.json()) as { revisionId: string }).revisionId
})
afterEach(() => open.splice(0).forEach((live) => live.leave()))
afterAll(() => server.stop())

const startDraft = async (): Promise<string> =>
  ((await (await people.dora.call('POST', '/api/drafts', { revisionId, title: 'Ours' })).json()) as { id: string }).id

async function join(draft: string, { token }: Somebody): Promise<LiveDraft> {
  const live = await joinDraft(server.url, draft, token)
  open.push(live)
  return live
}

const list = async (draft: string): Promise<SuggestionRow[]> =>
  SuggestionSchema.array().parse(await (await people.raul.call('GET', `/api/drafts/${draft}/suggestions`)).json())

/** A draft in which Rita has proposed one thing, and the suggestion. */
async function proposed(change: string | [from: string, to: string]) {
  const draft = await startDraft()
  const rita = await join(draft, people.rita)
  const before = rita.read().doc
  rita.suggest(typeof change === 'string' ? withoutBlock(before, change) : reworded(before, ...change), people.rita.id)
  await until('the server has the suggestion', async () => (await list(draft)).length === 1)
  return { draft, rita, before, suggestion: (await list(draft))[0]! }
}

const words = (live: LiveDraft): string => live.read().doc.textContent
const target = (draft: string, { id }: SuggestionRow, verb = ''): string =>
  `/api/drafts/${draft}/suggestions/${encodeURIComponent(id)}${verb}`

describe('the list of suggestions', () => {
  it('says who proposes what, where and when, in words', async () => {
    const asked = Date.now()
    const { suggestion } = await proposed(['shall report', 'may report'])
    expect(suggestion).toMatchObject({
      author: 'rita',
      authorId: people.rita.id,
      kind: 'replace',
      location: 'article 1, paragraph 2',
      before: 'shall',
      after: 'may',
    })
    expect(Math.abs(Date.parse(suggestion.at) - asked)).toBeLessThan(60_000)
  })

  it('tells the server’s time, whatever the author’s clock says', async () => {
    const draft = await startDraft()
    const rita = await join(draft, people.rita)
    const { now } = Date
    Date.now = () => 0
    try {
      rita.suggest(reworded(rita.read().doc, 'shall report', 'may report'), people.rita.id)
    } finally {
      Date.now = now
    }
    await until('the server has it', async () => (await list(draft)).length === 1)
    expect(Date.parse((await list(draft))[0]!.at)).toBeGreaterThan(now() - 60_000)
  })

  it('is empty where nobody proposes anything', async () => expect(await list(await startDraft())).toEqual([]))
})

describe('a decision', () => {
  it('accepts: the words become part of the draft, for everybody', async () => {
    const { draft, rita, suggestion } = await proposed(['shall report', 'may report'])
    const answer = await people.dora.call('POST', target(draft, suggestion, '/accept'))
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ id: suggestion.id, before: 'shall', after: 'may' })
    await until('Rita sees it', () => words(rita).includes('Each State Party may report its failures'))
    expect(await list(draft)).toEqual([])
    expect(settled(rita.read().doc).eq(rita.read().doc)).toBe(true)
  })

  it('rejects: the draft reads as it did', async () => {
    const { draft, rita, before, suggestion } = await proposed(['shall report', 'may report'])
    expect((await people.dora.call('POST', target(draft, suggestion, '/reject'))).status).toBe(200)
    await until('Rita sees it', () => rita.read().doc.eq(before))
  })

  it('accepts and rejects what is proposed of a whole paragraph', async () => {
    const { draft, rita, before, suggestion } = await proposed('art_1__para_2')
    expect(suggestion).toMatchObject({ kind: 'deleteBlock', before: 'Each State Party shall report its failures.', after: '' })
    await people.dora.call('POST', target(draft, suggestion, '/accept'))
    await until('Rita sees it', () => rita.read().doc.eq(withoutBlock(before, 'art_1__para_2')))
    expect(rita.read().records.size).toBe(0)
  })

  it('withdraws what is one’s own', async () => {
    const { draft, rita, before, suggestion } = await proposed(['shall report', 'may report'])
    expect((await people.raul.call('DELETE', target(draft, suggestion))).status).toBe(403)
    expect((await people.rita.call('DELETE', target(draft, suggestion))).status).toBe(204)
    await until('Rita sees it', () => rita.read().doc.eq(before))
  })

  it('is made once: the second is told that there is nothing left to decide', async () => {
    const { draft, suggestion } = await proposed(['shall report', 'may report'])
    await people.dora.call('POST', target(draft, suggestion, '/reject'))
    const again = await people.dora.call('POST', target(draft, suggestion, '/accept'))
    expect(again.status).toBe(404)
    expect(((await again.json()) as { detail: string }).detail).toMatch(/may have been decided already/)
  })

  it('says why it can’t accept when a drafter has taken away what the suggestion needs', async () => {
    const draft = await startDraft()
    const [rita, dora] = [await join(draft, people.rita), await join(draft, people.dora)]
    const stamp = { id: `${people.rita.id}:1`, user: people.rita.id, at: Date.now() }
    const [first, second] = rita
      .read()
      .doc.child(2)
      .children.slice(-2)
      .map((node) => node.attrs['eId'] as string)
    writeRecords(rita.doc, { set: [{ ...stamp, op: 'join', target: first! }], remove: [] })
    await until('the server has it', async () => (await list(draft)).length === 1)
    dora.write(withoutBlock(dora.read().doc, second!))
    await until('Rita sees what Dora did', () => !words(rita).includes('report its failures'))
    const [suggestion] = await list(draft)
    const answer = await people.dora.call('POST', target(draft, suggestion!, '/accept'))
    expect(answer.status).toBe(409)
    expect(await answer.json()).toMatchObject({
      type: 'urn:travaux:error:suggestion-stuck',
      detail: 'The paragraph that it joins to this one is no longer there. Reject it instead.',
    })
    expect((await people.dora.call('POST', target(draft, suggestion!, '/reject'))).status).toBe(200)
  })

  it('is not made for what a drafter typed within it at the same moment, when it is said how it read', async () => {
    const { draft, suggestion } = await proposed(['report its failures', 'report'])
    const dora = await join(draft, people.dora)
    // Her words take on the marks around them, as those of somebody who has not heard of the suggestion yet do.
    const text = texts(dora.doc.getXmlFragment(TEXT_ROOT)).find((one) => one.toJSON().includes('its failures'))!
    const at = text.toDelta().findIndex(({ attributes }: { attributes?: object }) => attributes)
    const start = text
      .toDelta()
      .slice(0, at)
      .reduce((sum: number, { insert }: { insert: string }) => sum + insert.length, 0)
    text.insert(start + 5, 'grave ')
    await until('the server has it', async () => (await list(draft))[0]!.before !== suggestion.before)
    const read = { before: suggestion.before, after: suggestion.after }
    const refused = await people.dora.call('POST', target(draft, suggestion, '/accept'), read)
    expect(refused.status).toBe(409)
    expect(((await refused.json()) as { detail: string }).detail).toContain('its grave failures')
    const [now] = await list(draft)
    expect((await people.dora.call('POST', target(draft, now!, '/accept'), { before: now!.before })).status).toBe(200)
    await until('it is gone', () => !words(dora).includes('grave'))
  })

  it('stands beside what a drafter types at the same time', async () => {
    const { draft, rita, suggestion } = await proposed(['shall report', 'may report'])
    const dora = await join(draft, people.dora)
    dora.write(reworded(dora.read().doc, 'its failures', 'all its failures'))
    await people.dora.call('POST', target(draft, suggestion, '/accept'))
    const read = 'Each State Party may report all its failures.'
    await until('both read the same', () => words(rita).includes(read) && words(dora).includes(read))
  })
})

describe('the log of decisions', () => {
  const decisions = async (draft: string) =>
    DecisionsSchema.parse(await (await people.raul.call('GET', `/api/drafts/${draft}/decisions`)).json())
  const noted = {
    decision: 'accepted',
    kind: 'insert',
    target: 'art_1',
    location: 'article 1',
    before: '',
    after: 'new',
  } as const

  it('says who decided on whose suggestion, and everybody in the draft hears of it', async () => {
    const { draft, rita, suggestion } = await proposed(['shall report', 'may report'])
    await people.dora.call('POST', target(draft, suggestion, '/reject'))
    expect(await decisions(draft)).toMatchObject([
      { suggestionId: suggestion.id, decision: 'rejected', author: 'rita', by: 'dora', before: 'shall', after: 'may' },
    ])
    await until('Rita hears of it', () => rita.news.includes('decisions'))
  })

  it.each([
    ['a drafter', 'dora', 'rita', 'accepted', 204],
    ['a drafter', 'dora', 'rita', 'withdrawn', 403],
    ['its author', 'rita', 'rita', 'withdrawn', 204],
    ['its author', 'rita', 'rita', 'accepted', 403],
    ['somebody else', 'raul', 'rita', 'withdrawn', 403],
    ['somebody else', 'raul', 'rita', 'rejected', 403],
  ] as const)('takes from the page: %s (%s) on a suggestion by %s that is %s → %i', async (_, who, author, decision, status) => {
    const draft = await startDraft()
    const row = { ...noted, decision, suggestionId: `${people[author].id}:1` }
    expect((await people[who].call('POST', `/api/drafts/${draft}/decisions`, [row])).status).toBe(status)
    expect(await decisions(draft)).toHaveLength(status === 204 ? 1 : 0)
  })
})
