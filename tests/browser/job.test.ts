import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportDocx } from '@travaux/shared/export'
import { decodeDocument } from '@travaux/shared/model'
import { parseFile } from '@travaux/shared/parse'
import { launchBrowser } from '../support/browser.ts'
import { readDocx } from '../support/docx-reader.ts'
import { startServer, temporaryFolder, type TestServer } from '../support/server.ts'
import { printedLines, wordExport } from '../support/word-export.ts'

/**
 * The main job as two people do it: import a Word file, amend articles 24 and 35 at the same time in two windows, lose the server
 * under their hands, and take away a Word redline.
 */
const UNCAC = path.resolve(import.meta.dirname, '../../../shared/corpus/treaties/uncac.en.docx')
const SAMPLE = path.resolve(import.meta.dirname, '../../server/sample/final-draft.txt')

/** UNCAC where the corpus is there, otherwise the bundled sample as a Word file: 68 articles under the same numbers. */
async function wordFile(): Promise<{ name: string; bytes: Buffer }> {
  if (existsSync(UNCAC)) return { name: 'uncac.en.docx', bytes: readFileSync(UNCAC) }
  const sample = await parseFile(new Uint8Array(readFileSync(SAMPLE)))
  if (!sample.ok) throw new Error(sample.reason)
  return { name: 'sample.docx', bytes: Buffer.from(await exportDocx(wordExport(sample.doc, sample.doc, { view: 'clean' }))) }
}

let browser: Browser
let server: TestServer
let file: { name: string; bytes: Buffer }
let folder: string

// Anew for each attempt: a job half done leaves a link that is used up and a server that is gone.
beforeEach(async () => {
  folder = temporaryFolder()
  ;[browser, server, file] = await Promise.all([launchBrowser(), startServer({ folder }), wordFile()])
})
afterEach(async () => {
  await browser?.close()
  await server?.stop()
})

const firstParagraph = (page: Page, article: string) => page.locator(`[data-eid="art_${article}__para_1"]`)

/** Puts the caret at the end of a paragraph, as a person does: click into it, press End until the paragraph's last line. */
async function caretAtEnd(page: Page, article: string) {
  const paragraph = firstParagraph(page, article)
  await page.getByRole('navigation', { name: 'Outline' }).getByText(`Article ${article}`, { exact: true }).first().click()
  const { width, height } = (await paragraph.boundingBox())!
  // Waits until the page has stopped scrolling to the article.
  await paragraph.click({ position: { x: width / 2, y: height - 8 } })
  await page.keyboard.press('End')
}

const saved = (page: Page) => page.getByRole('status', { name: 'Saved state' }).filter({ hasText: /^Saved$/ })

async function signedIn(link: string, name: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true })
  const page = await context.newPage()
  await page.goto(link)
  await page.getByLabel(/Your name/).fill(name)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Instruments', exact: true }).waitFor()
  return { context, page }
}

/** The draft's and the base's documents, asked of the server with the page's own session. */
async function documents(page: Page, draftId: string) {
  const get = async (target: string) => {
    const response = await page.request.get(`${server.url}${target}`)
    expect(response.status()).toBe(200)
    return (await response.json()) as { doc: unknown; revisionId: string }
  }
  const draft = await get(`/api/drafts/${draftId}`)
  const base = await get(`/api/revisions/${draft.revisionId}`)
  const [decodedDraft, decodedBase] = [decodeDocument(draft.doc), decodeDocument(base.doc)]
  if (!decodedDraft.ok || !decodedBase.ok) throw new Error('The server gave a document that is none.')
  return { draft: decodedDraft.doc, base: decodedBase.doc }
}

