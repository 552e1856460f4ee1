import { unzipSync, strFromU8 } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Fragment } from 'prosemirror-model'
import { sheetEditor } from '@travaux/shared/crdt'
import { blocks, blockText, build, schema } from '@travaux/shared/model'
import { blockLabel } from '@travaux/shared/number'
import { parseFile } from '@travaux/shared/parse'
import { EXPORT_VIEWS, PreviewSchema } from '@travaux/shared/protocol'
import { SMALL_TREATY } from '../support/instrument.ts'
import { joinDraft, typeInTitle } from '../support/live-draft.ts'
import { caller, mintToken, signIn, startServer, upload, type TestServer } from '../support/server.ts'
import { until } from '../support/sync-client.ts'

const AUTHOR = 'Grace Brewster Hopper'
let server: TestServer
let call: ReturnType<typeof caller>
let coordinator: ReturnType<typeof caller>
let token: string
let revisionId: string
/** A draft with a change in its title. */
let draft: string

beforeAll(async () => {
  server = await startServer()
  coordinator = caller(server.url, { cookie: await signIn(server.url, server.signInLink) })
  token = await mintToken(server.folder, 'drafter', AUTHOR)
  call = caller(server.url, { token })
  const imported = await call('POST', '/api/instruments', upload('testing.txt', SMALL_TREATY, { title: 'Testing' }))
  revisionId = ((await imported.json()) as { revisionId: string }).revisionId
  draft = await changed(`Text of ${AUTHOR}`)
})
afterAll(() => server.stop())

const start = async (title: string): Promise<string> =>
  ((await (await call('POST', '/api/drafts', { revisionId, title })).json()) as { id: string }).id
const changed = async (title: string): Promise<string> => {
  const id = await start(title)
  await typeInTitle(server.url, id, token, 'Draft ')
  return id
}
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())

async function pdfText(bytes: Uint8Array): Promise<string> {
  const parsed = await parseFile(bytes, { name: 'file.pdf', trackedChanges: 'accept' })
  if (!parsed.ok) throw new Error(parsed.reason)
  return blocks(parsed.doc)
    .map((block) => `${blockLabel(block, 'en')} ${blockText(block)}`)
    .join('\n')
}

/** Every byte that a file has once it is unzipped. */
const contentsOf = (bytes: Uint8Array): string =>
  bytes[0] === 0x50 && bytes[1] === 0x4b
    ? Object.entries(unzipSync(bytes))
        .map(([name, part]) => `${name}\n${strFromU8(part)}`)
        .join('\n')
    : Buffer.from(bytes).toString('latin1')

