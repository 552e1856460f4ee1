import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { signIn, startServer, temporaryFolder, type TestServer } from '../support/server.ts'

/** Find and replace on the real page with the sample convention. */
let server: TestServer
let browser: Awaited<ReturnType<typeof launchBrowser>>
let page: Page
let revisionId: string

beforeAll(async () => {
  server = await startServer({ folder: temporaryFolder() })
  browser = await launchBrowser()
  const [name, value] = (await signIn(server.url, server.signInLink)).split('=')
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  await context.addCookies([{ name: name!, value: value!, url: server.url }])
  page = await context.newPage()
  const [sample] = (await (await page.request.get(`${server.url}/api/instruments`)).json()) as { revisions: { id: string }[] }[]
  revisionId = sample!.revisions.at(-1)!.id
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const text = () => page.locator('[contenteditable="true"]')
const bar = () => page.getByRole('search', { name: 'Find in the text' })
const field = () => bar().getByLabel('Find', { exact: true })
const position = () => bar().locator('output')
const words = () => text().evaluate((element) => element.textContent)
const count = async (pattern: RegExp) => (await words()).match(pattern)?.length ?? 0

/** A draft of its own for each test. */
beforeEach(async () => {
  const headers = { Origin: server.url, 'X-Travaux': '1' }
  const made = await page.request.post(`${server.url}/api/drafts`, { headers, data: { revisionId, title: 'Finding' } })
  const { id } = (await made.json()) as { id: string }
  await page.goto(`${server.url}/drafts/${id}`)
  await text().locator('p').nth(3).click()
  await page.keyboard.press('Control+Home')
})

async function find(wanted: string): Promise<void> {
  await page.keyboard.press('Control+F')
  await field().fill(wanted)
}

test('Ctrl+F counts the matches, goes round with Enter, F3 and Shift, and Escape leaves the match selected', async () => {
  const total = await count(/electronic evidence/gi)
  expect(total).toBeGreaterThan(3)
  await find('electronic evidence')
  await expect.poll(() => position().textContent()).toBe(`1 of ${total}`)
  await page.keyboard.press('Enter')
  await expect.poll(() => position().textContent()).toBe(`2 of ${total}`)
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.press('Shift+F3')
  await expect.poll(() => position().textContent()).toBe(`${total} of ${total}`)
  await page.keyboard.press('F3')
  await expect.poll(() => position().textContent()).toBe(`1 of ${total}`)
  const current = page.locator('.find-match-current').first()
  expect(await current.evaluate((element) => element.checkVisibility({ contentVisibilityAuto: true }))).toBe(true)
  await expect.poll(() => current.boundingBox().then((box) => box !== null && box.y > 0 && box.y < 900)).toBe(true)
  await page.keyboard.press('Escape')
  expect(await bar().count()).toBe(0)
  expect(await page.locator('.find-match').count()).toBe(0)
  expect(await page.evaluate(() => getSelection()!.toString().toLowerCase())).toBe('electronic evidence')
})

test('capital letters and whole words narrow the search; nothing found is said', async () => {
  await find('sTATE')
  await expect.poll(() => position().textContent()).toMatch(/ of [\d,]+$/)
  const all = Number((await position().textContent())!.split(' of ')[1]!.replace(',', ''))
  await bar().getByRole('button', { name: 'Match capital letters' }).click()
  await expect.poll(() => position().textContent()).toBe('Not found')
  await field().fill('State')
  await bar().getByRole('button', { name: 'Whole words only' }).click()
  await expect.poll(() => position().textContent()).toMatch(/^\d+ of \d+$/)
  expect(Number((await position().textContent())!.split(' of ')[1])).toBeLessThan(all)
})

test('the bar follows what is written while it is open', async () => {
  await find('zyzzyva')
  await expect.poll(() => position().textContent()).toBe('Not found')
  await text().locator('p').nth(3).click()
  await page.keyboard.type('zyzzyva ')
  await expect.poll(() => position().textContent()).toBe('1 of 1')
  await page.keyboard.press('Control+Z')
  await expect.poll(() => position().textContent()).toBe('Not found')
})

test('one match is replaced and shown in the redline; replace all is one step of undo', async () => {
  const before = await count(/service provider/gi)
  expect(before).toBeGreaterThan(5)
  await find('service provider')
  await bar().getByRole('button', { name: 'Replace…' }).click()
  await bar().getByLabel('Replace with').fill('carrier of data')
  await bar().getByRole('button', { name: 'Replace', exact: true }).click()
  await expect.poll(() => position().textContent()).toMatch(new RegExp(`of ${before - 1}$`))
  await bar().getByRole('button', { name: 'Replace all' }).click()
  await expect.poll(() => position().textContent()).toBe(`${before - 1} matches replaced`)
  await expect.poll(() => count(/carrier of data/g)).toBe(before)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Z')
  await expect.poll(() => count(/carrier of data/g)).toBe(1)
})

test('the open bar has no serious accessibility problem and does not cover the text', async () => {
  await find('State Party')
  await bar().getByRole('button', { name: 'Replace…' }).click()
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run('.find-bar'))
  expect(violations.map(({ id }) => id)).toEqual([])
})

/** Enough for a slow machine: a replacement that rewrote the article each time would take minutes. */
test('replacing what stands hundreds of times keeps every other word, and the server takes it', async () => {
  const before = await plain()
  await find('the')
  await bar().getByRole('button', { name: 'Replace…' }).click()
  await bar().getByRole('button', { name: 'Whole words only' }).click()
  await bar().getByRole('button', { name: 'Match capital letters' }).click()
  await bar().getByLabel('Replace with').fill('THE')
  await bar().getByRole('button', { name: 'Replace all' }).click()
  await expect.poll(() => position().textContent()).toMatch(/^[5-9]\d\d matches replaced$/)
  expect(await plain()).toBe(before.replace(/(?<![\p{L}\p{N}_])the(?![\p{L}\p{N}_])/gu, 'THE'))
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Z')
  await expect.poll(plain).toBe(before)
  await page.getByLabel('Saved state').getByText('Saved', { exact: true }).waitFor()
})

/** The draft's words without what the redline draws into it. */
const plain = () =>
  text().evaluate((element) => {
    const { editor } = element as unknown as {
      editor: { state: { doc: { textBetween(from: number, to: number, block: string): string; content: { size: number } } } }
    }
    const { doc } = editor.state
    return doc.textBetween(0, doc.content.size, '\n')
  })
