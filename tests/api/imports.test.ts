import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsOf, type Arrangement } from '@travaux/shared/arrange'
import {
  CreatedSchema,
  ImportsSchema,
  InstrumentsSchema,
  ProblemSchema,
  PublishedSchema,
  RevisionSchema,
  StagedImportSchema,
  type Step,
} from '@travaux/shared/protocol'
import { SMALL_TREATY } from '../support/instrument.ts'
import { para, run, wordFile } from '../support/parse-docx.ts'
import { caller, mintToken, startServer, upload, type TestServer } from '../support/server.ts'

let server: TestServer
let call: ReturnType<typeof caller>

beforeAll(async () => {
  server = await startServer()
  call = caller(server.url, { token: await mintToken(server.folder, 'drafter') })
})
afterAll(() => server.stop())

const stage = async (form = upload('small.txt', SMALL_TREATY)): Promise<string> => {
  const response = await call('POST', '/api/imports', form)
  expect(response.status).toBe(201)
  return CreatedSchema.parse(await response.json()).id
}
const load = async (id: string) => StagedImportSchema.parse(await (await call('GET', `/api/imports/${id}`)).json())
const keep = (id: string, seq: number, ...steps: Step[]) => call('POST', `/api/imports/${id}/operations`, { seq, steps })
const publish = (id: string, seq: number, fields: object = {}) =>
  call('POST', `/api/imports/${id}/publish`, { seq, title: 'A small treaty', ...fields })
const instruments = async () => InstrumentsSchema.parse(await (await call('GET', '/api/instruments')).json())
const problemOf = async (response: Response) => ProblemSchema.parse(await response.json())
const kept = (sql: string) => new DatabaseSync(path.join(server.folder, 'travaux.db'), { readOnly: true }).prepare(sql).all()
const itemWith = ({ arrangement }: Awaited<ReturnType<typeof load>>, words: string) =>
  (arrangement as Arrangement).items.find((item) => wordsOf(item).includes(words))!

describe('an import that waits to be checked', () => {
  it('is no revision, and gives the source with its places and what was understood', async () => {
    const before = await instruments()
    const id = await stage()
    const staged = await load(id)
    expect(await instruments()).toEqual(before)
    expect(staged).toMatchObject({ id, fileName: 'small.txt', steps: [], trackedChanges: null })
    expect(staged.lines.map(({ text }) => text)).toEqual(
      SMALL_TREATY.split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    )
    for (const item of staged.arrangement.items) expect(item.lines.length).toBeGreaterThan(0)
    const waiting = ImportsSchema.parse(await (await call('GET', '/api/imports')).json())
    expect(waiting[0]).toMatchObject({ id, fileName: 'small.txt', by: 'drafter', steps: 0 })
  })

  it('keeps every correction, so that nothing is lost on reload', async () => {
    const id = await stage()
    const item = (await load(id)).arrangement.items.at(-1)!.id
    const steps: Step[] = [{ op: 'mark', items: [item], as: 'note' }, { op: 'undo' }, { op: 'redo' }]
    expect(await (await keep(id, 0, steps[0]!)).json()).toEqual({ seq: 1 })
    expect(await (await keep(id, 1, ...steps.slice(1))).json()).toEqual({ seq: 3 })
    expect((await load(id)).steps).toEqual(steps)
  })

  it('refuses corrections of a tab that does not know the latest, and says so', async () => {
    const id = await stage()
    const item = (await load(id)).arrangement.items.at(-1)!.id
    await keep(id, 0, { op: 'mark', items: [item], as: 'note' })
    for (const response of [await keep(id, 0, { op: 'undo' }), await publish(id, 0), await keep(id, 2, { op: 'undo' })]) {
      expect(response.status).toBe(409)
      expect(await problemOf(response)).toMatchObject({
        type: 'urn:travaux:error:conflict',
        detail: expect.stringContaining('another window'),
      })
    }
    expect((await load(id)).steps).toHaveLength(1)
  })

  it('of two tabs that correct at once, one wins and the other is told', async () => {
    const id = await stage()
    const item = (await load(id)).arrangement.items.at(-1)!.id
    const both = await Promise.all([
      keep(id, 0, { op: 'mark', items: [item], as: 'note' }),
      keep(id, 0, { op: 'mark', items: [item], as: 'closing' }),
    ])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect((await load(id)).steps).toHaveLength(1)
  })

  it('keeps all of several corrections or none', async () => {
    const id = await stage()
    const item = (await load(id)).arrangement.items.at(-1)!.id
    const response = await keep(id, 0, { op: 'mark', items: [item], as: 'note' }, { op: 'merge', item: 'nowhere' })
    expect(response.status).toBe(400)
    expect((await problemOf(response)).detail).toBe('This piece of the text is no longer there.')
    expect((await load(id)).steps).toEqual([])
  })

  it.each<[name: string, body: unknown]>([
    ['an operation that does not exist', { seq: 0, steps: [{ op: 'erase', item: '1' }] }],
    ['no step', { seq: 0, steps: [] }],
    ['a negative number', { seq: -1, steps: [{ op: 'undo' }] }],
  ])('refuses %s', async (_name, body) => {
    const id = await stage()
    expect((await call('POST', `/api/imports/${id}/operations`, body)).status).toBe(400)
  })
})

