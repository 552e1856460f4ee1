import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeEach, expect, onTestFailed, test } from 'vitest'
import type { Role } from '@travaux/shared/protocol'
import { launchBrowser } from '../support/browser.ts'
import { seriousProblems, shot } from '../support/look.ts'
import { caller, signIn, startServer, upload, type TestServer } from '../support/server.ts'
import { until } from '../support/sync-client.ts'

/** A drafter and two reviewers at one draft, each in a browser of their own, against a real server on the built page. */
const UNCAC = path.resolve(import.meta.dirname, '../../../shared/corpus/treaties/uncac.en.txt')

let server: TestServer
let browser: Awaited<ReturnType<typeof launchBrowser>>
let address: string
let coordinator: ReturnType<typeof caller>
/** A day at one draft, each step on what the one before has left. */
const day: { name: string; work: () => Promise<void> }[] = []
const step = (name: string, work: () => Promise<void>) => day.push({ name, work })
const people = {} as Record<'dora' | 'rita' | 'raul', Page>
const contexts: BrowserContext[] = []
const errors: string[] = []

// Anew for each attempt: a day half done leaves suggestions behind.
beforeEach(async () => {
  server = await startServer()
  browser = await launchBrowser()
  coordinator = caller(server.url, { cookie: await signIn(server.url, server.signInLink) })
  const { id } = (await (await coordinator('POST', '/api/drafts', { revisionId: await revision(), title: 'Ours' })).json()) as {
    id: string
  }
  address = `${server.url}/drafts/${id}`
  people.dora = await comeIn('drafter', 'Dora')
  people.rita = await comeIn('reviewer', 'Rita')
  people.raul = await comeIn('reviewer', 'Raul')
})
afterEach(async () => {
  await browser?.close()
  await server?.stop()
})

/** The United Nations Convention against Corruption where its text is at hand, the sample otherwise. */
async function revision(): Promise<string> {
  if (existsSync(UNCAC)) {
    const imported = await coordinator('POST', '/api/instruments', upload('uncac.txt', readFileSync(UNCAC, 'utf8')))
    return ((await imported.json()) as { revisionId: string }).revisionId
  }
  const [sample] = (await (await coordinator('GET', '/api/instruments')).json()) as { revisions: { id: string }[] }[]
  return sample!.revisions.at(-1)!.id
}

async function comeIn(role: Role, name: string): Promise<Page> {
  const { link } = (await (await coordinator('POST', '/api/invitations', { name, role })).json()) as { link: string }
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  contexts.push(context)
  const page = await context.newPage()
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  await page.goto(link)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Drafts', exact: true }).waitFor()
  await page.goto(address)
  await text(page).waitFor()
  await page.getByRole('navigation', { name: 'Outline' }).getByRole('button').first().waitFor()
  return page
}

const text = (page: Page) => page.locator('[contenteditable="true"]')
const margin = (page: Page) => page.getByRole('complementary', { name: 'Changes' })
const card = (page: Page, author: string, words: string) =>
  margin(page)
    .getByRole('article', { name: `Suggestion by ${author}` })
    .filter({ hasText: words })
const saved = (page: Page) => page.getByLabel('Saved state').getByText('Saved', { exact: true }).waitFor()

async function openList(page: Page) {
  await page.getByRole('button', { name: 'All suggestions and comments' }).press('Enter')
  return page.getByRole('dialog').first()
}

/** Puts the caret at the start of an article's heading, as a person does by the outline. */
async function goTo(page: Page, article: RegExp): Promise<void> {
  await page.getByRole('navigation', { name: 'Outline' }).getByRole('button', { name: article }).first().click()
}

step('two reviewers suggest while the drafter types; every card stands at all three, in words', async () => {
  const { dora, rita, raul } = people
  await Promise.all([goTo(rita, /^Article 1\b/), goTo(raul, /^Article 2\b/), goTo(dora, /^Article 3\b/)])
  await Promise.all([
    rita.keyboard.type('Rita’s words '),
    raul.keyboard.type('Raul’s words '),
    dora.keyboard.type('Dora’s words '),
  ])
  for (const page of Object.values(people)) {
    await goTo(page, /^Article 1\b/)
    await card(page, 'Rita', 'Insert Rita’s words').waitFor()
    await goTo(page, /^Article 2\b/)
    await card(page, 'Raul', 'Insert Raul’s words').waitFor()
    await text(page).getByText('Dora’s words').waitFor()
  }
  await Promise.all([saved(rita), saved(raul), saved(dora)])
})

