import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { SuggestionSchema, WordImportSchema, WordImportsSchema, type Thread, type WordImport } from '@travaux/shared/protocol'
import { settled } from '@travaux/shared/suggest'
import { SMALL_TREATY } from '../support/instrument.ts'
import { inWords, Lawyer } from '../support/lawyer.ts'
import { joinDraft, reworded, type LiveDraft } from '../support/live-draft.ts'
import { caller, mintToken, startServer, upload, type TestServer } from '../support/server.ts'
import { until } from '../support/sync-client.ts'

let server: TestServer
let revisionId: string
let token: string
let call: ReturnType<typeof caller>
const open: LiveDraft[] = []

beforeAll(async () => {
  server = await startServer()
  token = await mintToken(server.folder, 'drafter', 'Ana Costa')
  call = caller(server.url, { token })
  const imported = await call('POST', '/api/instruments', upload('small.txt', SMALL_TREATY))
  revisionId = ((await imported.json()) as { revisionId: string }).revisionId
})
afterEach(() => open.splice(0).forEach((live) => live.leave()))
afterAll(() => server.stop())

async function startDraft(): Promise<{ draft: string; live: LiveDraft }> {
  const made = await call('POST', '/api/drafts', { revisionId, title: 'Ours' })
  const draft = ((await made.json()) as { id: string }).id
  const live = await joinDraft(server.url, draft, token)
  open.push(live)
  return { draft, live }
}

async function exported(draft: string, view = 'tracked'): Promise<Lawyer> {
  const answer = await call('GET', `/api/drafts/${draft}/export/docx?view=${view}`)
  return new Lawyer(new Uint8Array(await answer.arrayBuffer()))
}

const send = (draft: string, lawyer: Lawyer, name = 'comments.docx') =>
  call('POST', `/api/drafts/${draft}/import`, upload(name, Uint8Array.from(lawyer.save())))
async function imported(draft: string, lawyer: Lawyer, name?: string): Promise<WordImport> {
  const answer = await send(draft, lawyer, name)
  expect(answer.status).toBe(200)
  return WordImportSchema.parse(await answer.json())
}

