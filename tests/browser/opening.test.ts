import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { firstText, watchFirstText } from '../support/first-text.ts'
import { longDraft } from '../support/long-draft.ts'
import { caller, signIn, startServer, type TestServer } from '../support/server.ts'

/** Bytes of gzipped script before the text is there: what a slow hotel connection carries in a few seconds. */
const BUDGET = 300_000
const WORDS = 3_000

let server: TestServer
let browser: Browser
let cookie: string

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  cookie = await signIn(server.url, server.signInLink, 'Ana Costa')
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function visitor(): Promise<{ context: BrowserContext; address: string }> {
  const { id } = await longDraft(caller(server.url, { cookie }), WORDS)
  const context = await browser.newContext()
  const [name, value] = cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: server.url }])
  return { context, address: `${server.url}/drafts/${id}` }
}

test('a browser that has never been here fetches at most 300 KB of gzipped script before the text is there', async () => {
  const { context, address } = await visitor()
  const page = await context.newPage()
  await watchFirstText(page)
  const { inserted } = await firstText(page, address)
  // Whatever was asked for before the text was there counts, whether or not it had arrived.
  const scripts = await page.evaluate(
    (before) =>
      performance
        .getEntriesByType('resource')
        .filter(({ name, startTime }) => name.endsWith('.js') && startTime < before)
        .map(({ name }) => name),
    inserted,
  )
  const sizes = await Promise.all(scripts.map(async (url) => gzipSync(await (await fetch(url)).bytes()).length))
  expect(scripts.length).toBeGreaterThan(1)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(BUDGET)
})

test('what the page asks for first is asked for with the page, once', async () => {
  const { context, address } = await visitor()
  const page = await context.newPage()
  await watchFirstText(page)
  await firstText(page, address)
  const asked = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => /\/api\/(me|drafts\/[^/]+)$/.test(new URL(name).pathname))
      .map((entry) => (entry as PerformanceResourceTiming).initiatorType),
  )
  expect(asked).toEqual(['link', 'link'])
})

test('a draft that this browser knows is not sent again, in either direction', async () => {
  const { context, address } = await visitor()
  const first = await open(context, address)
  const second = await open(context, address)
  const text = WORDS * 5
  expect(first.received).toBeGreaterThan(text)
  expect(first.sent).toBeLessThan(1_000)
  expect(second.received).toBeLessThan(text / 10)
  expect(second.sent).toBeLessThan(1_000)
})

test('a browser whose own store answers nothing keeps nobody from the draft', async () => {
  const { context, address } = await visitor()
  const page = await context.newPage()
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest
  })
  await page.goto(address)
  await page.getByText('Saved', { exact: true }).first().waitFor()
  await page.locator('.draft-text p[data-kind="provision"]').first().waitFor()
})

/** Bytes that the draft's socket carried until everything was saved. */
async function open(context: BrowserContext, address: string): Promise<{ sent: number; received: number }> {
  const page = await context.newPage()
  const bytes = { sent: 0, received: 0 }
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => (bytes.sent += payload.length))
    socket.on('framereceived', ({ payload }) => (bytes.received += payload.length))
  })
  await page.goto(address)
  await page.getByText('Saved', { exact: true }).first().waitFor()
  await page.close()
  return bytes
}