step('the drafter accepts one; it is part of the draft for everybody, and undo brings the card back', async () => {
  const { dora, rita } = people
  await Promise.all([goTo(dora, /^Article 1\b/), goTo(rita, /^Article 1\b/)])
  await dora.getByRole('button', { name: /^Accept the suggestion by Rita/ }).click()
  await card(dora, 'Rita', 'Rita’s words').waitFor({ state: 'detached' })
  await dora.getByText('Accepted 1 suggestion. Undo brings it back.').waitFor({ state: 'attached' })
  await card(rita, 'Rita', 'Rita’s words').waitFor({ state: 'detached' })
  await text(rita).getByText('Rita’s words').waitFor()
  await dora.getByRole('button', { name: 'Undo my last change' }).click()
  await card(dora, 'Rita', 'Rita’s words').waitFor()
  expect(await dora.getByRole('button', { name: /^Redo/ }).isEnabled()).toBe(true)
  await card(rita, 'Rita', 'Rita’s words').waitFor()
})

step('a card whose words change while the drafter reads it says so with the new ones; accepting gives these', async () => {
  const { dora, rita, raul } = people
  await Promise.all([goTo(dora, /^Article 2\b/), goTo(raul, /^Article 2\b/)])
  const read = card(dora, 'Raul', 'Raul’s words')
  await read.hover()
  expect(await read.getByText('Changed while you were reading').count()).toBe(0)
  await raul.keyboard.type('More of ')
  await read.getByText('Changed while you were reading. It now says:').waitFor()
  await card(dora, 'Raul', 'Insert More of Raul’s words').waitFor()
  // Its author has changed it themselves.
  expect(await margin(raul).getByText('Changed while you were reading').count()).toBe(0)
  await shot(dora, 'review-changed')
  // As long as one takes to see the new words.
  await dora.waitForTimeout(700)
  await read.getByRole('button', { name: /^Accept the suggestion by Raul/ }).click()
  // A caret among the words would part them.
  await goTo(raul, /^Article 1\b/)
  for (const page of [dora, rita, raul]) {
    await goTo(page, /^Article 2\b/)
    await card(page, 'Raul', 'Raul’s words').waitFor({ state: 'detached' })
    await text(page).getByText('More of Raul’s words').waitFor()
  }
  // The keyboard goes on in the text, where the card has left it.
  await goTo(dora, /^Article 1\b/)
  await card(dora, 'Rita', 'Rita’s words')
    .getByRole('button', { name: /^Reject/ })
    .press('Enter')
  await card(dora, 'Rita', 'Rita’s words').waitFor({ state: 'detached' })
  await dora.keyboard.press('Control+z')
  await card(dora, 'Rita', 'Rita’s words').waitFor()
  await dora.keyboard.press('Control+z')
  await goTo(dora, /^Article 2\b/)
  await card(dora, 'Raul', 'Raul’s words').waitFor()
  await dora.mouse.move(5, 5)
  expect(await margin(dora).getByText('Changed while you were reading').count()).toBe(0)
})

step('a click on words that changed in that very instant accepts nothing and says so', async () => {
  const { dora, raul } = people
  await Promise.all([goTo(dora, /^Article 2\b/), goTo(raul, /^Article 2\b/)])
  const accept = card(dora, 'Raul', 'Raul’s words').getByRole('button', { name: /^Accept the suggestion by Raul/ })
  await accept.hover()
  // Within a moment of the change, as the finger is already on its way.
  await accept.evaluate((button: HTMLElement) => {
    const shown = button.closest('article')!
    const before = shown.textContent
    new MutationObserver((_changes, watch) => {
      if (shown.textContent === before) return
      watch.disconnect()
      button.click()
    }).observe(shown, { childList: true, characterData: true, subtree: true })
  })
  await raul.keyboard.type('Ever m')
  await dora.getByText('It reads otherwise than its card did').first().waitFor()
  await dora.locator('.toast').getByRole('button', { includeHidden: true }).click()
  await card(dora, 'Raul', 'Ever m').waitFor()
  for (let letter = 0; letter < 'Ever m'.length; letter++) await raul.keyboard.press('Backspace')
  await card(dora, 'Raul', 'Ever m').waitFor({ state: 'detached' })
  await dora.mouse.move(5, 5)
})

