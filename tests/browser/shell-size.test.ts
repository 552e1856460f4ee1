import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
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

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test('a browser that has never been here fetches at most 300 KB of gzipped script before the text is there', async () => {
  const cookie = await signIn(server.url, server.signInLink, 'Ana Costa')
  const { id } = await longDraft(caller(server.url, { cookie }), WORDS)
  const context = await browser.newContext()
  const [name, value] = cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: server.url }])
  const page = await context.newPage()
  await watchFirstText(page)
  const { inserted } = await firstText(page, `${server.url}/drafts/${id}`)
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
