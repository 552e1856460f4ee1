import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PALETTE } from '../../server/src/auth/colour.ts'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const get = (target: string, headers: Record<string, string> = {}) => fetch(server.url + target, { headers })

describe('the built page', () => {
  it.each(['/', '/join', '/drafts/some-draft'])('is given at %s, and asked for again each time', async (target) => {
    const page = await get(target)
    expect(await page.text()).toContain('<div id="root">')
    expect(page.headers.get('cache-control')).toBe('no-cache')
  })

  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ])('has parts that are kept for ever, compressed for a browser that accepts %s', async (accepted, encoding) => {
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(await (await get('/')).text())![1]!
    const part = await get(script, { 'Accept-Encoding': accepted })
    expect(part.headers.get('content-encoding')).toBe(encoding)
    expect(part.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(part.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(await part.text()).toBe(await (await get(script)).text())
  })

  it.each(['/assets/none.js', '/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '/.env', '/server.lock'])(
    'has no part at %s',
    async (target) => {
      expect((await get(target)).status).toBe(404)
    },
  )
})

describe('people’s colours', () => {
  /** WCAG 2.2, relative luminance. */
  const luminance = (colour: string): number => {
    const [r, g, b] = [1, 3, 5].map((start) => {
      const channel = Number.parseInt(colour.slice(start, start + 2), 16) / 255
      return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
    }) as [number, number, number]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  it.each(PALETTE)('%s bears white text and stands out on white (AA, 4.5 : 1)', (colour) => {
    expect(1.05 / (luminance(colour) + 0.05)).toBeGreaterThanOrEqual(4.5)
  })
})