step('a suggestion is discussed; a mentioned person is offered by name', async () => {
  const { dora, raul } = people
  await Promise.all([goTo(dora, /^Article 2\b/), goTo(raul, /^Article 2\b/)])
  await card(dora, 'Raul', 'Raul’s words').getByRole('button').first().click()
  const reply = dora.getByRole('textbox', { name: 'Reply in this thread' }).first()
  await reply.fill('Why, @Ra')
  await dora.getByRole('group', { name: 'People to mention' }).getByRole('button', { name: 'Raul' }).waitFor()
  await reply.press('Enter')
  expect(await reply.inputValue()).toBe('Why, @Raul ')
  await reply.press('Control+Enter')
  await card(raul, 'Raul', '1 reply')
    .or(card(raul, 'Raul', 'Why, @Raul'))
    .first()
    .waitFor()
})

step('words are commented on; the thread is answered, resolved, and gone from the margin', async () => {
  const { rita, dora } = people
  await goTo(rita, /^Article 4\b/)
  await rita.keyboard.press('Shift+End')
  await rita.getByRole('button', { name: 'Comment', exact: true }).click()
  const dialog = rita.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Comment' }).fill('Is this the right heading?')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await dialog.waitFor({ state: 'detached' })
  await goTo(dora, /^Article 4\b/)
  const thread = margin(dora).getByRole('article', { name: /^Comments on/ })
  await thread.getByRole('button').first().click()
  await thread.getByRole('textbox', { name: 'Reply in this thread' }).fill('It is.')
  await thread.getByRole('button', { name: 'Reply' }).click()
  await thread.getByText('It is.').waitFor()
  await thread.getByRole('button', { name: 'Resolve' }).click()
  await thread.waitFor({ state: 'detached' })
  await until(
    'Rita’s margin knows',
    async () =>
      (await margin(rita)
        .getByRole('article', { name: /^Comments on/ })
        .count()) === 0,
  )
})

step('a resolved thread is opened again from the list, and stands in the margin again', async () => {
  const { dora, rita } = people
  const list = await openList(dora)
  await list.getByRole('checkbox', { name: 'Resolved threads too' }).press('Space')
  await list.getByText('Resolved by Dora').waitFor()
  await list.getByRole('button', { name: 'Open again' }).press('Enter')
  await list.getByRole('button', { name: 'Resolve' }).waitFor()
  await dora.keyboard.press('Escape')
  await list.waitFor({ state: 'detached' })
  await goTo(rita, /^Article 4\b/)
  await margin(rita)
    .getByRole('article', { name: /^Comments on/ })
    .waitFor()
})

step('a reviewer goes offline, goes on suggesting, and comes back; the drafter has edited meanwhile', async () => {
  const { dora, rita } = people
  await rita.context().setOffline(true)
  await rita
    .getByLabel('Saved state')
    .getByText(/^Offline/)
    .waitFor()
  await goTo(rita, /^Article 5\b/)
  await rita.keyboard.type('Written offline ')
  await goTo(dora, /^Article 5\b/)
  await dora.keyboard.press('End')
  await dora.keyboard.type(' and Dora’s end')
  await rita.context().setOffline(false)
  await saved(rita)
  await goTo(dora, /^Article 5\b/)
  await card(dora, 'Rita', 'Insert Written offline').waitFor()
  await text(rita).getByText('and Dora’s end').waitFor()
})

