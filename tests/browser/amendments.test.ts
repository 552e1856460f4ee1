import axe from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AmendmentRow, Role, SuggestionRow } from '@travaux/shared/protocol'
import { launchBrowser } from '../support/browser.ts'
import { caller, signIn, startServer, type TestServer } from '../support/server.ts'

/** Two drafters and a reviewer on the amendments of one draft of the sample, in real windows against a real server. */
let server: TestServer
let browser: Awaited<ReturnType<typeof launchBrowser>>
let coordinator: ReturnType<typeof caller>
const errors: string[] = []

beforeAll(async () => {
  server = await startServer()
  browser = await launchBrowser()
  coordinator = caller(server.url, { cookie: await signIn(server.url, server.signInLink) })
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function newDraft(title: string): Promise<string> {
  const [sample] = (await (await coordinator('GET', '/api/instruments')).json()) as { revisions: { id: string }[] }[]
  const revisionId = sample!.revisions.at(-1)!.id
  return ((await (await coordinator('POST', '/api/drafts', { revisionId, title })).json()) as { id: string }).id
}

async function comeIn(role: Role, name: string, viewport = { width: 1440, height: 900 }): Promise<BrowserContext> {
  const { link } = (await (await coordinator('POST', '/api/invitations', { name, role })).json()) as { link: string }
  const context = await browser.newContext({ viewport, locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(link)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Drafts', exact: true }).waitFor()
  await page.close()
  return context
}

async function open(context: BrowserContext, draftId: string, section = ''): Promise<Page> {
  const page = await context.newPage()
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  await page.goto(`${server.url}/drafts/${draftId}${section}`)
  return page
}

const saved = (page: Page) => page.getByLabel('Saved state').getByText('Saved', { exact: true }).waitFor()
const amendment = (page: Page, name: string) => page.getByRole('article', { name: new RegExp(`^Amendment \\d+: ${name}$`) })
const listed = async (draftId: string) =>
  (await (await coordinator('GET', `/api/drafts/${draftId}/amendments`)).json()) as AmendmentRow[]

/** Puts the caret behind the words of a paragraph and types. */
async function addTo(page: Page, eId: string, words: string): Promise<void> {
  const block = page.locator(`[contenteditable="true"] [data-eid="${eId}"]`).first()
  await block.scrollIntoViewIfNeeded()
  const { width, height } = (await block.boundingBox())!
  // The last line: End goes to the end of a line, not of a paragraph.
  await block.click({ position: { x: width / 2, y: height - 8 } })
  await page.keyboard.press('End')
  await page.keyboard.type(words)
}

test('amendments follow the text, carry what people note about them together, and come out over HTTP', async () => {
  const draftId = await newDraft('Noted')
  const [ana, bea, rita] = await Promise.all([comeIn('drafter', 'Ana'), comeIn('drafter', 'Bea'), comeIn('reviewer', 'Rita')])
  const text = await open(ana, draftId)
  await addTo(text, 'art_24__para_1', ' Added by Ana.')
  await saved(text)
  const list = await open(bea, draftId, '/amendments')
  await amendment(list, 'article 24').waitFor()
  expect(await amendment(list, 'article 24').locator('ins').allTextContents()).toContain(' Added by Ana.')

  // The list follows the text while it is written.
  await addTo(text, 'art_35__para_1', ' And here.')
  await amendment(list, 'article 35').waitFor()

  // Ana goes over to the amendments on the same connection; both write one justification.
  await text.getByRole('link', { name: 'Amendments' }).click()
  const hers = amendment(text, 'article 24')
  await hers.getByRole('button', { name: 'Write a justification' }).click()
  await hers.getByRole('textbox', { name: 'Justification' }).pressSequentially('Measures must be necessary.')
  const theirs = amendment(list, 'article 24')
  await expect
    .poll(() => theirs.getByRole('textbox', { name: 'Justification' }).innerText())
    .toContain('Measures must be necessary.')
  await theirs.getByRole('textbox', { name: 'Justification' }).click()
  await list.keyboard.press('Control+End')
  await list.keyboard.type(' And proportionate.')
  await expect
    .poll(() => hers.getByRole('textbox', { name: 'Justification' }).innerText())
    .toContain('Measures must be necessary. And proportionate.')

  await theirs.getByLabel('Proposer').fill('Coalition for open rights')
  await list.keyboard.press('Enter')
  await theirs.getByRole('button', { name: 'Add a supporter' }).click()
  await theirs.getByRole('radio', { name: 'A State' }).check()
  await theirs.getByLabel('Name').fill('Costa Rica')
  await theirs.getByLabel('Document or meeting').fill('A/AC.291/22')
  await theirs.getByRole('button', { name: 'Add', exact: true }).click()
  await theirs.getByLabel('Status').selectOption('Agreed in the coalition')
  await hers.getByText('Costa Rica').waitFor()
  await list.getByLabel('Numbers').selectOption('counted')
  await expect.poll(() => text.getByLabel('Numbers').inputValue()).toBe('counted')
  await saved(list)

  const row = (await listed(draftId)).find(({ target }) => target === 'art_24')!
  expect(row).toMatchObject({
    id: 'art_24',
    kind: 'MOD',
    proposer: 'Coalition for open rights',
    supporters: [{ kind: 'state', name: 'Costa Rica', document: 'A/AC.291/22' }],
    justification: 'Measures must be necessary. And proportionate.',
    status: 'agreed',
  })
  expect(row.instruction).toBe('In article 24, paragraph 1, at the end, add “Added by Ana.”')

  // A reviewer reads all of it and changes nothing.
  const reading = await open(rita, draftId, '/amendments')
  await amendment(reading, 'article 24').getByText('And proportionate.').waitFor()
  expect(await amendment(reading, 'article 24').getByRole('button', { name: 'Add a supporter' }).count()).toBe(0)
  expect(await amendment(reading, 'article 24').locator('[contenteditable="true"]').count()).toBe(0)
  await Promise.all([ana, bea, rita].map((context) => context.close()))
  expect(errors).toEqual([])
})

test('changes are split, merged and taken apart, and notes stay', async () => {
  const draftId = await newDraft('Arranged')
  const context = await comeIn('drafter', 'Dan')
  const page = await open(context, draftId)
  await addTo(page, 'art_24__para_1', ' First.')
  await addTo(page, 'art_24__para_2', ' Second.')
  await addTo(page, 'art_35__para_1', ' Third.')
  await saved(page)
  await page.getByRole('link', { name: 'Amendments' }).click()
  const articles = page.getByRole('article')
  await expect.poll(() => articles.count()).toBe(2)

  await amendment(page, 'article 24').getByLabel('Proposer').fill('Keeper')
  await page.keyboard.press('Enter')
  await amendment(page, 'article 24').getByRole('button', { name: 'Split or merge' }).click()
  await page.getByRole('menuitem', { name: 'Split into two…' }).click()
  await page.getByRole('checkbox').nth(1).check()
  await page.getByRole('button', { name: 'Split', exact: true }).click()
  await expect.poll(() => articles.count()).toBe(3)
  expect((await listed(draftId)).map(({ id, proposer }) => [id, proposer])).toEqual([
    ['art_24', 'Keeper'],
    ['art_24__para_2', null],
    ['art_35', null],
  ])

  await articles.nth(1).getByRole('button', { name: 'Split or merge' }).click()
  await page.getByRole('menuitem', { name: 'Merge with another…' }).click()
  await page.getByLabel('Merge into').selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Merge', exact: true }).click()
  await expect.poll(() => articles.count()).toBe(2)
  await amendment(page, 'article 24 and article 35').waitFor()

  await amendment(page, 'article 24 and article 35').getByRole('button', { name: 'Split or merge' }).click()
  await page.getByRole('menuitem', { name: 'Take apart again' }).click()
  await amendment(page, 'article 35').waitFor()
  expect((await listed(draftId)).map(({ id, changes }) => [id, changes.length])).toEqual([
    ['art_24', 2],
    ['art_35', 1],
  ])

  // The change goes, the notes stay.
  await page.getByRole('link', { name: 'Text', exact: true }).click()
  await page
    .getByRole('navigation', { name: 'Outline' })
    .getByRole('button', { name: /^Article 24/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Article', exact: true }).click()
  await page.getByRole('menuitem', { name: /to the base text$/ }).click()
  await page.getByRole('link', { name: 'Amendments' }).click()
  const left = page.getByRole('region', { name: 'Notes without a change' })
  await left.getByText('Keeper').waitFor()
  await left.getByRole('button', { name: 'Remove the notes' }).click()
  await left.waitFor({ state: 'detached' })
  await context.close()
})

test('an article is restored to another revision, and the amendment says so', async () => {
  const draftId = await newDraft('Retained')
  const context = await comeIn('drafter', 'Eva')
  const page = await open(context, draftId)
  await page
    .getByRole('navigation', { name: 'Outline' })
    .getByRole('button', { name: /^Article 6\b/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Article', exact: true }).click()
  await page.getByRole('menuitem', { name: /to another revision…$/ }).click()
  await page.getByRole('button', { name: 'Restore this text' }).click()
  await saved(page)
  await page.getByRole('link', { name: 'Amendments' }).click()
  await amendment(page, 'article 6').getByText('Retain article 6 as it appears in the third revision.').waitFor()
  expect(await amendment(page, 'article 6').getByText('Retention').count()).toBe(1)
  await context.close()
})

test('the page of amendments has no accessibility problem, light or dark, and fits a phone', async () => {
  const draftId = await newDraft('Looked at')
  const context = await comeIn('drafter', 'Fay', { width: 390, height: 844 })
  const page = await open(context, draftId)
  await addTo(page, 'art_24__para_1', ' More.')
  await saved(page)
  await page.getByRole('link', { name: 'Amendments' }).click()
  await amendment(page, 'article 24').getByRole('button', { name: 'Write a justification' }).click()
  await amendment(page, 'article 24').getByRole('button', { name: 'Add a supporter' }).click()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.evaluate(axe.source)
    const found = await page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run()
      return violations.map(({ id, nodes }) => [id, nodes[0]?.html])
    })
    expect(found).toEqual([])
  }
  await context.close()
})

test('a pasted list of instructions is shown as a redline and then taken into the draft', async () => {
  const draftId = await newDraft('Instructed')
  const context = await comeIn('drafter', 'Gus')
  const page = await open(context, draftId)
  await page.locator('[contenteditable="true"]').waitFor()
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('button', { name: 'Apply a list of instructions…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Apply a list of instructions' })
  await dialog
    .getByLabel('Instructions, one an item')
    .fill('1. In article 24, paragraph 1, at the end, add “Measures shall be proportionate.”\n2. Make article 3 much better.')
  await dialog.getByText('1 instruction is understood.').waitFor()
  await dialog.getByRole('alert').getByText('Line 2:').waitFor()
  expect(await dialog.locator('ins').allTextContents()).toEqual([' Measures shall be proportionate.'])
  await dialog.getByRole('button', { name: 'Apply to 1 unit' }).click()
  await page.locator('#draft-text').getByText('Measures shall be proportionate.').waitFor()
  await saved(page)
  await page.getByRole('link', { name: 'Amendments' }).click()
  await amendment(page, 'article 24')
    .getByText('In article 24, paragraph 1, at the end, add “Measures shall be proportionate.”')
    .waitFor()
  expect(await page.getByRole('article').count()).toBe(1)
  await context.close()
})

test('references that changes make wrong are repaired by a click, and a draft that renumbers shows the numbers of its files', async () => {
  const draftId = await newDraft('Repaired')
  const [dan, rita] = await Promise.all([comeIn('drafter', 'Dora'), comeIn('reviewer', 'Rolf')])
  const page = await open(dan, draftId)
  await page
    .getByRole('navigation', { name: 'Outline' })
    .getByRole('button', { name: /^Article 30\b/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Article', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete Article 30' }).click()
  await page.getByRole('link', { name: 'Amendments' }).click()
  const stale = page.getByRole('region', { name: 'References that these changes make wrong' })
  await expect.poll(() => stale.getByRole('listitem').count()).toBe(3)
  await page.getByRole('link', { name: 'These changes make 3 references wrong' }).press('Enter')
  expect(await stale.evaluate((region) => region === document.activeElement)).toBe(true)

  // One click: the text shows the repair, and undo takes it back.
  const repair = 'Repair it: “articles 29 and 30” in article 23, paragraph 4'
  await stale.getByRole('button', { name: repair }).click()
  await page.getByText('The reference is repaired.').waitFor()
  const citing = page.locator('[contenteditable="true"] [data-eid="art_23__para_4"]')
  const reads = () =>
    citing.evaluate((block) =>
      [...block.childNodes]
        .filter(({ nodeName }) => nodeName !== 'DEL')
        .map((node) => node.textContent)
        .join(''),
    )
  await expect.poll(reads).toContain('described in article 29 are given')
  await page.keyboard.press('Control+z')
  await expect.poll(reads).toContain('described in articles 29 and 30 are given')
  await page.keyboard.press('Control+y')
  await expect.poll(reads).toContain('described in article 29 are given')
  await saved(page)
  expect((await listed(draftId)).map(({ instruction }) => instruction)).toEqual([
    expect.stringMatching(/^Delete article 30\..* Update the reference in article 23, paragraph 4\.$/),
  ])

  // A reviewer's click is a suggestion, and the draft stays as it is.
  const reviewer = await open(rita, draftId, '/amendments')
  await reviewer.getByRole('button', { name: 'Suggest the repair: “articles 29 and 30” in article 23, paragraph 3' }).click()
  await reviewer.getByText('The repair is suggested.').waitFor()
  const proposed = async () =>
    ((await (await coordinator('GET', `/api/drafts/${draftId}/suggestions`)).json()) as SuggestionRow[]).map(
      ({ author, target, before, after }) => ({ author, target, before, after }),
    )
  await expect
    .poll(proposed)
    .toEqual([{ author: 'Rolf', target: 'art_23__para_3__point_b', before: 'articles 29 and 30', after: 'article 29' }])
  expect((await listed(draftId))[0]!.instruction).not.toContain('paragraph 3')

  // Renumbered: page, outline and file count alike, and the text goes back to its own numbers with the choice.
  const labels = () =>
    page
      .locator('.shown-text section[data-label]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-counted') ?? one.getAttribute('data-label')))
  const inFile = async () =>
    (await (await coordinator('GET', `/api/drafts/${draftId}/export/txt?view=clean`)).text()).match(/^Article \d+.*$/gm)
  const own = await labels()
  expect(own).not.toContain('Article 30')
  await page.getByRole('link', { name: 'Amendments' }).click()
  await page.getByLabel('Numbers').selectOption('counted')
  await saved(page)
  await page.getByRole('link', { name: 'Text', exact: true }).click()
  await page.getByRole('radio', { name: 'Clean' }).check()
  await expect.poll(labels).toEqual(await inFile())
  expect(await labels()).toEqual(own.map((_label, at) => `Article ${at + 1}`))
  await page
    .getByRole('navigation', { name: 'Outline' })
    .getByRole('button', { name: /^Article 30\b/ })
    .first()
    .waitFor()
  await page.getByRole('link', { name: 'Amendments' }).click()
  await page.getByLabel('Numbers').selectOption('kept')
  await page.getByRole('link', { name: 'Text', exact: true }).click()
  await expect.poll(labels).toEqual(own)
  await Promise.all([dan, rita].map((context) => context.close()))
  expect(errors).toEqual([])
})
