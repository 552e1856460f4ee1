import { readFileSync } from 'node:fs'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { formInput, formText } from '../support/forms.ts'
import { SMALL_TREATY } from '../support/instrument.ts'
import { inWords, Lawyer } from '../support/lawyer.ts'
import { joinDraft, reworded, typeInTitle } from '../support/live-draft.ts'
import { caller, mintToken, signIn, startServer, upload, type TestServer } from '../support/server.ts'
import { amended, treaty } from '../support/treaty.ts'

let server: TestServer
let browser: Browser
let cookie: string
let draftId: string
let page: Page

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  cookie = await signIn(server.url, server.signInLink, 'Ana Costa')
  const call = caller(server.url, { cookie })
  const imported = await call('POST', '/api/instruments', upload('testing.txt', SMALL_TREATY, { title: 'Testing' }))
  const { revisionId } = (await imported.json()) as { revisionId: string }
  draftId = ((await (await call('POST', '/api/drafts', { revisionId, title: 'Coalition text' })).json()) as { id: string }).id
  await typeInTitle(server.url, draftId, await mintToken(server.folder, 'drafter', 'Bea Okafor'), 'Draft ')
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})
beforeEach(async () => {
  const context = await browser.newContext()
  const [name, value] = cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: server.url }])
  page = await context.newPage()
})
afterEach(() => page.context().close())

async function openDialog(width = 1280) {
  await page.setViewportSize({ width, height: 860 })
  await page.goto(`${server.url}/drafts/${draftId}`)
  await page.getByRole('button', { name: 'Export' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await dialog.waitFor()
  return { dialog, preview: dialog.getByRole('document') }
}

const violations = async (within: string) => {
  await page.evaluate(axe.source)
  const found = await page.evaluate((selector) => (globalThis as unknown as { axe: typeof axe }).axe.run(selector), within)
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

describe('the export dialog', () => {
  it('shows what the file will hold, and downloads it in the form that is chosen', async () => {
    const { dialog, preview } = await openDialog()
    await preview.locator('ins').first().waitFor()
    expect(await preview.locator('ins').allTextContents()).toEqual(['Draft '])
    await expect.poll(() => preview.getByText('Use of terms').count()).toBe(1)
    await dialog.getByLabel('Only what has changed, with its headings').check()
    await expect.poll(() => preview.getByText('Use of terms').count()).toBe(0)
    await dialog.getByLabel('Which amendments').selectOption({ label: 'Amendment 1 alone: title' })
    await expect.poll(() => preview.locator('ins').allTextContents()).toEqual(['Draft '])
    expect(await dialog.getByLabel('Only what has changed, with its headings').count()).toBe(0)
    await dialog.getByLabel('Which amendments').selectOption({ label: 'All of them' })
    await dialog.getByLabel('The clean text').check()
    await expect.poll(() => preview.locator('ins').count()).toBe(0)
    await dialog.getByLabel('PDF').check()
    expect(await violations('.dialog')).toEqual([])
    const download = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Download' }).click()
    const file = await download
    expect(file.suggestedFilename()).toBe('Coalition text – changed articles, clean.pdf')
    expect(
      readFileSync(await file.path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    await expect.poll(() => dialog.count()).toBe(0)
  })

  it('lets a coordinator name the coalition, and fits a telephone', async () => {
    const { dialog } = await openDialog(390)
    await dialog.getByLabel(/Only the coalition/).check()
    await dialog.getByLabel('What the coalition is called').fill('Open Treaty Coalition')
    await dialog.getByRole('button', { name: 'Change the name' }).click()
    await dialog.getByLabel('Only the coalition’s: Open Treaty Coalition').waitFor()
    expect(await dialog.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
    const download = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Download' }).click()
    expect((await download).suggestedFilename()).toBe('Coalition text – tracked changes.docx')
  })

  it('takes plain text from a table no more than it makes sense', async () => {
    const { dialog } = await openDialog()
    await dialog.getByLabel('Plain text').check()
    await dialog.getByLabel('Two-column table').check()
    expect(await dialog.getByLabel('Plain text').count()).toBe(0)
    expect(await dialog.getByLabel('Word', { exact: true }).isChecked()).toBe(true)
  })
})

describe('a Word file that is dropped on the draft', () => {
  it('comes back as suggestions and a comment, and shows what has lost its place beside where it probably belongs', async () => {
    const call = caller(server.url, { cookie })
    const { revisionId } = (await (await call('GET', `/api/drafts/${draftId}`)).json()) as { revisionId: string }
    const made = await call('POST', '/api/drafts', { revisionId, title: 'Sent to a lawyer' })
    const { id } = (await made.json()) as { id: string }
    const file = await call('GET', `/api/drafts/${id}/export/docx`)
    const lawyer = new Lawyer(new Uint8Array(await file.arrayBuffer()))
    lawyer.edit(inWords(lawyer, 'shall report', { op: 'replace', text: 'may report' }))
    lawyer.edit(inWords(lawyer, 'failures', { op: 'comment', text: 'Which failures?' }))
    lawyer.edit(inWords(lawyer, 'To test again', { op: 'replace', text: 'To try again' }))
    const live = await joinDraft(server.url, id, await mintToken(server.folder, 'drafter', 'Bea Okafor'))
    live.write(reworded(live.read().doc, 'To test again', 'To examine anew'))
    await page.goto(`${server.url}/drafts/${id}`)
    await page.getByText('To examine anew').waitFor()
    live.leave()

    const dropped = await page.evaluateHandle((bytes) => {
      const carried = new DataTransfer()
      carried.items.add(new File([Uint8Array.from(bytes)], 'comments.docx'))
      return carried
    }, Array.from(lawyer.save()))
    await page.dispatchEvent('[contenteditable="true"]', 'drop', { dataTransfer: dropped })
    const dialog = page.getByRole('dialog')
    const lost = dialog.getByRole('listitem').filter({ hasText: 'To test again' })
    await lost.getByText('article 1, paragraph 1, subparagraph (b)').waitFor()
    expect(await lost.getByText('Jane Roe').count()).toBe(1)
    expect(await violations('.dialog')).toEqual([])
    await lost.getByRole('button', { name: /^Show/ }).click()
    await expect.poll(() => dialog.count()).toBe(0)

    const margin = page.getByRole('complementary', { name: 'Changes' })
    await margin.getByRole('article', { name: 'Suggestion by Jane Roe' }).filter({ hasText: 'may report' }).waitFor()
    await margin.getByText('Which failures?').waitFor()
    await page.locator('[contenteditable="true"]').getByText('may report').waitFor()
  })
})

describe('an HTML file', () => {
  it('breaks no rule of accessibility, on paper and on a telephone, and loads nothing', async () => {
    const base = treaty(2000)
    const html = await formText(formInput(base, amended(base, 40)), { format: 'html' })
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.setViewportSize({ width: 390, height: 800 })
    await page.setContent(html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''))
    expect(await violations('html')).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(asked).toEqual([])
  })
})
