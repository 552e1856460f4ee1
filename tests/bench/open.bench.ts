import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { firstText, watchFirstText } from '../support/first-text.ts'
import { longDraft } from '../support/long-draft.ts'
import { servePlainPage } from '../support/plain-page/serve.ts'
import { caller, signIn, startServer } from '../support/server.ts'
import { median, type Bench, type Row } from './row.ts'

/**
 * A draft as a person opens it, from the navigation to the painted text, with the browser's cache warm: Travaux's own page on a real
 * server beside a page that does nothing but fetch the same text and give it to Tiptap. They take turns, so that a busy machine slows
 * them alike. Both are opened from a page of their own site, as from the list of drafts or by loading anew, and in a new tab, as from
 * a letter: there the browser starts a process, which compiles the scripts again.
 */
const WORDS = 20_000
const OPENINGS = 11
const WARM_UP = 3
const TARGET = 1.5

type Way = 'from its own site' | 'in a new tab'
const WAYS: readonly Way[] = ['from its own site', 'in a new tab']

export default {
  name: `Draft page, ${WORDS.toLocaleString('en')} words on a real server`,
  async run(): Promise<Row[]> {
    const [server, browser] = await Promise.all([startServer({ env: { LOG_LEVEL: 'info' } }), launchBrowser()])
    const cookie = await signIn(server.url, server.signInLink, 'Ana Costa')
    const { id, text } = await longDraft(caller(server.url, { cookie }), WORDS)
    const plain = await servePlainPage(text)
    try {
      const windows = { ours: await window(browser, { url: server.url, cookie }), plain: await window(browser) }
      const rows: Row[] = []
      for (const way of WAYS) {
        const times = { ours: [] as number[], laidOut: [] as number[], spared: [] as number[] }
        for (let run = -WARM_UP; run < OPENINGS; run++) {
          const ours = await opening(windows.ours, way, `${server.url}/drafts/${id}`)
          const laidOut = await opening(windows.plain, way, plain.url)
          const spared = await opening(windows.plain, way, `${plain.url}?spared`)
          if (run < 0) continue
          times.ours.push(ours)
          times.laidOut.push(laidOut)
          times.spared.push(spared)
        }
        rows.push(row(way, 'plain Tiptap', median(times.ours), median(times.laidOut), TARGET))
        rows.push(row(way, 'plain Tiptap that skips articles off the screen', median(times.ours), median(times.spared), null))
      }
      return rows
    } finally {
      await browser.close()
      await plain.close()
      await server.stop()
    }
  },
} satisfies Bench

const row = (way: Way, peerName: string, ours: number, peer: number, target: number | null): Row => ({
  measure: `open ${way}: from the navigation to the painted text`,
  ours,
  peer,
  peerName,
  unit: 'ms',
  target,
})

/** A person's browser, whose cache is its own. */
async function window(browser: Browser, signedIn?: { url: string; cookie: string }): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  if (signedIn) {
    const [name, value] = signedIn.cookie.split('=') as [string, string]
    await context.addCookies([{ name, value, url: signedIn.url }])
  }
  await tab(context)
  return context
}

async function tab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await watchFirstText(page)
  return page
}

/** What the page before does on leaving is over when the next one is asked for. */
async function opening(context: BrowserContext, way: Way, address: string): Promise<number> {
  const first = context.pages()[0]!
  const page = way === 'in a new tab' ? await tab(context) : first
  await page.bringToFront()
  // An address of the site that is no page.
  await first.goto(new URL('/none.txt', address).href)
  await page.waitForTimeout(150)
  const { painted } = await firstText(page, address)
  await page.waitForTimeout(500)
  if (page !== first) await page.close()
  return painted
}
