import type { Browser, Page } from 'playwright-core'
import { encodeDocument, type DocumentJSON } from '@travaux/shared/model'
import { launchBrowser } from '../support/browser.ts'
import { serveEditorPage } from '../support/editor-page/build.ts'
import { treaty } from '../support/treaty.ts'
import { median, type Bench, type Row } from './row.ts'

/**
 * The editor in a real browser beside plain Tiptap on the same nodes, text and type, without Yjs and without a redline. Ours may
 * leave articles off the screen unlaid (`content-visibility` in `editor.css`), which plain Tiptap does not.
 */
const WORDS = 20_000
const OPENINGS = 7
/** Keys at each of the three places; typed in turns, so that a busy machine slows both alike. */
const KEYS = 60
const TURN = 10
const PEER = 'plain Tiptap'

/** `spared`: plain Tiptap that skips articles off the screen as ours does; a stricter peer, shown without a target. */
type Kind = 'ours' | 'plain' | 'spared'
const KINDS: readonly Kind[] = ['ours', 'plain', 'spared']
/** What a key in our editor does: it changes the draft, or becomes a suggestion. */
const MODES = [
  { mode: 'editing', target: 1.3 },
  { mode: 'suggesting', target: 1.5 },
] as const
type Mode = (typeof MODES)[number]['mode']

export default {
  name: `Editor, ${WORDS.toLocaleString('en')} words in Chromium`,
  async run({ wants }): Promise<Row[]> {
    const text = encodeDocument(treaty(WORDS))
    const site = await serveEditorPage()
    const browser = await launchBrowser()
    try {
      const measured: Row[] = []
      if (wants('open')) measured.push(...(await openings(browser, site.url, text)))
      if (wants('colleague')) measured.push(...(await colleaguesKeystrokes(browser, site.url, text)))
      for (const { mode, target } of MODES)
        if (wants(mode)) measured.push(...(await keystrokes(browser, site.url, text, mode, target)))
      return measured
    } finally {
      await browser.close()
      await site.close()
    }
  },
} satisfies Bench

async function openings(browser: Browser, url: string, text: DocumentJSON): Promise<Row[]> {
  const times: Times = { ours: [], plain: [], spared: [] }
  for (let run = -1; run < OPENINGS; run++)
    for (const kind of KINDS) {
      const page = await blankPage(browser, url)
      const time = await open(page, kind, text)
      if (run >= 0) times[kind].push(time)
      await page.close()
    }
  return rows('open: from the draft’s bytes and its decoded base to the first painted frame', times, 1.5)
}

async function keystrokes(browser: Browser, url: string, text: DocumentJSON, mode: Mode, target: number): Promise<Row[]> {
  const pages = {
    ours: await blankPage(browser, url),
    plain: await blankPage(browser, url),
    spared: await blankPage(browser, url),
  }
  for (const kind of KINDS) await open(pages[kind], kind, text)
  await pages.ours.evaluate((mode) => window.harness.session('ours').setMode(mode), mode)
  const measured: Row[] = []
  for (const [place, share] of PLACES) {
    const times: Times = { ours: [], plain: [], spared: [] }
    for (const kind of KINDS) await placeCaret(pages[kind], share)
    for (let turn = -1; turn < KEYS / TURN; turn++)
      for (const kind of KINDS) {
        const taken = await typeKeys(pages[kind], TURN)
        if (turn >= 0) times[kind].push(...taken)
      }
    measured.push(...rows(`${mode}: keystroke to paint at the ${place}`, times, target))
  }
  return measured
}

