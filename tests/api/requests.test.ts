import { connect } from 'node:net'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ProblemSchema, PROBLEMS, problemType, type ProblemId } from '@travaux/shared/protocol'
import { caller, mintToken, startServer, upload, type TestServer } from '../support/server.ts'

let server: TestServer
let coordinator: ReturnType<typeof caller>

beforeAll(async () => {
  server = await startServer()
  coordinator = caller(server.url, { token: await mintToken(server.folder, 'coordinator') })
})
afterAll(() => server.stop())

/** Sends the bytes as they are and gives the status line's number; null when the server just closes. */
function raw(bytes: string): Promise<number | null> {
  const { hostname, port } = new URL(server.url)
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    const finish = () => {
      const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]
      resolve(status === undefined ? null : Number(status))
    }
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text
      socket.end()
    })
    socket.on('error', finish).on('close', finish)
  })
}

const health = async (): Promise<number> => (await fetch(`${server.url}/api/health`)).status
const HOST = 'Host: 127.0.0.1\r\nConnection: close\r\n\r\n'
const UPGRADE =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n'

describe('odd request targets', () => {
  it.each([
    ['an asterisk', `GET * HTTP/1.1\r\n${HOST}`, [400]],
    ['an asterisk of OPTIONS', `OPTIONS * HTTP/1.1\r\n${HOST}`, [400, 404]],
    ['a broken Host', 'GET /api/health HTTP/1.1\r\nHost: [\r\nConnection: close\r\n\r\n', [400]],
    ['a Host with a path', 'GET /api/health HTTP/1.1\r\nHost: a/b?c\r\nConnection: close\r\n\r\n', [400]],
    ['an absolute address', `GET http://[ HTTP/1.1\r\n${HOST}`, [400]],
    ['no slash', `GET api/health HTTP/1.1\r\n${HOST}`, [400]],
    ['broken percent signs', `GET /%E0%A4%A HTTP/1.1\r\n${HOST}`, [200, 400, 404, 503]],
    ['a broken percent sign in an id', `GET /api/revisions/%ff HTTP/1.1\r\n${HOST}`, [400, 401, 404]],
    ['no HTTP at all', 'hello\r\n\r\n', [400]],
    ['an upgrade to an asterisk', `GET * HTTP/1.1\r\nHost: x\r\n${UPGRADE}`, [400]],
    ['an upgrade to an absolute address', `GET http://[/sync/a HTTP/1.1\r\nHost: x\r\n${UPGRADE}`, [400]],
    ['an upgrade with a broken Host', `GET /sync/abc HTTP/1.1\r\nHost: [\r\n${UPGRADE}`, [400, 401]],
    ['an upgrade to climb out', `GET /sync/../../etc/passwd HTTP/1.1\r\nHost: x\r\n${UPGRADE}`, [404]],
    ['an upgrade to broken percent signs', `GET /sync/%E0%A4%A HTTP/1.1\r\nHost: x\r\n${UPGRADE}`, [404]],
  ])('%s', async (_, bytes, statuses) => {
    expect(statuses).toContain(await raw(bytes))
    expect(await health()).toBe(200)
  })

  it('leave the server alive when the other side hangs up at once', async () => {
    for (const bytes of [
      `GET /sync/abc HTTP/1.1\r\nHost: x\r\n${UPGRADE}`,
      'POST /api/instruments HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n',
    ]) {
      const { hostname, port } = new URL(server.url)
      const socket = connect(Number(port), hostname)
      socket.on('error', () => {})
      socket.write(bytes, () => socket.resetAndDestroy())
      await new Promise((resolve) => socket.once('close', resolve))
    }
    expect(await health()).toBe(200)
  })
})

