import { mkdirSync } from 'node:fs'
import path from 'node:path'
import axe from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { para, wordFile } from '../support/parse-docx.ts'
import { placedPdf } from '../support/placed-pdf.ts'
import { startServer, type TestServer } from '../support/server.ts'

/** Checking an import in a real browser: a Word file with doubtful places, corrected, published and compared. */
let server: TestServer
let browser: Awaited<ReturnType<typeof launchBrowser>>
let window: BrowserContext

beforeAll(async () => {
  server = await startServer()
  browser = await launchBrowser()
  window = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  const page = await window.newPage()
  await page.goto(server.signInLink)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Instruments', exact: true }).waitFor()
  await page.close()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** A treaty in which a point's letter is wrong, a paragraph runs into the next, a heading is taken for text and an article is missing. */
const LINES = [
  'Convention on Doubtful Places',
  'The States Parties to this Convention,',
  'Have agreed as follows:',
  'Chapter I',
  'General provisions',
  'Article 1',
  'Purposes',
  '1. The purposes of this Convention are:',
  '(a) to test;',
  '(h) to test again.',
  '2. Each Party shall report. 3. It shall publish what it reports.',
  'Article 3',
  'Use of terms',
  'Words mean what they say.',
  'The secretariat printed this line by mistake.',
]
/** A treaty with a table of contents. */
const CONTENTS = [
  'Convention with a Table of Contents',
  'Contents',
  ...Array.from({ length: 30 }, (_, at) => `Article ${at + 1} Subject ${at + 1} ${at + 2}`),
  ...Array.from({ length: 30 }, (_, at) => [`Article ${at + 1}`, `Subject ${at + 1}`, 'Each Party shall act.']).flat(),
]
const ARABIC = [
  'Original: English',
  'اتفاقية بشأن حماية الأنهار الجبلية',
  'إن الدول الأطراف في هذه الاتفاقية،',
  'المادة 1',
  'الغرض',
  '1 - تتعاون الدول الأطراف على حماية الأنهار، وتقوم بما يلي:',
  '(أ) بتبادل المعلومات عن الفيضانات؛',
  '(ب) المساعدة المتبادلة.',
  'المادة 2',
  'الرصد',
  '1 - ترصد كل دولة طرف نوعية المياه.',
]
const word = (lines: readonly string[]): Buffer => Buffer.from(wordFile({ body: lines.map((line) => para(line)).join('') }))

async function open(address: string): Promise<Page> {
  const page = await window.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  onTestFailed(() => console.error(errors.join('\n')))
  await page.goto(new URL(address, server.url).href)
  return page
}

async function bringIn(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByRole('button', { name: 'Import a text' }).click()
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  await page.getByRole('button', { name: 'Import and check' }).click()
  await page.waitForURL(/\/imports\//)
}

const piece = (page: Page, words: string) => page.getByRole('treeitem').filter({ hasText: words })
const kept = (page: Page) => page.getByText('All corrections are kept').waitFor()
const tree = (page: Page) => page.getByRole('tree', { name: 'Structure' })

/** What is wrong for people who see or hear differently, at the gravest two grades. */
async function seriousProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run())
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`))
}

const PICTURES = process.env['TRAVAUX_PICTURES']
/** Looked at by a person; only where a folder for them is named. */
async function picture(page: Page, name: string): Promise<void> {
  if (!PICTURES) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`) })
}

test('a table of contents that was left out is one row, which opens and closes and comes back whole', async () => {
  const page = await open('/')
  await bringIn(page, 'contents.docx', word(CONTENTS))
  const lines = page.locator('.piece[data-kind="leftOut"]')
  const fold = page.getByRole('treeitem', { name: '31 lines of the table of contents were left out' })
  await fold.waitFor()
  expect(await lines.count()).toBe(0)
  expect(await seriousProblems(page)).toEqual([])
  await picture(page, 'check-folded')

  // By keyboard: the row opens and closes, and the arrows pass it in one step while it is closed.
  await page.locator('.source-line', { hasText: 'Article 7 Subject 7 8' }).click()
  expect(await fold.getAttribute('aria-selected')).toBe('true')
  await tree(page).focus()
  await page.keyboard.press('ArrowDown')
  expect(await fold.getAttribute('aria-selected')).toBe('false')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowRight')
  expect(await lines.count()).toBe(31)
  expect(await seriousProblems(page)).toEqual([])
  await page.keyboard.press('ArrowDown')
  expect(await lines.nth(1).getAttribute('aria-selected')).toBe('true')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowLeft')
  expect(await lines.count()).toBe(0)

  // By mouse, and all of it is brought back at once.
  await fold.click()
  expect(await lines.count()).toBe(31)
  await page.getByRole('button', { name: 'Show as one row' }).click()
  await fold.waitFor()
  await page.getByRole('button', { name: 'Bring back into the text' }).click()
  await piece(page, 'Article 7 Subject 7 8').waitFor()
  expect(await fold.count()).toBe(0)
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
  await page.waitForURL(server.url)
  await page.close()
})

