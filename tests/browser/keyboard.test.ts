import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { caller, signIn, startServer, type TestServer } from '../support/server.ts'

/** Each page for who has only a keyboard, or reads at four times the size. */
let server: TestServer
let browser: Awaited<ReturnType<typeof launchBrowser>>
let context: BrowserContext
let draft: string

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  const cookie = await signIn(server.url, server.signInLink, 'Ana Costa')
  const call = caller(server.url, { cookie })
  const [sample] = (await (await call('GET', '/api/instruments')).json()) as { revisions: { id: string }[] }[]
  const made = await call('POST', '/api/drafts', { revisionId: sample!.revisions.at(-1)!.id, title: 'Ours' })
  draft = `/drafts/${((await made.json()) as { id: string }).id}`
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', reducedMotion: 'reduce' })
  const [name, value] = cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: server.url }])
  const page = await open(draft)
  await page
    .getByRole('navigation', { name: 'Outline' })
    .getByRole('button', { name: /^Article 24\b/ })
    .first()
    .click()
  await page.keyboard.type('Changed words ')
  await page.getByLabel('Saved state').getByText('Saved', { exact: true }).waitFor()
  await page.close()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const PAGES: [name: string, address: () => string, shown: (page: Page) => Promise<void>][] = [
  ['home', () => '/', (page) => page.getByText('not an official text').first().waitFor()],
  ['the text', () => draft, (page) => page.getByText('Changed words').first().waitFor()],
  ['the amendments', () => `${draft}/amendments`, (page) => page.getByRole('article', { name: /article 24/ }).waitFor()],
  ['the history', () => `${draft}/history`, (page) => page.getByText('Ana Costa').first().waitFor()],
]

async function open(address: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(new URL(address, server.url).href)
  return page
}

/** What has the keys: how it is named, and whether its looks say so. Null: nothing of the page. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null
    if (!element || element === document.body) return null
    const looks = () => {
      // A ring may lie on the element itself or on the label or frame around it.
      const chain = [element, element.parentElement!, element.parentElement!.parentElement!]
      return JSON.stringify(
        chain.map((one) => {
          const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } = getComputedStyle(one)
          return [outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor]
        }),
      )
    }
    const { x, y, right, bottom } = element.getBoundingClientRect()
    const inView = right > 0 && bottom > 0 && x < innerWidth && y < innerHeight
    const seen = looks()
    const editable = element.isContentEditable
    element.blur()
    const unseen = looks()
    element.focus({ preventScroll: true, focusVisible: true })
    const words = element.getAttribute('aria-label') ?? element.textContent
    return { key: `${element.tagName} ${words.trim().slice(0, 60)}`, editable, inView, shows: editable || seen !== unseen }
  })

/** What could be scrolled sideways, but for the row of tools that is made for it. */
const wider = () =>
  [document.documentElement, ...document.querySelectorAll('body *')]
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && !one.matches('.toolbar, .draft-tabs'))
    .filter((one) => one === document.documentElement || /auto|scroll/.test(getComputedStyle(one).overflowX))
    .map((one) => `${one.tagName} ${one.className}: ${one.scrollWidth} > ${one.clientWidth}`)

describe.each(PAGES)('%s', (_, address, shown) => {
  test('is walked through by Tab, every stop in view and seen to have the keys, and needs no sideways scrolling when magnified', async () => {
    const page = await open(address())
    await shown(page)
    const stops: { key: string; inView: boolean; shows: boolean }[] = []
    for (;;) {
      await page.keyboard.press('Tab')
      const stop = await focused(page)
      if (stop === null || stops.length > 200) break
      stops.push(stop)
      // In the text Tab changes the level, Escape before it leaves.
      if (stop.editable) await page.keyboard.press('Escape')
    }
    expect(stops.length).toBeGreaterThan(3)
    expect(stops.length).toBeLessThan(200)
    expect(stops.filter(({ inView, shows }) => !inView || !shows)).toEqual([])
    // 1280 pixels at 400 %, or at 200 % on half a screen.
    for (const width of [320, 640]) {
      await page.setViewportSize({ width, height: 400 })
      await shown(page)
      expect(await page.evaluate(wider)).toEqual([])
    }
    await page.close()
  })
})