describe('a Word file that comes back', () => {
  it('suggests in the names that it gives, marked as imported, and everybody sees it at once', async () => {
    const { draft, live } = await startDraft()
    const before = live.read().doc
    const lawyer = await exported(draft)
    lawyer.edit(inWords(lawyer, 'shall report', { op: 'replace', text: 'may report' }))
    lawyer.edit(inWords(lawyer, 'To test', { op: 'insert', text: 'Promptly: ', author: 'Ben Okri' }))
    const { suggestions, matched, unmatched, warnings } = await imported(draft, lawyer)
    expect(suggestions).toMatchObject([
      { author: 'Ben Okri', kind: 'insert', after: 'Promptly: ' },
      { author: 'Jane Roe', kind: 'replace', before: 'shall report', after: 'may report' },
    ])
    expect([matched.length, unmatched, warnings]).toEqual([3, [], []])
    await until('the others have the suggestions', () => live.read().doc.textContent.includes('may report'))
    expect(settled(live.read().doc).eq(before)).toBe(true)
    const listed = SuggestionSchema.array().parse(await (await call('GET', `/api/drafts/${draft}/suggestions`)).json())
    expect(listed).toEqual(suggestions)
    const { members } = (await (await call('GET', `/api/drafts/${draft}?doc=0`)).json()) as { members: { name: string }[] }
    expect(members).toContainEqual(
      expect.objectContaining({ name: 'Jane Roe', imported: { by: 'Ana Costa', file: 'comments.docx' } }) as object,
    )
    const people = (await (await call('GET', '/api/people')).json()) as { name: string }[]
    expect(people.map(({ name }) => name)).not.toContain('Jane Roe')
  })

  it('is decided on like any suggestion', async () => {
    const { draft, live } = await startDraft()
    const lawyer = await exported(draft, 'clean')
    lawyer.edit(inWords(lawyer, 'shall report', { op: 'replace', text: 'may report' }))
    const [suggestion] = (await imported(draft, lawyer)).suggestions
    const answer = await call('POST', `/api/drafts/${draft}/suggestions/${encodeURIComponent(suggestion!.id)}/accept`, {})
    expect(answer.status).toBe(200)
    await until('it is part of the draft', () => settled(live.read().doc).textContent.includes('may report'))
  })

  it('brings comments as threads of those who wrote them', async () => {
    const { draft } = await startDraft()
    const lawyer = await exported(draft)
    lawyer.edit(inWords(lawyer, 'failures', { op: 'comment', text: 'Which failures?' }))
    await imported(draft, lawyer)
    const threads = (await (await call('GET', `/api/drafts/${draft}/threads`)).json()) as Thread[]
    expect(threads).toMatchObject([
      { anchor: { kind: 'words' }, quotation: 'failures', comments: [{ author: { name: 'Jane Roe' }, body: 'Which failures?' }] },
    ])
  })

  it('suggests nothing twice, whether the same file comes again or a later one with more in it', async () => {
    const { draft } = await startDraft()
    const lawyer = await exported(draft)
    lawyer.edit(inWords(lawyer, 'shall report', { op: 'replace', text: 'may report' }))
    lawyer.edit(inWords(lawyer, 'failures', { op: 'comment', text: 'Which?' }))
    await imported(draft, lawyer)
    const again = await imported(draft, lawyer)
    expect([again.suggestions, again.matched]).toEqual([[], []])
    expect(again.warnings).toMatchObject([{ code: 'repeated' }])
    lawyer.edit(inWords(lawyer, 'To test', { op: 'insert', text: 'Promptly: ' }))
    expect((await imported(draft, lawyer)).suggestions).toMatchObject([{ after: 'Promptly: ' }])
    expect(((await (await call('GET', `/api/drafts/${draft}/threads`)).json()) as Thread[]).length).toBe(1)
  })

  it('finds its words in a draft that has moved on, and keeps what finds no place until it is dismissed', async () => {
    const { draft, live } = await startDraft()
    const lawyer = await exported(draft)
    lawyer.edit(inWords(lawyer, 'report', { op: 'replace', text: 'announce' }))
    lawyer.edit(inWords(lawyer, 'To test', { op: 'replace', text: 'To try' }))
    live.write(reworded(live.read().doc, 'Each State Party shall', 'All States shall'))
    live.write(reworded(live.read().doc, 'To test', 'To examine'))
    await until('the draft has moved on', async () => {
      const { doc } = (await (await call('GET', `/api/drafts/${draft}`)).json()) as { doc: unknown }
      return JSON.stringify(doc).includes('To examine')
    })
    const { suggestions, unmatched } = await imported(draft, lawyer)
    expect(suggestions.map(({ before, after }) => `${before} → ${after}`)).toContain('report → announce')
    expect(unmatched.map(({ text, location }) => `${text} ${location}`)).toContain(
      'To test article 1, paragraph 1, subparagraph (a)',
    )
    const list = async () => WordImportsSchema.parse(await (await call('GET', `/api/drafts/${draft}/imports`)).json())
    expect((await list())[0]).toMatchObject({ fileName: 'comments.docx', by: 'Ana Costa', unmatched })
    for (const { id } of unmatched) expect((await call('DELETE', `/api/drafts/${draft}/unmatched/${id}`, {})).status).toBe(204)
    expect((await list())[0]!.unmatched).toEqual([])
  })

  it.each([
    ['letter.txt', 'Dear Madam', 415],
    ['broken.docx', 'PK\u0003\u0004 nothing', 422],
  ])('%s is refused in words', async (name, content, status) => {
    const { draft } = await startDraft()
    const answer = await call('POST', `/api/drafts/${draft}/import`, upload(name, content))
    expect([answer.status, (await answer.json()) as object]).toEqual([status, expect.objectContaining({ file: name })])
  })
})