test('a Word file with doubtful places is corrected by keyboard and mouse, published, and compared with the next', async () => {
  const page = await open('/')
  await bringIn(page, 'doubtful.docx', word(LINES))

  // Doubtful places come first, and their piece is selected beside its paragraph of the file.
  const doubts = page.getByRole('region', { name: 'Places to check' }).getByRole('paragraph')
  await doubts.getByText('A number may be missing before (h).').waitFor()
  expect(await piece(page, 'to test again').getAttribute('aria-selected')).toBe('true')
  expect(await page.locator('.source-line[data-marked=true] .source-text').textContent()).toBe('(h) to test again.')
  expect(await seriousProblems(page)).toEqual([])
  await picture(page, 'check-1440')

  // By keyboard: F2 corrects the letter, Alt+A calls the place right and goes to the next.
  await tree(page).focus()
  await page.keyboard.press('F2')
  await page.keyboard.type('(b)')
  await page.keyboard.press('Enter')
  await piece(page, '(b) to test again').getByText('In the file: (h)').waitFor()
  await page.keyboard.press('Alt+a')
  await doubts.getByText(/An article may be missing here/).waitFor()

  // Enter places a cursor in the words, and divides there.
  await piece(page, 'Each Party shall report').click()
  await page.keyboard.press('Enter')
  const words = page.getByRole('textbox', { name: /^Place the cursor/ })
  await words.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(27, 27))
  await page.keyboard.press('x')
  expect(await words.inputValue()).toBe('Each Party shall report. 3. It shall publish what it reports.')
  await words.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(24, 24))
  await page.keyboard.press('Enter')
  await piece(page, '3. It shall publish').waitFor()

  // By mouse: from the source to the structure, and a menu says what the line is.
  await page.locator('.source-line', { hasText: 'printed this line by mistake' }).click()
  const mistake = piece(page, 'printed this line by mistake')
  expect(await mistake.getAttribute('aria-selected')).toBe('true')
  await mistake.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Left out' }).first().click()
  expect(await mistake.getAttribute('data-kind')).toBe('leftOut')

  // Tab and its undoing.
  await piece(page, 'Words mean').click()
  await page.keyboard.press('Tab')
  expect(await piece(page, 'Words mean').getAttribute('aria-level')).toBe('4')
  await page.keyboard.press('Control+z')
  expect(await piece(page, 'Words mean').getAttribute('aria-level')).toBe('3')
  await page.getByRole('button', { name: 'Do again' }).click()
  expect(await piece(page, 'Words mean').getAttribute('aria-level')).toBe('4')
  await page.getByRole('button', { name: 'Undo' }).click()

  // Nothing is lost on reload, and what was undone can still be done again.
  await kept(page)
  const before = await tree(page).innerText()
  await page.reload()
  await tree(page).waitFor()
  expect(await tree(page).innerText()).toBe(before)
  await page.getByRole('button', { name: 'Do again' }).click()
  expect(await piece(page, 'Words mean').getAttribute('aria-level')).toBe('4')
  await page.getByRole('button', { name: 'Undo' }).click()
  await kept(page)

  // Another window that does not know the latest is told so, and spoils nothing.
  const other = await open(new URL(page.url()).pathname)
  await tree(other).focus()
  await page.getByRole('button', { name: 'Undo' }).click()
  await kept(page)
  await page.getByRole('button', { name: 'Do again' }).click()
  await kept(page)
  await other.keyboard.press('End')
  await other.keyboard.press('Delete')
  await other.getByText('This import was changed in another window').waitFor()
  await other.close()

  // A phone shows one side at a time.
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await picture(page, 'check-390')
  await page.getByRole('button', { name: 'Source', exact: true }).click()
  await page.getByRole('region', { name: 'Source' }).waitFor()
  expect(await tree(page).count()).toBe(0)
  expect(await seriousProblems(page)).toEqual([])
  await picture(page, 'check-source-390')
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.getByRole('button', { name: 'Publish' }).click()
  const dialog = page.getByRole('dialog', { name: 'Publish as a revision' })
  await dialog.getByText('1 place has not been checked', { exact: false }).waitFor()
  expect(await dialog.getByLabel('Title').inputValue()).toBe('Convention on Doubtful Places')
  expect(await dialog.innerText()).not.toMatch(/\b[a-z]+\.[a-z]+[A-Z]?[a-z]*\b/)
  await dialog.getByLabel('Name of this revision').fill('First reading')
  await picture(page, 'publish-1440')
  await dialog.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('heading', { name: 'Convention on Doubtful Places' }).waitFor()

  // The next file is recognised as another revision, and shown beside the first.
  const next = LINES.map((line) =>
    line.replace('shall report', 'may report').replace('(h)', '(b)').replace('Article 3', 'Article 2'),
  )
  await bringIn(page, 'next.docx', word(next))
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByText('The text is much like First reading of this instrument.').waitFor()
  await page.getByLabel('Name of this revision').fill('Second reading')
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
  await page.waitForURL(/\/revisions\/.+\/compare\//)
  const row = page.getByRole('row').filter({ hasText: 'Each Party' })
  await row.first().waitFor()
  expect(await row.locator('del').allTextContents()).toContain('shall')
  expect(await row.locator('ins').allTextContents()).toContain('may')
  expect(await page.getByRole('row').filter({ hasText: 'Use of terms' }).locator('del').textContent()).toBe('Article 3')
  expect(await seriousProblems(page)).toEqual([])
  await picture(page, 'compare-1440')
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await picture(page, 'compare-390')
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await seriousProblems(page)).toEqual([])
  await picture(page, 'compare-390-dark')
  await page.setViewportSize({ width: 1440, height: 900 })

  // Any two revisions of an instrument can be compared from home.
  await page.goto(server.url)
  await page.getByRole('link', { name: 'Compare revisions' }).last().click()
  await page.getByLabel('Earlier text').selectOption({ label: 'Second reading' })
  await page.getByText('The two texts are the same.').waitFor()
  await page.close()
})

