import { createHash } from 'node:crypto'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caller, mintToken, signIn, startServer, temporaryFolder, tokenOf, travaux, type TestServer } from '../support/server.ts'

let server: TestServer
let coordinator: ReturnType<typeof caller>
const setUp = { link: '', cookie: '' }

beforeAll(async () => {
  server = await startServer()
  setUp.link = server.signInLink
  setUp.cookie = await signIn(server.url, setUp.link, 'Ada')
  coordinator = caller(server.url, { cookie: setUp.cookie })
})
afterAll(() => server.stop())

const exchange = (token: string, headers: Record<string, string> = { Origin: server.url }) =>
  fetch(`${server.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ token }),
  })

async function invite(role = 'drafter', name = 'Grace'): Promise<{ id: string; link: string }> {
  const response = await coordinator('POST', '/api/invitations', { name, role })
  expect(response.status).toBe(201)
  return (await response.json()) as { id: string; link: string }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

const type = async (response: Response): Promise<string> => ((await response.json()) as { type: string }).type
const inStore = <T>(work: (sqlite: DatabaseSync) => T): T => {
  const sqlite = new DatabaseSync(path.join(server.folder, 'travaux.db'), { timeout: 5000 })
  try {
    return work(sqlite)
  } finally {
    sqlite.close()
  }
}

describe('the first coordinator', () => {
  it('signs in by the link that the server printed', async () => {
    expect(await (await coordinator('GET', '/api/me')).json()).toMatchObject({ name: 'Ada', role: 'coordinator' })
  })

  it('carries the token in the fragment, where no server sees it', () => {
    expect(new URL(setUp.link).pathname).toBe('/join')
    expect(tokenOf(setUp.link)).toHaveLength(43)
  })

  it('is asked for until there is one, and each start ends the links of earlier ones', async () => {
    const folder = temporaryFolder()
    const first = await startServer({ folder })
    await first.stop()
    const second = await startServer({ folder })
    expect(tokenOf(second.signInLink)).not.toBe(tokenOf(first.signInLink))
    await expect(signIn(second.url, first.signInLink)).rejects.toThrow('link-expired')
    await signIn(second.url, second.signInLink)
    await second.stop()
    const third = await startServer({ folder })
    expect(third.signInLink).toBe(third.url)
    await third.stop()
  })
})

describe('an invitation', () => {
  it('signs one person in, once, with its name and role', async () => {
    const { link } = await invite('reviewer', 'Grace')
    const cookie = await signIn(server.url, link)
    expect(await (await caller(server.url, { cookie })('GET', '/api/me')).json()).toMatchObject({
      name: 'Grace',
      role: 'reviewer',
    })
    const again = await exchange(tokenOf(link))
    expect([again.status, await type(again)]).toEqual([410, 'urn:travaux:error:link-used'])
  })

  it('signs in only one of ten who try at the same moment', async () => {
    const { link } = await invite()
    const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await exchange(tokenOf(link))).status))
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 410)).toHaveLength(9)
  })

  it('works until it expires', async () => {
    const { id, link } = await invite()
    inStore((sqlite) => sqlite.prepare('UPDATE links SET expires_at = ? WHERE id = ?').run('2020-01-01T00:00:00.000Z', id))
    const late = await exchange(tokenOf(link))
    expect([late.status, await type(late)]).toEqual([410, 'urn:travaux:error:link-expired'])
  })

  it('works until it is revoked', async () => {
    const { id, link } = await invite()
    expect((await coordinator('DELETE', `/api/invitations/${id}`)).status).toBe(204)
    expect(await type(await exchange(tokenOf(link)))).toBe('urn:travaux:error:link-expired')
    expect((await coordinator('DELETE', `/api/invitations/${id}`)).status).toBe(404)
  })

  it('can sign somebody in again who has lost their session: under their own id, name and role, as long as they have access', async () => {
    const first = (await (await exchange(tokenOf((await invite('reviewer', 'Noor')).link))).json()) as { id: string }
    const again = async () => {
      const { status, stdout, stderr } = await travaux(['invite', '--person', 'Noor'], { folder: server.folder })
      expect([status, stderr]).toEqual([0, expect.stringContaining('valid until')])
      return tokenOf(stdout.trim())
    }
    const [link, unused] = [await again(), await again()]
    expect(await (await exchange(link)).json()).toEqual(first)
    expect((await exchange(link)).status).toBe(410)
    expect((await coordinator('POST', `/api/people/${first.id}/link`, {})).status).toBe(201)

    expect((await travaux(['revoke', first.id], { folder: server.folder })).status).toBe(0)
    expect(await type(await exchange(unused))).toBe('urn:travaux:error:link-expired')
    expect((await coordinator('POST', `/api/people/${first.id}/link`, {})).status).toBe(404)
    expect((await travaux(['invite', '--person', 'Noor'], { folder: server.folder })).status).toBe(1)
  })

  it('is listed without its link', async () => {
    const { id, link } = await invite('observer', 'Listed')
    const text = await (await coordinator('GET', '/api/invitations')).text()
    expect(text).toContain(id)
    expect(text).not.toContain(tokenOf(link))
  })
})

describe('secrets', () => {
  it('are stored hashed, and never logged', async () => {
    const { link } = await invite()
    const session = await signIn(server.url, link)
    const script = await mintToken(server.folder, 'observer')
    const secrets = [tokenOf(setUp.link), tokenOf(link), session.split('=')[1]!, script]
    const stored = inStore((sqlite) =>
      ['links', 'sessions', 'tokens'].map((table) => JSON.stringify(sqlite.prepare(`SELECT * FROM ${table}`).all())).join(),
    )
    for (const secret of secrets) {
      expect(stored).not.toContain(secret)
      expect(stored).toContain(createHash('sha256').update(secret).digest('base64url'))
      expect(server.log()).not.toContain(secret)
    }
  })
})

describe('the session cookie', () => {
  it('is out of reach for scripts and other sites', async () => {
    const cookie = (await exchange(tokenOf((await invite()).link))).headers.getSetCookie()[0]
    expect(cookie).toMatch(/^travaux=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  it('is bound to the host, and to https, where the origin is https', async () => {
    const origin = 'https://travaux.example.org'
    const port = await freePort()
    const behindProxy = await startServer({ env: { TRAVAUX_ORIGIN: origin, PORT: String(port) } })
    expect(behindProxy.signInLink).toMatch(/^https:\/\/travaux\.example\.org\/join#/)
    const from = (origin: string) =>
      fetch(`http://127.0.0.1:${port}/api/sign-in`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: origin },
        body: JSON.stringify({ token: tokenOf(behindProxy.signInLink) }),
      })
    expect((await from(`http://127.0.0.1:${port}`)).status).toBe(403)
    const signedIn = await from(origin)
    expect(signedIn.headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect(signedIn.headers.getSetCookie()[0]).toMatch(
      /^__Host-travaux=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    await behindProxy.stop()
  })

  it('moves on when a day has passed, and ends when its time has', async () => {
    const cookie = await signIn(server.url, (await invite()).link)
    const id = createHash('sha256').update(cookie.split('=')[1]!).digest('base64url')
    const person = caller(server.url, { cookie })
    const endsIn = (days: number) => {
      const end = new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString()
      inStore((sqlite) => sqlite.prepare('UPDATE sessions SET expires_at = ? WHERE id = ?').run(end, id))
    }
    expect((await person('GET', '/api/me')).headers.getSetCookie()).toEqual([])
    endsIn(28)
    expect((await person('GET', '/api/me')).headers.getSetCookie()).toEqual([expect.stringContaining(cookie)])
    expect((await person('GET', '/api/me')).headers.getSetCookie()).toEqual([])
    endsIn(-1)
    expect((await person('GET', '/api/me')).status).toBe(401)
  })

  it('ends with signing out', async () => {
    const cookie = await signIn(server.url, (await invite()).link)
    const person = caller(server.url, { cookie })
    expect((await person('POST', '/api/sign-out')).status).toBe(204)
    expect((await person('GET', '/api/me')).status).toBe(401)
  })

  it('ends with the person’s access', async () => {
    const person = caller(server.url, { cookie: await signIn(server.url, (await invite()).link) })
    const { id } = (await (await person('GET', '/api/me')).json()) as { id: string }
    expect((await travaux(['revoke', id], { folder: server.folder })).status).toBe(0)
    expect((await person('GET', '/api/me')).status).toBe(401)
  })
})