describe('what the person says of the file', () => {
  it('goes before what the text says, also when the file is read again', async () => {
    const id = await stage(upload('small.txt', SMALL_TREATY, { title: 'My own title', symbol: 'X/1' }))
    expect(await load(id)).toMatchObject({ title: 'My own title', symbol: 'X/1' })
    expect((await call('POST', `/api/imports/${id}/reading`, { seq: 0, trackedChanges: 'reject' })).status).toBe(200)
    expect(await load(id)).toMatchObject({ title: 'My own title', symbol: 'X/1' })
  })
})

describe('an upload that is broken off while the file is read', () => {
  it('leaves nothing behind, and the server reads the next', async () => {
    const before = kept('SELECT id FROM imports')
    const long = Array.from({ length: 20_000 }, (_, index) => `Article ${index + 1}\n1. Words (${index}).`).join('\n')
    const cancelling = new AbortController()
    const sent = fetch(new URL('/api/imports', server.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${await mintToken(server.folder, 'drafter')}` },
      body: upload('long.txt', long),
      signal: cancelling.signal,
    })
    setTimeout(() => cancelling.abort(), 100)
    await expect(sent).rejects.toThrow(/abort/i)
    const next = await stage()
    expect((await load(next)).fileName).toBe('small.txt')
    expect(kept('SELECT id FROM imports')).toHaveLength(before.length + 1)
  })
})

describe('a file', () => {
  it('is refused for an instrument that is not there', async () => {
    const response = await call('POST', '/api/imports', upload('small.txt', SMALL_TREATY, { instrumentId: 'none' }))
    expect(response.status).toBe(404)
  })
})

describe('publishing', () => {
  it('makes the corrected text a revision, and the import and its file go', async () => {
    const id = await stage()
    const staged = await load(id)
    const target = staged.arrangement.items.findLast(({ kind }) => kind === 'paragraph')!
    await keep(id, 0, { op: 'relabel', item: target.id, label: '9.' })
    const response = await publish(id, 1, { symbol: 'A/9/Rev.1', revision: 'First reading', date: '2026-05-01' })
    expect(response.status).toBe(201)
    const { revisionId, instrumentId, earlierId } = PublishedSchema.parse(await response.json())
    expect(earlierId).toBeNull()
    const revision = RevisionSchema.parse(await (await call('GET', `/api/revisions/${revisionId}`)).json())
    expect(revision).toMatchObject({ name: 'First reading', title: 'A small treaty', symbol: 'A/9/Rev.1' })
    expect(revision.provisions.some(({ number }) => number === '9')).toBe(true)
    expect((await instruments()).find((one) => one.id === instrumentId)!.revisions[0]!.date).toBe('2026-05-01')
    expect((await call('GET', `/api/imports/${id}`)).status).toBe(404)
    expect(kept(`SELECT * FROM imports WHERE id = '${id}'`)).toEqual([])
    expect(kept(`SELECT * FROM import_steps WHERE import_id = '${id}'`)).toEqual([])
  })

  it('keeps with the revision what nobody called right, and all text that stays outside it', async () => {
    const id = await stage(upload('gap.txt', `${SMALL_TREATY}\nArticle 7\nOdd.\nArticle 9\nOdder.`))
    const staged = await load(id)
    expect(staged.arrangement.doubts.map(({ code }) => code)).toEqual(['article-sequence', 'article-sequence'])
    const out = itemWith(staged, 'Odder').id
    await keep(id, 0, { op: 'accept', warning: 0 }, { op: 'mark', items: [out], as: 'leftOut' })
    const { revisionId } = PublishedSchema.parse(await (await publish(id, 2)).json())
    const { warnings } = RevisionSchema.parse(await (await call('GET', `/api/revisions/${revisionId}`)).json())
    expect(warnings.map(({ code }) => code)).toEqual(['article-sequence', 'left-out'])
    expect(warnings[1]!.text).toContain('Odder.')
  })

  it('is refused for a text in which nothing is a provision', async () => {
    const id = await stage()
    const items = (await load(id)).arrangement.items.map((item) => item.id)
    await keep(id, 0, { op: 'mark', items, as: 'leftOut' })
    const response = await publish(id, 1)
    expect(response.status).toBe(422)
    expect((await load(id)).steps).toHaveLength(1)
  })

  it('a further file is matched to the earlier revision and published as the next', async () => {
    const first = PublishedSchema.parse(
      await (await publish(await stage(upload('a.txt', SMALL_TREATY)), 0, { symbol: 'A/12/Rev.1' })).json(),
    )
    const id = await stage(upload('b.txt', `A/12/Rev.2\n\n${SMALL_TREATY}`))
    expect((await load(id)).match).toEqual({ instrumentId: first.instrumentId, revisionId: first.revisionId, named: false })
    const second = PublishedSchema.parse(await (await publish(id, 0, { instrumentId: first.instrumentId })).json())
    expect(second).toMatchObject({ instrumentId: first.instrumentId, earlierId: first.revisionId })
  })

  it('is matched to the instrument that the person names', async () => {
    const [sample] = await instruments()
    const id = await stage(upload('c.txt', SMALL_TREATY, { instrumentId: sample!.id }))
    expect((await load(id)).match).toEqual({ instrumentId: sample!.id, revisionId: sample!.revisions.at(-1)!.id, named: true })
  })
})

describe('discarding', () => {
  it('takes the import and its file away', async () => {
    const id = await stage()
    expect(kept(`SELECT length(bytes) AS bytes FROM imports WHERE id = '${id}'`)).toEqual([
      { bytes: Buffer.byteLength(SMALL_TREATY) },
    ])
    expect((await call('DELETE', `/api/imports/${id}`)).status).toBe(204)
    expect(kept(`SELECT * FROM imports WHERE id = '${id}'`)).toEqual([])
    expect((await call('DELETE', `/api/imports/${id}`)).status).toBe(404)
  })
})

describe('tracked changes of a Word file', () => {
  it('are taken as the person says, as often as she says it', async () => {
    const body = [
      para('A Treaty'),
      para('Article 1'),
      para(
        `${run('Each Party ')}<w:del w:id="1" w:author="A"><w:r><w:delText>may</w:delText></w:r></w:del><w:ins w:id="2" w:author="A">${run('shall')}</w:ins>${run(' act.')}`,
      ),
    ].join('')
    const id = await stage(upload('tracked.docx', new Uint8Array(wordFile({ body }))))
    const words = async () => (await load(id)).arrangement.items.map((item) => item.words.map(({ text }) => text).join('')).at(-1)
    expect(await words()).toBe('Each Party shall act.')
    await keep(id, 0, { op: 'demote', items: [(await load(id)).arrangement.items.at(-1)!.id] })
    expect((await call('POST', `/api/imports/${id}/reading`, { seq: 0, trackedChanges: 'reject' })).status).toBe(409)
    expect(await (await call('POST', `/api/imports/${id}/reading`, { seq: 1, trackedChanges: 'reject' })).json()).toEqual({
      seq: 0,
    })
    expect(await words()).toBe('Each Party may act.')
    expect(await load(id)).toMatchObject({ trackedChanges: 'reject', steps: [] })
  })
})