test('an import that is left waits on the home page, in dark as in light, and can be discarded', async () => {
  const page = await open('/')
  await page.emulateMedia({ colorScheme: 'dark' })

  // A large file that is cancelled while it is read leaves nothing, and the dialog takes another.
  const long = Array.from({ length: 20_000 }, (_, index) => `Article ${index + 1}\n1. Words (${index}).`).join('\n')
  await page.getByRole('button', { name: 'Import a text' }).click()
  await page.locator('input[type=file]').setInputFiles({ name: 'long.txt', mimeType: 'text/plain', buffer: Buffer.from(long) })
  await page.getByRole('button', { name: 'Import and check' }).click()
  await page.getByRole('progressbar', { name: /^(?:Reading|Sending|Uploading).*long\.txt/ }).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Import and check' }).waitFor()
  expect(await page.getByRole('alert').count()).toBe(0)
  await page.keyboard.press('Escape')

  await bringIn(page, 'left.docx', word(LINES))
  await tree(page).waitFor()
  expect(await seriousProblems(page)).toEqual([])
  await picture(page, 'check-dark-1440')
  await page.goto(server.url)
  await page.getByRole('link', { name: 'Convention on Doubtful Places' }).click()
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
  await page.waitForURL(server.url)
  await page.getByRole('heading', { name: 'Instruments', exact: true }).waitFor()
  expect(await page.getByRole('heading', { name: 'Imports to be checked' }).count()).toBe(0)
  await page.close()
})

test('the pages of a PDF stand beside its structure, and an Arabic text runs from right to left', async () => {
  const page = await open('/')
  const [first, second] = [
    ['Convention on Pages', 'Article 1', '1. Each Party shall print its pages.'],
    ['Article 2', '1. Each Party shall number them.'],
  ].map((lines) => lines.map((text, index) => ({ x: 72, y: 90 + 30 * index, text })))
  await bringIn(page, 'pages.pdf', Buffer.from(await placedPdf([first!, second!])))
  const source = page.getByRole('region', { name: 'Source' })
  await piece(page, 'Each Party shall number them.').waitFor()
  expect(await source.locator('figcaption').allTextContents()).toEqual(['Page 1', 'Page 2'])
  expect(await source.locator('figure').first().locator('text').allTextContents()).toEqual(first!.map(({ text }) => text))
  await source.getByText('Each Party shall number them.').click()
  expect(await piece(page, 'Each Party shall number them.').getAttribute('aria-selected')).toBe('true')
  await piece(page, 'Each Party shall print its pages.').click()
  expect(await source.locator('[data-marked=true] text').allTextContents()).toEqual(['1. Each Party shall print its pages.'])
  await picture(page, 'check-pdf-1440')

  await page.goto(server.url)
  await bringIn(page, 'rivers.txt', Buffer.from(ARABIC.join('\n\n')))
  const edges = async (words: string) => {
    const box = (await piece(page, words).getByText(words).boundingBox())!
    return { right: box.x + box.width }
  }
  await piece(page, 'تتعاون').waitFor()
  for (const pane of [source, tree(page)])
    expect(await pane.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl')
  // A line in Latin letters keeps its order: "14 November", not "November 14".
  for (const pane of [source, tree(page)])
    expect(await pane.getByText('Original: English').evaluate((element) => getComputedStyle(element).direction)).toBe('ltr')
  // A point stands further from the right edge than its paragraph.
  expect((await edges('بتبادل المعلومات')).right).toBeLessThan((await edges('تتعاون')).right - 5)
  await picture(page, 'check-arabic-1440')
  await page.close()
})