describe('an export', () => {
  it.each([
    ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
    ['pdf', 'application/pdf', 'pdf'],
    ['html', 'text/html; charset=utf-8', 'html'],
    ['akn', 'application/akn+xml', 'xml'],
    ['md', 'text/markdown; charset=utf-8', 'md'],
    ['txt', 'text/plain; charset=utf-8', 'txt'],
    ['json', 'application/json', 'json'],
  ])('as %s has its type, its name and the change', async (format, type, extension) => {
    const response = await call('GET', `/api/drafts/${draft}/export/${format}?view=${format === 'json' ? 'clean' : 'tracked'}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(decodeURIComponent(response.headers.get('content-disposition')!)).toContain(`.${extension}`)
    const bytes = await bytesOf(response)
    expect(Number(response.headers.get('content-length'))).toBe(bytes.length)
    if (format === 'pdf') expect(strFromU8(bytes.subarray(0, 5))).toBe('%PDF-')
    else expect(contentsOf(bytes)).toContain('Draft ')
  })

  it.each([
    ['txt', 'table'],
    ['akn', 'pack'],
  ])('as %s refuses the view %s in words', async (format, view) => {
    const response = await call('GET', `/api/drafts/${await start('x')}/export/${format}?view=${view}`)
    expect(response.status).toBe(404)
    expect(((await response.json()) as { detail: string }).detail).toMatch(/[Cc]hoose/)
  })

  it('of one amendment alone says so in its name, and of one that is not there is refused in words', async () => {
    const [{ id }] = (await (await call('GET', `/api/drafts/${draft}/amendments`)).json()) as [{ id: string }]
    const alone = await call('GET', `/api/drafts/${draft}/export/txt?amendment=${id}`)
    expect(decodeURIComponent(alone.headers.get('content-disposition')!)).toContain('one amendment, tracked changes.txt')
    expect(await alone.text()).toContain('Draft ')
    const missing = await call('GET', `/api/drafts/${draft}/export/docx?amendment=art_99`)
    expect([missing.status, await missing.json()]).toMatchObject([404, { detail: expect.stringContaining('no such amendment') }])
  })

  it('of several drafts needs drafts of one base', async () => {
    const [id, other] = [await start('One'), await start('Another')]
    const second = await call('POST', '/api/instruments', upload('second.txt', SMALL_TREATY, { title: 'Second' }))
    const { revisionId: elsewhere } = (await second.json()) as { revisionId: string }
    const created = await call('POST', '/api/drafts', { revisionId: elsewhere, title: 'Elsewhere' })
    const { id: foreign } = (await created.json()) as { id: string }
    const compile = (list: string) => call('GET', `/api/drafts/${id}/export/md?view=compilation&with=${list}`)
    expect((await compile(`${other},${foreign}`)).status).toBe(400)
    expect((await compile('nothing')).status).toBe(404)
  })
})

describe('the coalition’s name', () => {
  it('is set by a coordinator and known to everybody', async () => {
    expect((await call('PATCH', '/api/workspace', { coalition: 'Mine' })).status).toBe(403)
    expect((await coordinator('PATCH', '/api/workspace', { coalition: ' Open Treaty Coalition ' })).status).toBe(200)
    expect(await (await call('GET', '/api/workspace')).json()).toEqual({ coalition: 'Open Treaty Coalition' })
    expect((await coordinator('PATCH', '/api/workspace', { coalition: ' ' })).status).toBe(400)
  })

  it.each(['docx', 'html', 'akn', 'md'])('stands in every byte of a %s where a person’s would', async (format) => {
    await coordinator('PATCH', '/api/workspace', { coalition: 'Open Treaty Coalition' })
    const id = draft
    const thread = { anchor: { kind: 'provision', eId: 'art_1' }, quotation: '', body: `${AUTHOR} wonders why.` }
    expect((await call('POST', `/api/drafts/${id}/threads`, thread)).status).toBe(201)
    const named = await call('GET', `/api/drafts/${id}/export/${format}?comments=1`)
    const hidden = await call('GET', `/api/drafts/${id}/export/${format}?authors=coalition&comments=1`)
    expect(decodeURIComponent(named.headers.get('content-disposition')!)).toContain('Grace')
    expect(decodeURIComponent(hidden.headers.get('content-disposition')!)).not.toMatch(/Grace|Hopper/)
    const [open, closed] = [contentsOf(await bytesOf(named)), contentsOf(await bytesOf(hidden))]
    // A PDF's words are compressed, and an Akoma Ntoso file has no place for the draft's name.
    if (format !== 'pdf' && format !== 'akn') expect(open).toMatch(/Hopper/)
    expect(closed).not.toMatch(/Grace|Hopper/i)
    if (format === 'docx') expect(closed).toContain('w:author="Open Treaty Coalition"')
  })
})

describe('a draft that renumbers', () => {
  const inserted = 'Everybody tests with care.'
  let id: string
  beforeAll(async () => {
    id = await start('Counted')
    const live = await joinDraft(server.url, id, token)
    const { doc } = live.read()
    const added = build.article('1 bis', 'Care', build.p(null, inserted)).toJSON() as object
    const article = schema.nodeFromJSON({ ...added, attrs: { number: '1 bis', eId: 'art_1_bis' } })
    live.write(
      doc.copy(Fragment.fromArray(doc.children.flatMap((node) => (node.attrs['eId'] === 'art_1' ? [node, article] : [node])))),
    )
    sheetEditor(live.doc).setNumbering('counted')
    await until('the server has it', async () => (await amendmentsOf(id))[0]?.name === 'article 2')
    live.leave()
  })
  const amendmentsOf = async (id: string) =>
    (await (await call('GET', `/api/drafts/${id}/amendments`)).json()) as { name: string; instruction: string }[]
  const exported = async (format: string, view: string) =>
    bytesOf(await call('GET', `/api/drafts/${id}/export/${format}?view=${view}`))

  // Each format once and each view once: all are made of the one draft.
  it.each([
    ...(['docx', 'pdf', 'html', 'akn', 'md', 'txt', 'json'] as const).map((format) => [format, 'clean'] as const),
    ...EXPORT_VIEWS.filter((view) => view !== 'clean').map((view) => ['md', view] as const),
  ])('has the number that is counted as %s, %s', async (format, view) => {
    const bytes = await exported(format, view)
    const text = (format === 'pdf' ? await pdfText(bytes) : contentsOf(bytes)).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
    expect(text).toContain(inserted)
    expect(text).not.toMatch(/1 bis/)
    if (view === 'clean') expect(text).toMatch(/Article 3|"number": "3"/)
  })

  it('and comes back from Word without a change', async () => {
    for (const view of ['tracked', 'clean']) {
      const answer = await call('POST', `/api/drafts/${id}/import`, upload('back.docx', await exported('docx', view)))
      expect(await answer.json()).toMatchObject({ suggestions: [], matched: [], unmatched: [], warnings: [] })
    }
  })
})

describe('a preview', () => {
  it('shows what the file shows', async () => {
    const preview = PreviewSchema.parse(await (await call('GET', `/api/drafts/${draft}/preview?scope=changed`)).json())
    expect(preview).toMatchObject({
      language: 'en',
      direction: 'ltr',
      head: [`Text of ${AUTHOR}`, expect.any(String), expect.any(String)],
    })
    expect(JSON.stringify(preview.blocks)).toContain('"op":"insert"')
    expect(JSON.stringify(preview.blocks)).not.toContain('Use of terms')
  })
})
