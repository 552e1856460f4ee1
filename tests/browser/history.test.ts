import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { seriousProblems, shot } from '../support/look.ts'
import { caller, signIn, startServer, type TestServer } from '../support/server.ts'

/** Two drafters at one draft: who wrote what is told in the text, and its versions are named, compared and put back. */
let server: TestServer
let browser: Awaited<ReturnType<typeof launchBrowser>>
let address: string
let coordinator: ReturnType<typeof caller>
const errors: string[] = []

beforeEach(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  coordinator = caller(server.url, { cookie: await signIn(server.url, server.signInLink) })
  const [sample] = (await (await coordinator('GET', '/api/instruments')).json()) as { revisions: { id: string }[] }[]
  const created = await coordinator('POST', '/api/drafts', { revisionId: sample!.revisions.at(-1)!.id, title: 'Ours' })
  address = `${server.url}/drafts/${((await created.json()) as { id: string }).id}`
})
afterEach(async () => {
  await browser?.close()
  await server?.stop()
})

async function comeIn(name: string): Promise<Page> {
  const invited = await coordinator('POST', '/api/invitations', { name, role: 'drafter' })
  const { link } = (await invited.json()) as { link: string }
  const context: BrowserContext = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })
  const page = await context.newPage()
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  await page.goto(link)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Drafts', exact: true }).waitFor()
  await page.goto(address)
  await text(page).waitFor()
  return page
}

const text = (page: Page) => page.locator('[contenteditable="true"]')

async function write(page: Page, article: RegExp, words: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Outline' }).getByRole('button', { name: article }).first().click()
  await page.keyboard.type(words)
  await page.getByLabel('Saved state').getByText('Saved', { exact: true }).waitFor()
}

/** At the width of a desk and of a phone, light and dark: nothing that axe calls serious, nothing that runs out of the page. */
async function readsEverywhere(page: Page, name: string): Promise<void> {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
    await shot(page, `${name}-${width}`)
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await seriousProblems(page)).toEqual([])
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

/** The pointer leaves and comes again until the server knows. */
async function hover(page: Page, words: string): Promise<string> {
  await page.mouse.move(5, 5)
  await text(page).locator('ins', { hasText: words }).first().hover()
  return (await page.getByRole('tooltip').textContent({ timeout: 4000 })) ?? ''
}

test('hover and the authors view tell who wrote what; a version is named, compared and restored', async () => {
  const [dora, dan] = [await comeIn('Dora'), await comeIn('Dan')]
  await write(dora, /^Article 1\b/, 'Plainly ')
  await write(dan, /^Article 2\b/, 'Briefly ')
  await text(dora).getByText('Briefly').waitFor()
  await expect.poll(() => hover(dora, 'Briefly').catch(() => '')).toMatch(/^Written by Dan, .*\d{2}:\d{2}\.$/)
  expect(await hover(dora, 'Plainly')).toMatch(/^Written by Dora, /)

  await dora.getByRole('button', { name: 'Authors: who wrote which words' }).click()
  const legend = dora.getByRole('region', { name: 'Who wrote what' })
  await expect.poll(() => legend.getByRole('listitem').allTextContents()).toEqual(['Dora', 'Dan'])
  // Words that took longer than a minute to write are marked minute by minute.
  const marked = async () => (await text(dora).locator('.written').allTextContents()).join('')
  await expect.poll(marked).toBe('Plainly Briefly ')
  const looks = await text(dora)
    .locator('.written')
    .evaluateAll((marks) => marks.map((mark) => getComputedStyle(mark).textDecorationStyle))
  expect(new Set(looks).size).toBe(2)
  await readsEverywhere(dora, 'authors')
  await legend.getByRole('button', { name: 'Hide authors' }).click()
  await expect.poll(() => text(dora).locator('.written').count()).toBe(0)

  await dora.getByRole('link', { name: 'History' }).click()
  await dora.getByRole('heading', { name: 'History', exact: true }).waitFor()
  const redline = dora.locator('.history-paper')
  await redline.locator('ins', { hasText: 'Plainly' }).waitFor()
  expect(await redline.locator('ins').first().getAttribute('title')).toMatch(/^Written by Dora, /)
  await redline.getByText(/^Changed by Dan, /).waitFor()
  await redline
    .getByText(/^Article /)
    .first()
    .waitFor()
  await readsEverywhere(dora, 'history')
  await dora.getByRole('button', { name: 'Name this version' }).click()
  await dora.getByLabel('Name', { exact: true }).fill('Second reading')
  await dora.getByRole('button', { name: 'Save' }).click()
  const versions = dora.getByRole('navigation', { name: 'Versions' })
  await versions.getByText('Second reading').waitFor()

  await versions.getByRole('button', { name: 'The text it started from' }).click()
  await dora.getByText('The two versions read the same.').waitFor()
  await dora.getByRole('button', { name: 'Restore this version' }).click()
  await dora.getByRole('dialog').getByRole('button', { name: 'Restore this version' }).click()
  await versions.getByText(/^Dora restored “The text it started from”/).waitFor()
  await expect.poll(() => text(dan).textContent()).not.toMatch(/Plainly|Briefly/)
  expect(errors).toEqual([])
})
