import { request, type IncomingMessage } from 'node:http'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ProblemSchema } from '@travaux/shared/protocol'
import { HOSTILE_FILES } from '../support/hostile-files.ts'
import { SMALL_TREATY } from '../support/instrument.ts'
import { endlessPdf } from '../support/raw-pdf.ts'
import { caller, mintToken, startServer, upload, type TestServer } from '../support/server.ts'

let server: TestServer
let token: string

beforeAll(async () => {
  server = await startServer()
  token = await mintToken(server.folder, 'drafter')
})
afterAll(() => server.stop())

const MEGABYTE = 1024 * 1024
const send = (name: string, bytes: Uint8Array, { url } = server) =>
  caller(url, { token })('POST', '/api/imports', upload(name, Uint8Array.from(bytes)))
/** Everything that an import could leave behind. */
const stored = ({ folder } = server) =>
  new DatabaseSync(path.join(folder, 'travaux.db'), { readOnly: true })
    .prepare('SELECT (SELECT count(*) FROM imports) AS imports, (SELECT count(*) FROM revisions) AS revisions')
    .get()
const healthy = async ({ url } = server) => expect((await fetch(`${url}/api/health`)).status).toBe(200)
const residentBytes = async (): Promise<number> => {
  const metrics = await (await caller(server.url, { token })('GET', '/metrics')).text()
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(metrics)![1])
}

/** One of each kind, because each starts a process: tests/domain/parse-refused.test.ts has them all. */
const SENT = [
  'an empty file',
  'half a Word file',
  'an encrypted Word file',
  'a Word file with macros',
  'a Word file whose text is elsewhere',
  'parts that climb out of the file',
  'a document type with entities',
  'deep nesting',
  'a zip bomb that lies',
  'a PDF with a password',
  'a PDF of pictures',
  'a PDF of which a page is missing',
  'Akoma Ntoso with entities',
  'a web page with entities',
  'a picture',
  'a file of 51 MB',
]

describe('a hostile file', () => {
  it.each(SENT.map((kind) => HOSTILE_FILES.find(({ what }) => what === kind)!))(
    '$what is a problem in words, and nothing of it stays',
    async ({ name, make, problem, words, place }) => {
      const before = stored()
      const file = await make()
      const response = await send(name, file)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      const told = ProblemSchema.parse(await response.json())
      expect(told).toMatchObject({
        type: `urn:travaux:error:${problem}`,
        status: response.status,
        detail: expect.stringMatching(words),
      })
      // A form that is too long is not looked into, so that its name is not known.
      if (file.length < 50 * MEGABYTE) expect(path.basename(told.file!)).toBe(path.basename(name))
      expect(told.place).toEqual(place ? expect.stringMatching(place) : undefined)
      expect(stored()).toEqual(before)
    },
  )

  it('leaves a server that is well and reads the next file', async () => {
    await healthy()
    expect((await send('good.txt', new TextEncoder().encode(SMALL_TREATY))).status).toBe(201)
    expect(server.log()).not.toContain('request failed')
  })
})

/** Sends a form that never ends well: megabyte after megabyte until an answer comes. */
function flood(headers: Record<string, string>): Promise<{ status: number; body: string; sent: number }> {
  return new Promise((resolve, reject) => {
    let answer: IncomingMessage | null = null
    let sent = 0
    const sending = request(new URL('/api/imports', server.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=x', ...headers },
    })
    sending.on('response', (response) => {
      answer = response
      text(response).then((body) => resolve({ status: response.statusCode!, body, sent }), reject)
    })
    // Whoever is cut off while sending has the answer already.
    sending.on('error', (error) => answer ?? reject(error))
    sending.write('--x\r\ncontent-disposition: form-data; name="file"; filename="huge.docx"\r\n\r\n')
    const more = () => {
      if (answer || sent >= 500 * MEGABYTE) return sending.end()
      sent += MEGABYTE
      sending.write(new Uint8Array(MEGABYTE), more)
    }
    more()
  })
}

describe('a file of 500 MB', () => {
  it.each<[name: string, headers: Record<string, string>, read: number]>([
    ['that says how long it is', { 'content-length': String(500 * MEGABYTE) }, 20],
    ['that does not', { 'transfer-encoding': 'chunked' }, 120],
  ])('%s is refused early, and the server does not grow by it', async (_name, headers, read) => {
    const before = { stored: stored(), bytes: await residentBytes() }
    const { status, body, sent } = await flood(headers)
    expect(ProblemSchema.parse(JSON.parse(body))).toMatchObject({
      type: 'urn:travaux:error:file-too-large',
      detail: expect.stringContaining('50 MB'),
    })
    expect(status).toBe(413)
    expect(sent / MEGABYTE).toBeLessThan(read)
    expect(stored()).toEqual(before.stored)
    expect((await residentBytes()) - before.bytes).toBeLessThan(250 * MEGABYTE)
    await healthy()
  })
})

describe('a file that takes for ever', () => {
  it('is given up in the time that the server allows, while others are answered', async () => {
    const impatient = await startServer({ env: { TRAVAUX_FILE_SECONDS: '2' } })
    try {
      token = await mintToken(impatient.folder, 'drafter')
      const before = stored(impatient)
      const reading = send('endless.pdf', endlessPdf(), impatient)
      await healthy(impatient)
      const told = ProblemSchema.parse(await (await reading).json())
      expect(told).toMatchObject({ status: 422, file: 'endless.pdf', detail: 'Reading the file took too long.' })
      expect(stored(impatient)).toEqual(before)
      await healthy(impatient)
    } finally {
      await impatient.stop()
    }
  })
})
