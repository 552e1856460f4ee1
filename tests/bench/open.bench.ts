import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { firstText, watchFirstText } from '../support/first-text.ts'
import { longDraft } from '../support/long-draft.ts'
import { servePlainPage } from '../support/plain-page/serve.ts'
import { caller, signIn, startServer } from '../support/server.ts'
import { median, type Bench, type Row } from './row.ts'

/**
 * A draft as a person opens it, from the navigation to the painted text, with the browser's cache warm: Travaux's own page on a real
 * server beside a page that does nothing but fetch the same text and give it to Tiptap. They take turns, so that a busy machine slows
 * them alike.
 */
const WORDS = 20_000
const OPENINGS = 11
const WARM_UP = 3

export default {
  name: `Draft page, ${WORDS.toLocaleString('en')} words on a real server`,
  async run(): Promise<Row[]> {
    const [server, browser] = await Promise.all([startServer({ env: { LOG_LEVEL: 'info' } }), launchBrowser()])
    const cookie = await signIn(server.url, server.signInLink, 'Ana Costa')
    const { id, text } = await longDraft(caller(server.url, { cookie }), WORDS)
    const plain = await servePlainPage(text)
    try {
      const pages = { ours: await visitor(browser, server.url, cookie), plain: await visitor(browser) }
      const times = { ours: [] as number[], laidOut: [] as number[], spared: [] as number[] }
      for (let run = -WARM_UP; run < OPENINGS; run++) {
        const ours = await opening(pages.ours, `${server.url}/drafts/${id}`)
        const laidOut = await opening(pages.plain, plain.url)
        const spared = await opening(pages.plain, `${plain.url}?spared`)
        if (run < 0) continue
        times.ours.push(ours)
        times.laidOut.push(laidOut)
        times.spared.push(spared)
      }
      return [
        row('plain Tiptap', median(times.ours), median(times.laidOut), 1.5),
        row('plain Tiptap that skips articles off the screen', median(times.ours), median(times.spared), null),
      ]
    } finally {
      await browser.close()
      await plain.close()
      await server.stop()
    }
  },
} satisfies Bench

const row = (peerName: string, ours: number, peer: number, target: number | null): Row => ({
  measure: 'open: from the navigation to the painted text',
  ours,
  peer,
  peerName,
  unit: 'ms',
  target,
})

/** A window whose cache is its own. */
async function visitor(browser: Browser, url?: string, cookie?: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  if (url && cookie) {
    const [name, value] = cookie.split('=') as [string, string]
    await context.addCookies([{ name, value, url }])
  }
  const page = await context.newPage()
  await watchFirstText(page)
  return page
}

/** What the page before does on leaving is over when the next one is asked for. */
async function opening(page: Page, address: string): Promise<number> {
  await page.bringToFront()
  await page.goto('about:blank')
  await page.waitForTimeout(150)
  const { painted } = await firstText(page, address)
  await page.waitForTimeout(500)
  return painted
}
