import { unzipSync, strFromU8 } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { decodeDocument, provisions } from '@travaux/shared/model'
import { DraftSchema, DraftsSchema, TEXT_ROOT } from '@travaux/shared/protocol'
import { SMALL_TREATY } from '../support/instrument.ts'
import { caller, mintToken, startServer, upload, type TestServer } from '../support/server.ts'

let server: TestServer
let token: string
let call: ReturnType<typeof caller>
let revisionId: string

beforeAll(async () => {
  server = await startServer()
  token = await mintToken(server.folder, 'drafter', 'Grace Hopper')
  call = caller(server.url, { token })
  const imported = await call('POST', '/api/instruments', upload('testing.txt', SMALL_TREATY, { title: 'Testing' }))
  revisionId = ((await imported.json()) as { revisionId: string }).revisionId
})
afterAll(() => server.stop())

const start = async (title: string): Promise<string> =>
  ((await (await call('POST', '/api/drafts', { revisionId, title })).json()) as { id: string }).id
const read = async (id: string, query = '') => DraftSchema.parse(await (await call('GET', `/api/drafts/${id}${query}`)).json())

/** Types in the draft as the page does, and waits until the server has it. */
async function write(id: string, edit: (fragment: Y.XmlFragment) => void): Promise<void> {
  const doc = new Y.Doc()
  class Authorised extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers: { Authorization: `Bearer ${token}` } })
    }
  }
  const provider = new WebsocketProvider(`${server.url.replace('http', 'ws')}/sync`, id, doc, {
    WebSocketPolyfill: Authorised as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  await new Promise<void>((resolve) => provider.once('sync', () => resolve()))
  const { seq } = await read(id, '?doc=0')
  doc.transact(() => edit(doc.getXmlFragment(TEXT_ROOT)))
  await expect.poll(async () => (await read(id, '?doc=0')).seq, { timeout: 20_000 }).toBeGreaterThan(seq)
  provider.destroy()
}

const firstText = (fragment: Y.XmlFragment): Y.XmlText => (fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText

describe('a draft', () => {
  it('starts as its revision reads', async () => {
    const draft = await read(await start('As it was'))
    const revision = (await (await call('GET', `/api/revisions/${revisionId}`)).json()) as { doc: unknown; provisions: unknown }
    expect(draft).toMatchObject({
      title: 'As it was',
      revisionId,
      revisionName: 'Revision 1',
      instrumentTitle: 'Testing',
      seq: 1,
      role: 'drafter',
    })
    expect(draft.doc).toEqual(revision.doc)
    expect(draft.members.map(({ name }) => name)).toEqual(['Grace Hopper'])
  })

  it('shows what was typed over the live connection', async () => {
    const id = await start('Typed')
    await write(id, (fragment) => firstText(fragment).insert(0, 'Draft '))
    const decoded = decodeDocument((await read(id)).doc)
    expect(decoded.ok && provisions(decoded.doc)[0]!.text).toBe('Draft Convention on Testing')
  })

  it('is listed with its last change, the latest first', async () => {
    const [older, newer] = [await start('Older'), await start('Newer')]
    await write(older, (fragment) => firstText(fragment).insert(0, 'New '))
    const drafts = DraftsSchema.parse(await (await call('GET', '/api/drafts')).json())
    const order = drafts.map(({ id }) => id)
    expect(order.indexOf(older)).toBeLessThan(order.indexOf(newer))
    const [listed] = drafts.filter(({ id }) => id === older)
    expect(listed!.changedAt > listed!.createdAt).toBe(true)
  })

  it('can be renamed', async () => {
    const id = await start('Old name')
    expect((await call('PATCH', `/api/drafts/${id}`, { title: '  New name ' })).status).toBe(200)
    expect((await read(id)).title).toBe('New name')
  })
})

describe('an export', () => {
  it('is a Word file with the change, its author and a name that every browser understands', async () => {
    const id = await start('Our “amendments” / 修正案')
    await write(id, (fragment) => firstText(fragment).insert(0, 'Draft '))
    const response = await call('GET', `/api/drafts/${id}/export/docx`)
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="Our amendments tracked changes.docx"; filename*=UTF-8''Our%20%E2%80%9Camendments%E2%80%9D%20%E4%BF%AE%E6%AD%A3%E6%A1%88%20%E2%80%93%20tracked%20changes.docx`,
    )
    const parts = unzipSync(new Uint8Array(await response.arrayBuffer()))
    const body = strFromU8(parts['word/document.xml']!)
    expect(body).toMatch(/<w:ins [^>]*w:author="Grace Hopper"/)
    expect(body).toContain('Draft ')
  })

  it.each([
    ['', 'Coalition text – tracked changes.docx'],
    ['?scope=changed', 'Coalition text – changed articles, tracked.docx'],
    ['?view=clean', 'Coalition text – clean.docx'],
    ['?scope=changed&view=clean', 'Coalition text – changed articles, clean.docx'],
  ])('%s has a name that tells it apart: %s', async (query, name) => {
    const id = await start('Coalition text')
    const response = await call('GET', `/api/drafts/${id}/export/docx${query}`)
    const disposition = response.headers.get('content-disposition') ?? ''
    expect(decodeURIComponent(disposition.split("UTF-8''")[1]!)).toBe(name)
  })

  it('leaves out what has not changed when asked to', async () => {
    const id = await start('Short')
    const [all, changed] = await Promise.all(
      ['all', 'changed'].map(async (scope) => {
        const file = await call('GET', `/api/drafts/${id}/export/docx?scope=${scope}&view=clean`)
        return strFromU8(unzipSync(new Uint8Array(await file.arrayBuffer()))['word/document.xml']!)
      }),
    )
    expect(all).toContain('Use of terms')
    expect(changed).not.toContain('Use of terms')
  })

  it('as exe says what is available', async () => {
    const response = await call('GET', `/api/drafts/${await start('x')}/export/exe`)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({
      type: 'urn:travaux:error:unsupported-format',
      detail: expect.stringContaining('docx') as string,
    })
  })
})