describe('every error is a problem of RFC 9457', () => {
  const expected = (id: ProblemId) => ({ type: problemType(id), status: PROBLEMS[id].status, title: PROBLEMS[id].title })
  it.each<[string, () => Promise<Response>, ProblemId]>([
    ['nobody', () => fetch(`${server.url}/api/drafts`), 'not-signed-in'],
    ['no such route', () => coordinator('GET', '/api/treaties'), 'not-found'],
    ['no such revision', () => coordinator('GET', '/api/revisions/none'), 'not-found'],
    ['no such draft', () => coordinator('GET', '/api/drafts/none'), 'not-found'],
    ['no such base', () => coordinator('POST', '/api/drafts', { revisionId: 'none', title: 'x' }), 'not-found'],
    ['no such method', () => coordinator('DELETE', '/api/drafts'), 'not-found'],
    ['wrong shape', () => coordinator('POST', '/api/drafts', { title: '' }), 'bad-request'],
    ['an unknown role', () => coordinator('POST', '/api/invitations', { name: 'x', role: 'king' }), 'bad-request'],
    ['no file', () => coordinator('POST', '/api/instruments', new FormData()), 'bad-request'],
    ['two files', () => coordinator('POST', '/api/instruments', twoFiles()), 'bad-request'],
    [
      'no such instrument',
      () => coordinator('POST', '/api/instruments', upload('a.txt', 'x', { instrumentId: 'none' })),
      'not-found',
    ],
    [
      'a huge body',
      () => coordinator('POST', '/api/invitations', { name: 'x'.repeat(100_000), role: 'observer' }),
      'bad-request',
    ],
    ['an unknown view', () => coordinator('GET', '/api/drafts/none/export/docx?view=upside-down'), 'bad-request'],
  ])('%s', async (_, ask, id) => {
    const response = await ask()
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const problem = ProblemSchema.parse(await response.json())
    expect(problem).toMatchObject(expected(id))
    expect(problem.detail).not.toBe('')
    expect(response.status).toBe(problem.status)
  })

  it('for JSON that isn’t', async () => {
    const headers = { 'Content-Type': 'application/json', Origin: server.url }
    const response = await fetch(`${server.url}/api/sign-in`, { method: 'POST', headers, body: '{"token":' })
    expect(await response.json()).toMatchObject(expected('bad-request'))
  })
})

function twoFiles(): FormData {
  const form = upload('a.txt', 'x')
  form.append('file', new File(['y'], 'b.txt'))
  return form
}

describe('every answer', () => {
  it.each(['/', '/api/health', '/api/nothing', '/api/me'])('of %s carries the headers that protect the page', async (target) => {
    const { headers } = await fetch(server.url + target)
    const policy = headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('metrics', () => {
  it('are for this machine', async () => {
    const numbers = await (await fetch(`${server.url}/metrics`)).text()
    const names = [
      'travaux_sockets 0',
      'travaux_rooms 0',
      'travaux_rooms_read_only 0',
      'travaux_updates_waiting 0',
      'travaux_text_bytes 0',
    ]
    for (const name of [...names, 'travaux_commit_seconds_count', 'process_resident_memory_bytes'])
      expect(numbers).toContain(name)
  })

  it('are not for those behind a proxy on this machine, unless their token may manage', async () => {
    const behind = { 'X-Forwarded-For': '203.0.113.9' }
    const ask = (headers: Record<string, string>) => fetch(`${server.url}/metrics`, { headers: { ...behind, ...headers } })
    expect((await ask({})).status).toBe(403)
    expect((await ask({ Authorization: `Bearer ${await mintToken(server.folder, 'drafter')}` })).status).toBe(403)
    expect((await ask({ Authorization: `Bearer ${await mintToken(server.folder, 'coordinator')}` })).status).toBe(200)
  })
})

describe('the OpenAPI document', () => {
  it('is a valid one, in which every operation says what it answers', async () => {
    const document = await (await fetch(`${server.url}/api/openapi.json`)).json()
    expect(await new Validator().validate(document)).toMatchObject({ valid: true })
    const { paths } = document as { paths: Record<string, Record<string, { summary?: string; responses?: object }>> }
    for (const operations of Object.values(paths))
      for (const operation of Object.values(operations)) {
        expect(operation.summary).toBeTruthy()
        expect(Object.keys(operation.responses ?? {})).not.toHaveLength(0)
      }
  })
})