step('a decision that its author’s move crossed did not reach it, and the drafter is told', async () => {
  const { dora, rita } = people
  await goTo(rita, /^Article 5\b/)
  // Behind the last line of its first paragraph.
  const paragraph = text(rita).locator('section[data-eid="art_5"] p').first()
  const { width, height } = (await paragraph.boundingBox())!
  await paragraph.click({ position: { x: width / 2, y: height - 8 } })
  await rita.keyboard.press('End')
  await rita.keyboard.press('Enter')
  await rita.keyboard.type('Wandering paragraph')
  await saved(rita)
  await goTo(dora, /^Article 5\b/)
  const wandering = card(dora, 'Rita', 'Wandering paragraph')
  await wandering.waitFor()
  await dora.context().setOffline(true)
  await dora
    .getByLabel('Saved state')
    .getByText(/^Offline/)
    .waitFor()
  await dora.waitForTimeout(700)
  await wandering.getByRole('button', { name: /^Accept the suggestion by Rita/ }).click()
  await wandering.waitFor({ state: 'detached' })
  await rita.keyboard.press('Alt+Shift+ArrowDown')
  await saved(rita)
  await dora.context().setOffline(false)
  await saved(dora)
  await dora.getByText('A suggestion that you decided is open again').first().waitFor({ timeout: 8000 })
  await dora.locator('.toast').getByRole('button', { includeHidden: true }).click()
  for (const page of [dora, rita]) expect(await text(page).getByText('Wandering paragraph').count()).toBe(1)
  await dora.waitForTimeout(700)
  await wandering.getByRole('button', { name: /^Accept the suggestion by Rita/ }).click()
  await card(rita, 'Rita', 'Wandering paragraph').waitFor({ state: 'detached' })
})

step('a person who is mentioned learns of it in the draft and at home, until they have looked', async () => {
  const { raul } = people
  const button = raul.getByRole('button', { name: '1 comment mentions you' })
  await button.waitFor()
  const home = await raul.context().newPage()
  await home.goto(new URL('/', address).href)
  await home.getByRole('heading', { name: 'You are mentioned in a comment' }).waitFor()
  await home.getByText('Why, @Raul').waitFor()
  await home.close()
  await button.click()
  await raul.getByRole('menuitem', { name: /Dora: Why, @Raul/ }).click()
  await button.waitFor({ state: 'detached' })
  await until('the thread is open', async () => (await card(raul, 'Raul', 'Raul’s words').getAttribute('data-active')) === 'true')
})

step('F8 goes from suggestion to suggestion and round at the ends; the card of the one gone to is active', async () => {
  const { rita } = people
  const active = () => margin(rita).locator('.suggestion[data-active="true"]').getAttribute('aria-label')
  await goTo(rita, /^Article 1\b/)
  const first = await active()
  await rita.keyboard.press('F8')
  await expect.poll(active).not.toBe(first)
  await rita.keyboard.press('Shift+F8')
  await expect.poll(active).toBe(first)
})

step('a view of the draft as if accepted is a text of its own, for the find bar and a screen reader too', async () => {
  const { dora } = people
  const view = async (shown: string, author: string) => {
    await dora.getByRole('button', { name: 'All suggestions and comments' }).click()
    const list = dora.getByRole('dialog').first()
    await list.getByLabel('Whose').selectOption({ label: author })
    await list.getByLabel('How suggestions are shown').selectOption({ label: shown })
    await dora.keyboard.press('Escape')
    await list.waitFor({ state: 'detached' })
  }
  const page = () => dora.getByRole('main').locator('.draft-text:visible')
  const found = async (words: string) => {
    await dora.getByRole('button', { name: 'Find in the text' }).click()
    await dora.getByRole('textbox', { name: 'Find', exact: true }).fill(words)
    const count = dora.locator('.find-count')
    await expect.poll(() => count.textContent()).not.toBe('')
    const said = await count.textContent()
    await dora.keyboard.press('Escape')
    return said
  }
  await view('As if accepted', 'Rita')
  await dora.getByText('You see the draft as it would read with what Rita suggests, and nothing else.').waitFor()
  await page().getByText('Rita’s words').waitFor()
  expect(await page().getByText('Raul’s words').count()).toBe(0)
  expect(await page().locator('ins.proposed-words').count()).toBe(0)
  expect(await found('Rita’s words')).not.toMatch(/^Not/)
  expect(await found('Raul’s words')).toMatch(/^Not/)
  expect(await seriousProblems(dora)).toEqual([])
  await view('Marked in the text', 'Raul')
  await dora.getByText('You see only what Raul suggests.').waitFor()
  await page().locator('ins.proposed-words', { hasText: 'Raul’s words' }).waitFor()
  expect(await page().getByText('Rita’s words').count()).toBe(0)
  await view('As if rejected', 'Everybody’s')
  await page().getByText('Dora’s words').waitFor()
  expect(await page().getByText('Rita’s words').count()).toBe(0)
  await dora.getByRole('button', { name: 'Show all suggestions' }).click()
  await goTo(dora, /^Article 1\b/)
  await card(dora, 'Rita', 'Rita’s words').waitFor()
})