/** A colleague's letters, from the update to the frame that shows them, in view. */
async function colleaguesKeystrokes(browser: Browser, url: string, text: DocumentJSON): Promise<Row[]> {
  const pages = { ours: await blankPage(browser, url), bound: await blankPage(browser, url) }
  await open(pages.ours, 'ours', text)
  await pages.bound.evaluate((text) => void window.harness.openBound('bound', text), text)
  const measured: Row[] = []
  for (const [place, share] of PLACES) {
    const times: Record<keyof typeof pages, number[]> = { ours: [], bound: [] }
    for (const page of Object.values(pages)) await placeCaret(page, share)
    for (let turn = -1; turn < KEYS / TURN; turn++)
      for (const kind of ['ours', 'bound'] as const) {
        await pages[kind].bringToFront()
        const taken = await pages[kind].evaluate(([kind, share, count]) => window.harness.hearKeys(kind, share, count), [
          kind,
          share,
          TURN,
        ] as const)
        if (turn >= 0) times[kind].push(...taken)
      }
    measured.push({
      measure: `a colleague’s keystroke to paint at the ${place}`,
      ours: median(times.ours),
      peer: median(times.bound),
      peerName: `${PEER} with y-prosemirror`,
      unit: 'ms',
      target: 1.3,
    })
  }
  await Promise.all(Object.values(pages).map((page) => page.close()))
  return measured
}

const PLACES = [
  ['beginning', 0.02],
  ['middle', 0.5],
  ['end', 0.97],
] as const

type Times = Record<Kind, number[]>

function rows(measure: string, times: Times, target: number): Row[] {
  const ours = { measure, ours: median(times.ours), unit: 'ms' } as const
  return [
    { ...ours, peer: median(times.plain), peerName: PEER, target },
    { ...ours, peer: median(times.spared), peerName: `${PEER} that skips articles off the screen`, target: null },
  ]
}

async function blankPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } })
  await page.goto(url)
  await page.waitForFunction(() => 'harness' in window)
  return page
}

/** Milliseconds from the draft's bytes (ours) or JSON (plain) to the frame that shows it. */
async function open(page: Page, kind: Kind, text: DocumentJSON): Promise<number> {
  await page.bringToFront()
  return page.evaluate(
    async ([kind, text]) => {
      window.harness.prepare('ours', text)
      const painted = () =>
        new Promise<number>((done) =>
          requestAnimationFrame(() => {
            const channel = new MessageChannel()
            channel.port1.addEventListener('message', () => done(performance.now()))
            channel.port1.start()
            channel.port2.postMessage(null)
          }),
        )
      await painted()
      const start = performance.now()
      if (kind === 'ours') window.harness.open('ours', { draft: text, base: text })
      else window.harness.openPlain('plain', text, kind === 'spared')
      return (await painted()) - start
    },
    [kind, text] as const,
  )
}

/** A click into the paragraph that stands at this share of the text. */
async function placeCaret(page: Page, share: number): Promise<void> {
  await page.bringToFront()
  const paragraphs = page.locator('p[data-kind="provision"]')
  const paragraph = paragraphs.nth(Math.floor((await paragraphs.count()) * share))
  await paragraph.scrollIntoViewIfNeeded()
  await paragraph.click()
  await page.keyboard.press('End')
  await page.waitForTimeout(300)
}

async function typeKeys(page: Page, count: number): Promise<number[]> {
  await page.bringToFront()
  const times: number[] = []
  for (let key = 0; key < count; key++) {
    await page.evaluate(() => {
      window.addEventListener(
        'keydown',
        () => {
          const start = performance.now()
          requestAnimationFrame(() => {
            const channel = new MessageChannel()
            channel.port1.addEventListener('message', () => (window.lastKey = performance.now() - start))
            channel.port1.start()
            channel.port2.postMessage(null)
          })
        },
        { capture: true, once: true },
      )
      window.lastKey = undefined
    })
    await page.keyboard.press('etaoinshrd '[key % 11]!)
    await page.waitForFunction(() => window.lastKey !== undefined, null, { polling: 20 })
    times.push(await page.evaluate(() => window.lastKey!))
  }
  return times
}

declare global {
  interface Window {
    /** Milliseconds from the last keydown to the end of the frame that followed. */
    lastKey: number | undefined
  }
}