describe('two people amend a treaty together', () => {
  it('from a Word file to a Word redline, through a crash of the server', async () => {
    const { context: anaContext, page: ana } = await signedIn(server.signInLink, 'Ana Costa')

    // Import.
    await ana.getByRole('button', { name: 'Import a text' }).click()
    await ana.locator('input[type=file]').setInputFiles({ name: file.name, mimeType: '', buffer: file.bytes })
    await ana.getByLabel('Name of this revision').fill('adopted text')
    await ana.getByRole('button', { name: 'Import', exact: true }).click()
    const imported = ana.getByRole('dialog').filter({ hasText: 'has been imported' })
    await imported.waitFor({ timeout: 60_000 })
    await expect.poll(() => imported.innerText()).toMatch(/(71|68)\s+articles/)
    await imported.getByRole('button', { name: 'Start a draft from it' }).click()
    await ana.getByRole('dialog').getByLabel('Title of the draft').fill('Coalition text')
    await ana.getByRole('button', { name: 'Start', exact: true }).click()
    await firstParagraph(ana, '24').waitFor({ timeout: 30_000 })
    const draftId = ana.url().split('/').at(-1)!

    // Invite a colleague, who comes in by the link in a browser of her own.
    const home = await anaContext.newPage()
    await home.goto(server.url)
    await home.getByRole('button', { name: 'Invite people' }).click()
    await home.getByLabel('Name of the person').fill('Bea Okafor')
    await home.getByRole('radio', { name: /^Drafter/ }).check()
    await home.getByRole('button', { name: 'Make a link' }).click()
    const invitation = await home.getByLabel('Invitation link').inputValue()
    await home.close()
    const { page: bea } = await signedIn(invitation, 'Bea Okafor')
    await bea.getByRole('link', { name: 'Coalition text' }).click()
    await firstParagraph(bea, '35').waitFor({ timeout: 30_000 })

    // Both type at the same time, each in an article of their own.
    await Promise.all([caretAtEnd(ana, '24'), caretAtEnd(bea, '35')])
    await Promise.all([
      ana.keyboard.type(' Ana adds prior independent authorisation.', { delay: 15 }),
      bea.keyboard.type(' Bea adds dual criminality.', { delay: 20 }),
    ])
    await expect.poll(() => firstParagraph(bea, '24').textContent()).toContain('Ana adds prior independent authorisation.')
    await expect.poll(() => firstParagraph(ana, '35').textContent()).toContain('Bea adds dual criminality.')

    // The redline shows it as inserted in the other's window, and the other's caret carries a name.
    await expect.poll(() => firstParagraph(bea, '24').locator('ins, .redline-inserted').allTextContents()).not.toHaveLength(0)
    expect(await ana.getByText('Bea Okafor').count()).toBeGreaterThan(0)
    await Promise.all([saved(ana).waitFor(), saved(bea).waitFor()])

    // The server is killed while both type, and comes back at the same address.
    const port = new URL(server.url).port
    const typing = Promise.all([
      ana.keyboard.type(' Written while the server was down.', { delay: 25 }),
      bea.keyboard.type(' So was this.', { delay: 60 }),
    ])
    await server.kill()
    await typing
    expect(await ana.getByRole('status', { name: 'Saved state' }).innerText()).not.toBe('Saved')
    server = await startServer({ folder, env: { PORT: port } })
    await Promise.all([saved(ana).waitFor({ timeout: 60_000 }), saved(bea).waitFor({ timeout: 60_000 })])
    await expect.poll(() => firstParagraph(ana, '35').textContent()).toContain('Bea adds dual criminality. So was this.')
    await expect
      .poll(() => firstParagraph(bea, '24').textContent())
      .toContain('Ana adds prior independent authorisation. Written while the server was down.')

    // Delete words and make a new paragraph; undo takes back one's own edit only.
    await caretAtEnd(ana, '24')
    await ana.keyboard.press('Enter')
    await ana.keyboard.type('No measure shall be taken without a decision of a court.')
    await caretAtEnd(bea, '35')
    await bea.keyboard.press('Control+Shift+ArrowLeft')
    await bea.keyboard.press('Control+Shift+ArrowLeft')
    await bea.keyboard.press('Delete')
    const made = firstParagraph(bea, '24').locator('~ p', { hasText: 'No measure shall be taken without a decision of a court.' })
    await expect.poll(() => made.count()).toBe(1)
    await Promise.all([saved(ana).waitFor(), saved(bea).waitFor()])

    // The Word file: accepting everything gives the draft, rejecting everything the base, to the character.
    await ana.getByRole('button', { name: 'Export' }).click()
    const download = ana.waitForEvent('download')
    await ana.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'Download' }).click()
    const read = readDocx(new Uint8Array(readFileSync(await (await download).path())))
    const { draft, base } = await documents(ana, draftId)
    expect(read.accepted.map(({ text }) => text)).toEqual(printedLines(draft))
    expect(read.rejected.map(({ text }) => text)).toEqual(printedLines(base))
    const authors = new Set(read.revisions.map(({ author }) => author))
    expect(authors).toEqual(new Set(['Ana Costa', 'Bea Okafor']))
    expect(read.accepted.map(({ text }) => text).join('\n')).toContain('No measure shall be taken without a decision of a court.')
    expect(draft.textContent).not.toBe(base.textContent)
  })
})