step('the list is filtered by author, kind and article, and says with ins and del what comes and goes', async () => {
  const { dora, raul } = people
  await goTo(raul, /^Article 8\b/)
  await raul.keyboard.press('Control+Delete')
  await saved(raul)
  const list = await openList(dora)
  const rows = () => list.getByRole('region', { name: 'Suggestions' }).getByRole('listitem')
  await expect.poll(() => rows().count()).toBe(4)
  expect(await rows().locator('ins').allTextContents()).toEqual(
    expect.arrayContaining(['Rita’s words ', 'More of Raul’s words ']),
  )
  expect(await rows().locator('del').count()).toBe(1)
  await shot(dora, 'review-list')
  const filtered = async (label: string, option: string | RegExp, left: number) => {
    const select = list.getByLabel(label, { exact: true })
    const options = await select.locator('option').allTextContents()
    await select.selectOption({ label: options.find((one) => (typeof option === 'string' ? one === option : option.test(one)))! })
    await expect.poll(() => rows().count()).toBe(left)
    await select.selectOption({ index: 0 })
    await expect.poll(() => rows().count()).toBe(4)
  }
  await filtered('Author', 'Raul', 2)
  await filtered('Kind', 'Deleted words', 1)
  await filtered('Kind', 'Inserted words', 3)
  await filtered('Article', /^Article 5\b/, 1)
  expect(await seriousProblems(dora)).toEqual([])
  // With the keyboard alone: Tab reaches the deletion's own button, and the decision is said.
  await list.getByLabel('Author', { exact: true }).focus()
  const focused = () => dora.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
  for (let tabs = 0; !(await focused()).startsWith('Reject the suggestion by Raul in article 8'); tabs++) {
    if (tabs > 40) throw new Error('Tab does not come to it.')
    await dora.keyboard.press('Tab')
  }
  await dora.keyboard.press('Enter')
  await list.getByText('Rejected 1 suggestion. Undo brings it back.').waitFor({ state: 'attached' })
  await expect.poll(() => rows().count()).toBe(3)
  // Whoever decides by keyboard goes on from there: the focus has not left the list.
  expect(await dora.evaluate(() => document.activeElement?.closest('.review-row, .review-bulk, .change-list') !== null)).toBe(
    true,
  )
  await dora.keyboard.press('Escape')
  await list.waitFor({ state: 'detached' })
})

step('on a phone and in the dark the suggestions are a sheet that can be read and decided', async () => {
  const { dora } = people
  await dora.emulateMedia({ colorScheme: 'dark' })
  await dora.setViewportSize({ width: 390, height: 844 })
  await dora.getByRole('button', { name: /^\d+ changes?$/ }).click()
  const sheet = dora.getByRole('dialog').first()
  await sheet.getByText('Rita’s words').first().waitFor()
  await shot(dora, 'review-phone')
  await sheet
    .getByRole('button', { name: /^Accept the suggestion by Rita/ })
    .first()
    .waitFor()
  await sheet.getByRole('region', { name: 'Comments' }).scrollIntoViewIfNeeded()
  await sheet.getByRole('article', { name: 'Comments on article 4' }).getByText('It is.').waitFor()
  await shot(dora, 'review-phone-comments')
  expect(await seriousProblems(dora)).toEqual([])
  await dora.keyboard.press('Escape')
  await dora.setViewportSize({ width: 1440, height: 900 })
  await goTo(dora, /^Article 1\b/)
  await card(dora, 'Rita', 'Rita’s words').waitFor()
  await shot(dora, 'review-margin')
  expect(await seriousProblems(dora)).toEqual([])
  await dora.emulateMedia({ colorScheme: 'light' })
})

