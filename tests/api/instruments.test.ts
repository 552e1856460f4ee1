import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { zipSync, strToU8 } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeDocument, provisions } from '@travaux/shared/model'
import { ImportedSchema, InstrumentsSchema, RevisionSchema } from '@travaux/shared/protocol'
import { SMALL_TREATY } from '../support/instrument.ts'
import { caller, mintToken, startServer, upload, type TestServer } from '../support/server.ts'

let server: TestServer
let call: ReturnType<typeof caller>

beforeAll(async () => {
  server = await startServer()
  call = caller(server.url, { token: await mintToken(server.folder, 'drafter') })
})
afterAll(() => server.stop())

const instruments = async () => InstrumentsSchema.parse(await (await call('GET', '/api/instruments')).json())
async function bringIn(form: FormData): Promise<ReturnType<typeof ImportedSchema.parse>> {
  const response = await call('POST', '/api/instruments', form)
  expect(response.status).toBe(201)
  return ImportedSchema.parse(await response.json())
}

describe('an empty workspace', () => {
  it('has the sample instrument in two revisions, called what it is', async () => {
    const [sample] = await instruments()
    expect(sample).toMatchObject({
      title: 'Draft Convention on Cybercrime — working sample, not an official text',
      sample: true,
      language: 'en',
    })
    expect(sample!.revisions.map(({ name }) => name)).toEqual(['Third revision', 'Final draft'])
    expect(sample!.revisions.map(({ found }) => [found.chapters, found.articles])).toEqual([
      [9, 68],
      [9, 68],
    ])
  })
})

describe('an import', () => {
  it('says what was found and can be read back', async () => {
    const imported = await bringIn(
      upload('testing.txt', SMALL_TREATY, { title: 'A treaty', symbol: 'A/1', revision: 'First reading' }),
    )
    expect(imported.found).toMatchObject({ chapters: 1, articles: 2 })
    const revision = RevisionSchema.parse(await (await call('GET', `/api/revisions/${imported.revisionId}`)).json())
    expect(revision).toMatchObject({
      name: 'First reading',
      title: 'A treaty',
      symbol: 'A/1',
      language: 'en',
      instrumentId: imported.instrumentId,
    })
    const decoded = decodeDocument(revision.doc)
    expect(decoded.ok && provisions(decoded.doc)).toEqual(revision.provisions)
    expect(revision.provisions).toEqual(imported.provisions)
    expect(revision.provisions.map(({ eId }) => eId)).toContain('art_1__para_1__point_a')
  })

  it('can be another revision of an instrument', async () => {
    const first = await bringIn(upload('one.txt', SMALL_TREATY))
    const second = await bringIn(
      upload('two.txt', SMALL_TREATY.replace('failures', 'successes'), { instrumentId: first.instrumentId }),
    )
    expect(second.instrumentId).toBe(first.instrumentId)
    const instrument = (await instruments()).find(({ id }) => id === first.instrumentId)
    expect(instrument!.revisions.map(({ id }) => id)).toEqual([first.revisionId, second.revisionId])
    expect(instrument!.revisions[1]!.name).toBe('Revision 2')
  })

  it('keeps a file name of any script', async () => {
    const imported = await bringIn(upload('公约 «проект».txt', SMALL_TREATY))
    expect(imported.found.articles).toBe(2)
  })
})

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const LAUGHS = '<!DOCTYPE akomaNtoso [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><akomaNtoso>&b;</akomaNtoso>'

describe('a file that cannot be read', () => {
  const bomb = () => zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': new Uint8Array(200_000_000) })
  it.each<[string, () => FormData, number, string]>([
    [
      'is named: a picture',
      () => upload('seal.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])),
      415,
      'unsupported-file',
    ],
    ['is named: a damaged Word file', () => upload('broken.docx', 'PK\u0003\u0004 not a zip'), 422, 'unreadable-file'],
    ['is named: text without articles', () => upload('letter.txt', 'Dear Madam,\n\nthank you.\n'), 422, 'no-structure'],
    ['is named: nothing at all', () => upload('empty.txt', ''), 422, 'unreadable-file'],
    ['is named: a zip bomb', () => upload('bomb.docx', bomb()), 413, 'file-too-large'],
    ['is named: too large', () => upload('huge.txt', new Uint8Array(50 * 1024 * 1024 + 1)), 413, 'file-too-large'],
    ['is named: far too large', () => upload('huger.txt', new Uint8Array(60 * 1024 * 1024)), 413, 'file-too-large'],
    [
      'is named: a Word file with a password',
      () => upload('locked.docx', new Uint8Array([...OLE, ...Buffer.from('EncryptedPackage', 'utf16le')])),
      422,
      'unreadable-file',
    ],
    ['is named: a PDF cut in half', () => upload('half.pdf', `%PDF-1.7\n${'x'.repeat(4000)}`), 422, 'unreadable-file'],
    ['is named: entities in XML', () => upload('lol.xml', LAUGHS), 422, 'unreadable-file'],
    [
      'is named: a page nested too deep',
      () => upload('deep.html', `<!doctype html>${'<div>'.repeat(200_000)}`),
      422,
      'unreadable-file',
    ],
  ])('%s, and nothing is stored', async (_, form, status, id) => {
    const before = await instruments()
    const response = await call('POST', '/api/instruments', form())
    const problem = (await response.json()) as { type: string; detail: string }
    expect([response.status, problem.type]).toEqual([status, `urn:travaux:error:${id}`])
    expect(problem.detail).not.toBe('')
    expect(await instruments()).toEqual(before)
  })

  it('names the file', async () => {
    const response = await call('POST', '/api/instruments', upload('broken.docx', 'PK\u0003\u0004'))
    expect(await response.json()).toMatchObject({ file: 'broken.docx' })
  })
})

describe('a revision', () => {
  it.each(["UPDATE revisions SET doc = '{}'", 'DELETE FROM revisions'])('is never changed, whoever tries: %s', (sql) => {
    const sqlite = new DatabaseSync(path.join(server.folder, 'travaux.db'), { timeout: 5000 })
    expect(() => sqlite.exec(sql)).toThrow(/a revision (never changes|is never deleted)/)
    sqlite.close()
  })
})
