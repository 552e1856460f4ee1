import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { CLOSE } from '@travaux/shared/protocol'
import { SMALL_TREATY } from '../support/instrument.ts'
import { caller, mintToken, signIn, startServer, travaux, upload, type TestServer } from '../support/server.ts'

let server: TestServer
let cookie: string
let token: string
let draft: string

beforeAll(async () => {
  server = await startServer()
  cookie = await signIn(server.url, server.signInLink)
  token = await mintToken(server.folder, 'drafter')
  const call = caller(server.url, { token })
  const { revisionId } = (await (await call('POST', '/api/instruments', upload('a.txt', SMALL_TREATY))).json()) as {
    revisionId: string
  }
  draft = ((await (await call('POST', '/api/drafts', { revisionId, title: 'Ours' })).json()) as { id: string }).id
})
afterAll(() => server.stop())

const open = (id: string, headers: Record<string, string>, query = '') =>
  new WebSocket(`${server.url.replace('http', 'ws')}/sync/${id}${query}`, { headers })

/** The status that an upgrade is answered with: 101 when it succeeds, and then the socket is closed. */
function upgrade(id: string, headers: Record<string, string>, query = ''): Promise<{ status: number; type: string | null }> {
  return new Promise((resolve, reject) => {
    const socket = open(id, headers, query)
    socket.on('open', () => {
      socket.close()
      resolve({ status: 101, type: null })
    })
    socket.on('unexpected-response', (_, response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      response.on('end', () => resolve({ status: response.statusCode!, type: (JSON.parse(body) as { type: string }).type }))
    })
    socket.on('error', reject)
  })
}

describe('a draft opens', () => {
  it('for a session from our own page', async () => {
    expect((await upgrade(draft, { Cookie: cookie, Origin: server.url }, '?ack=1')).status).toBe(101)
  })
  it('for a token, from anywhere', async () => {
    expect((await upgrade(draft, { Authorization: `Bearer ${token}` })).status).toBe(101)
  })
  it('and its visitors are its members', async () => {
    const visitor = await mintToken(server.folder, 'observer', 'Visitor')
    await upgrade(draft, { Authorization: `Bearer ${visitor}` })
    const { members } = (await (await caller(server.url, { token })('GET', `/api/drafts/${draft}`)).json()) as {
      members: { name: string }[]
    }
    expect(members.map(({ name }) => name)).toContain('Visitor')
  })
})

describe('an upgrade is refused before it happens', () => {
  it.each<[string, () => [string, Record<string, string>, string?], number, string]>([
    ['to nobody', () => [draft, {}], 401, 'not-signed-in'],
    ['to an unknown session', () => [draft, { Cookie: `travaux=${'x'.repeat(43)}`, Origin: server.url }], 401, 'not-signed-in'],
    ['to a wrong token', () => [draft, { Authorization: `Bearer ${'x'.repeat(43)}` }], 401, 'not-signed-in'],
    [
      'to a wrong token beside a good cookie',
      () => [draft, { Authorization: 'Bearer no', Cookie: cookie, Origin: server.url }],
      401,
      'not-signed-in',
    ],
    ['to a token in the address', () => [draft, {}, `?token=${token}`], 401, 'not-signed-in'],
    ['to another site', () => [draft, { Cookie: cookie, Origin: 'https://evil.example' }], 403, 'bad-origin'],
    [
      'to a site that looks like ours',
      () => [draft, { Cookie: cookie, Origin: `${server.url}.evil.example` }],
      403,
      'bad-origin',
    ],
    ['to a session without an origin', () => [draft, { Cookie: cookie }], 403, 'bad-origin'],
    ['to a draft that is not there', () => ['none', { Authorization: `Bearer ${token}` }], 404, 'not-found'],
    ['to an address below a draft', () => [`${draft}/x`, { Authorization: `Bearer ${token}` }], 404, 'not-found'],
    ['to an id with a NUL', () => [`${draft}%00`, { Authorization: `Bearer ${token}` }], 404, 'not-found'],
  ])('%s', async (_, ask, status, id) => {
    expect(await upgrade(...ask())).toEqual({ status, type: `urn:travaux:error:${id}` })
  })

  it('with 429 to an address that keeps failing', async () => {
    const headers = { 'X-Forwarded-For': '203.0.113.20' }
    const statuses: number[] = []
    for (let attempt = 0; attempt < 22; attempt++) statuses.push((await upgrade(draft, headers)).status)
    expect(statuses.slice(0, 20).every((status) => status === 401)).toBe(true)
    expect(statuses.slice(20)).toEqual([429, 429])
  })
})

describe('an open draft is closed', () => {
  const closed = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', resolve))
  const opened = (socket: WebSocket) => new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))

  it('when its person signs out', async () => {
    const invitation = await caller(server.url, { cookie })('POST', '/api/invitations', { name: 'Leaver', role: 'observer' })
    const leaver = await signIn(server.url, ((await invitation.json()) as { link: string }).link)
    const socket = open(draft, { Cookie: leaver, Origin: server.url })
    await opened(socket)
    const code = closed(socket)
    await caller(server.url, { cookie: leaver })('POST', '/api/sign-out')
    expect(await code).toBe(CLOSE.signedOut)
  })

  it('when the token is revoked on the command line', async () => {
    const made = await travaux(['token', '--role', 'observer', '--name', 'Revoked'], { folder: server.folder })
    const socket = open(draft, { Authorization: `Bearer ${made.stdout.trim()}` })
    await opened(socket)
    const code = closed(socket)
    await travaux(['revoke', /^id: (\S+)/m.exec(made.stderr)![1]!], { folder: server.folder })
    expect(await code).toBe(CLOSE.signedOut)
  })
})