step(
  'what the gate refuses is put aside; the page reads the draft again, proposes again what it can, and shows the rest to copy',
  async () => {
    const { rita, dora } = people
    await goTo(rita, /^Article 6\b/)
    await rita.keyboard.type('Honest words ')
    await saved(rita)
    // A page that has gone wrong: plain words of the draft in a reviewer's name, and then an honest suggestion on top of them.
    await rita.evaluate(() => {
      const editor = (
        document.querySelector('.ProseMirror') as unknown as { editor: { view: { state: any; dispatch: (tr: any) => void } } }
      ).editor
      const { state } = editor.view
      let pos = 0
      state.doc.descendants((node: any, at: number) => void (pos ||= node.attrs.eId === 'art_7' ? at : 0))
      editor.view.dispatch(state.tr.insertText('Smuggled ', pos + 2).setMeta('decision on suggestions', true))
    })
    const dialog = rita.getByRole('dialog')
    await dialog.getByRole('textbox').waitFor()
    expect(await dialog.getByRole('textbox').inputValue()).toContain('Smuggled')
    await dialog.getByRole('button', { name: 'Copy this text' }).first().waitFor()
    await dialog.getByRole('button').filter({ hasText: 'I have it' }).first().click()
    await text(rita).waitFor()
    await text(rita).getByText('Honest words').waitFor()
    expect(await text(rita).getByText('Smuggled').count()).toBe(0)
    expect(await text(dora).getByText('Smuggled').count()).toBe(0)
    await saved(rita)
  },
)

step('all of one author are rejected from the list, by keyboard, with the number said first', async () => {
  const { dora, rita } = people
  await dora.getByRole('button', { name: 'All suggestions and comments' }).click()
  const list = dora.getByRole('dialog').first()
  await list.getByLabel('Author').selectOption({ label: 'Rita' })
  expect(await list.getByRole('button', { name: 'Reject the selected' }).isDisabled()).toBe(true)
  await list.getByRole('checkbox', { name: /^Select all/ }).press('Space')
  await list.getByRole('button', { name: /^Reject 3$/ }).press('Enter')
  await dora.getByRole('heading', { name: 'Reject 3 suggestions?' }).waitFor()
  expect(await seriousProblems(dora)).toEqual([])
  await dora
    .getByRole('button', { name: /^Reject 3$/ })
    .last()
    .press('Enter')
  await dora.getByText('Rejected 3 suggestions.').first().waitFor({ state: 'attached' })
  await until('nothing of Rita’s is left', async () => (await text(rita).getByText('Written offline').count()) === 0)
  await dora.keyboard.press('Escape')
})

step('a reviewer withdraws what is their own', async () => {
  const { dora, raul } = people
  await goTo(raul, /^Article 2\b/)
  await raul.getByRole('button', { name: /^Withdraw your suggestion/ }).click()
  await until('it is gone at the drafter’s', async () => (await text(dora).getByText('Raul’s words').count()) === 0)
})

step('the history can say who decided what, and all windows show one text', async () => {
  const id = address.split('/').at(-1)
  const decisions = async () =>
    ((await (await coordinator('GET', `/api/drafts/${id}/decisions`)).json()) as { by: string; decision: string }[]).map(
      ({ by, decision }) => `${by} ${decision}`,
    )
  await until('everything is noted', async () => (await decisions()).includes('Raul withdrawn'))
  expect((await decisions()).sort()).toEqual([
    'Dora accepted',
    'Dora accepted',
    'Dora accepted',
    'Dora rejected',
    'Dora rejected',
    'Dora rejected',
    'Dora rejected',
    'Dora rejected',
    'Dora undone',
    'Dora undone',
    'Dora undone',
    'Dora undone',
    'Raul withdrawn',
  ])
  const doc = (page: Page) =>
    page.evaluate(() => {
      const { editor } = document.querySelector('.ProseMirror') as unknown as { editor: { getJSON: () => unknown } }
      return JSON.stringify(editor.getJSON())
    })
  await until(
    'all three windows show the same text',
    async () => new Set(await Promise.all(Object.values(people).map(doc))).size === 1,
  )
  expect(errors).toEqual([])
})

test('a day of suggesting, deciding and discussing', async () => {
  onTestFailed(() => console.error(errors.join('\n'), server.log().slice(-2000)))
  for (const { name, work } of day)
    await work().catch((cause: unknown) => {
      throw new Error(`At “${name}”: ${String(cause)}`, { cause })
    })
})