describe('a script’s token', () => {
  it('acts with its role until it is revoked', async () => {
    const made = await travaux(['token', '--role', 'observer', '--name', 'Reader'], { folder: server.folder })
    const script = caller(server.url, { token: made.stdout.trim() })
    expect(await (await script('GET', '/api/me')).json()).toMatchObject({ name: 'Reader', role: 'observer' })
    const id = /^id: (\S+)/m.exec(made.stderr)![1]!
    expect((await travaux(['revoke', id], { folder: server.folder })).status).toBe(0)
    expect((await script('GET', '/api/me')).status).toBe(401)
  })

  it('is not rescued by a cookie when it is wrong, and not taken from the address', async () => {
    const token = await mintToken(server.folder, 'observer')
    const wrong = await fetch(`${server.url}/api/me`, {
      headers: { Authorization: 'Bearer wrong-wrong-wrong-wrong', Cookie: setUp.cookie },
    })
    expect(wrong.status).toBe(401)
    expect((await fetch(`${server.url}/api/me?token=${token}&access_token=${token}`)).status).toBe(401)
  })
})

describe('requests from other sites', () => {
  const body = JSON.stringify({ name: 'Eve', role: 'coordinator' })
  const json = { 'Content-Type': 'application/json' }
  it.each([
    ['another origin', { ...json, Origin: 'https://evil.example' }],
    ['a sandboxed page', { ...json, Origin: 'null' }],
    ['another port of this host', { ...json, Origin: 'http://127.0.0.1:1' }],
    ['a browser that names another site', { ...json, 'Sec-Fetch-Site': 'cross-site' }],
    ['a neighbour under the same domain', { ...json, 'Sec-Fetch-Site': 'same-site' }],
    ['a plain HTML form', { 'Content-Type': 'text/plain' }],
  ])('%s cannot act with a visitor’s cookie', async (_, headers) => {
    const response = await fetch(`${server.url}/api/invitations`, {
      method: 'POST',
      headers: { ...headers, Cookie: setUp.cookie },
      body,
    })
    expect([response.status, await type(response)]).toEqual([403, 'urn:travaux:error:bad-origin'])
  })

  it('cannot sign a visitor in as somebody else', async () => {
    const response = await exchange(tokenOf((await invite()).link), { Origin: 'https://evil.example' })
    expect(response.status).toBe(403)
  })

  it('can act with a token, which no browser sends on its own', async () => {
    const token = await mintToken(server.folder, 'coordinator')
    const headers = { ...json, Origin: 'https://script.example', Authorization: `Bearer ${token}` }
    expect((await fetch(`${server.url}/api/invitations`, { method: 'POST', headers, body })).status).toBe(201)
  })
})

describe('guessing', () => {
  it('is answered with 429 after a while, and other addresses are not affected', async () => {
    const guess = (address: string) => exchange('x'.repeat(43), { Origin: server.url, 'X-Forwarded-For': address })
    const statuses: number[] = []
    for (let attempt = 0; attempt < 25; attempt++) statuses.push((await guess('203.0.113.7')).status)
    expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 404))
    expect(statuses.slice(20)).toEqual(Array.from({ length: 5 }, () => 429))
    expect((await guess('203.0.113.8')).status).toBe(404)
  })
})
