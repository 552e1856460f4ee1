import axe from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest'
import { MESSAGE } from '@travaux/shared/protocol'
import { launchBrowser } from '../support/browser.ts'
import { signIn, startServer, temporaryFolder, travaux, type TestServer } from '../support/server.ts'

/** The page around the text, in a real browser against a real server: `pnpm start`'s own, on the built page. */
let server: TestServer
let browser: Awaited<ReturnType<typeof launchBrowser>>
let coordinator: BrowserContext
const folder = temporaryFolder()

beforeAll(async () => {
  server = await startServer({ folder })
  browser = await launchBrowser()
  coordinator = await signedIn(server)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const newWindow = () => browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })

/** A browser in which the server's first coordinator is signed in. */
async function signedIn({ url, signInLink }: TestServer): Promise<BrowserContext> {
  const [name, value] = (await signIn(url, signInLink)).split('=')
  const context = await newWindow()
  await context.addCookies([{ name: name!, value: value!, url }])
  return context
}

async function open(context: BrowserContext, address = '/'): Promise<Page> {
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  onTestFailed(() => console.error(errors.join('\n')))
  await page.goto(new URL(address, server.url).href)
  return page
}

async function join(context: BrowserContext, link: string, name = ''): Promise<Page> {
  const page = await open(context, link)
  if (name) await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Sign in' }).click()
  return page
}

async function startDraft(page: Page, title: string): Promise<string> {
  await page.getByRole('button', { name: /^Start a draft from final draft/i }).click()
  await page.getByLabel('Title of the draft').fill(title)
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await page.waitForURL(/\/drafts\//)
  return new URL(page.url()).pathname
}

const text = (page: Page) => page.locator('[contenteditable="true"]')
const saved = (page: Page, words: string) => page.getByLabel('Saved state').getByText(words, { exact: true }).waitFor()

/** Writes at the start of an article's first words, reached by the outline as a drafter would. */
async function writeInto(page: Page, article: RegExp, words: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Outline' }).getByRole('button', { name: article }).first().click()
  await page.keyboard.type(words)
  await text(page).getByText(words).waitFor()
}

async function seriousProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run())
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`))
}

describe('coming in', () => {
  test('someone without a session reads how to get in', async () => {
    const context = await newWindow()
    const page = await open(context)
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor()
    await context.close()
  })

  test('a link signs in one person once, and its token does not stay in the address', async () => {
    const { stdout } = await travaux(['invite', '--role', 'coordinator', '--name', 'Once'], { folder })
    const context = await newWindow()
    const page = await open(context, stdout.trim())
    const submit = page.getByRole('button', { name: 'Sign in' })
    await submit.waitFor()
    expect(new URL(page.url()).hash).toBe('')
    await submit.click()
    await page.getByRole('heading', { name: 'Instruments', exact: true }).waitFor()
    await context.close()

    const stranger = await newWindow()
    const second = await join(stranger, stdout.trim())
    await second.getByRole('heading', { name: 'This link has been used' }).waitFor()
    await stranger.close()
  })

  test.each([
    ['/join', 'The link is incomplete'],
    [`/join#${'x'.repeat(43)}`, 'This link is not valid'],
  ])('%s says what is wrong with the link', async (address, heading) => {
    const context = await newWindow()
    const page = await open(context, address)
    if (address.includes('#')) await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: heading }).waitFor()
    await context.close()
  })
})

describe('home', () => {
  test('a dialog begins in the field it asks for, so that Enter answers it', async () => {
    const page = await open(coordinator)
    await page.getByRole('button', { name: /^Start a draft from final draft/i }).click()
    await page.locator('input:focus').waitFor()
    await page.keyboard.type('Typed over the suggestion')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/drafts\//)
    await page.getByRole('heading', { name: 'Typed over the suggestion' }).waitFor()
    await page.close()
  })

  test('calls the sample what it is, starts a draft from it, and lists the draft with who is in it', async () => {
    const page = await open(coordinator)
    await page.getByText('Working sample, not an official text. Import the official file in its place.').waitFor()
    const address = await startDraft(page, 'Coalition text')
    await saved(page, 'Saved')
    const home = await open(coordinator)
    const row = home.getByRole('listitem').filter({ has: home.getByRole('link', { name: 'Coalition text' }) })
    await row.getByText(/, here now$/).waitFor()
    expect(await row.getByRole('link').getAttribute('href')).toBe(address)
    await row.getByRole('button', { name: /^Rename/ }).click()
    await home.getByLabel('Title', { exact: true }).fill('Coalition text, second reading')
    await home.getByRole('button', { name: 'Save' }).click()
    await home.getByRole('link', { name: 'Coalition text, second reading' }).waitFor()
    await Promise.all([page.close(), home.close()])
  })

  const TREATY = [
    'Convention on Lighthouses',
    '',
    'Chapter I',
    'General provisions',
    '',
    'Article 1',
    'Purpose',
    '1. Each State Party shall keep its lighthouses lit:',
    '(a) At night;',
    '(b) In fog.',
    '2. Nothing in this article affects navigation by stars.',
    '',
    'Article 2',
    'Entry into force',
    'This Convention enters into force on signature.',
  ].join('\n')

  test('imports a text file and says what was found', async () => {
    const page = await open(coordinator)
    await page.getByRole('button', { name: 'Import a text' }).click()
    await page
      .getByLabel('Choose a file')
      .setInputFiles({ name: 'lighthouses.txt', mimeType: 'text/plain', buffer: Buffer.from(TREATY) })
    await page.getByLabel('Name of this revision').fill('first reading')
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    const result = page.getByRole('dialog', { name: /Convention on Lighthouses.* has been imported/ })
    await result.waitFor()
    const found = await result.getByRole('listitem').allInnerTexts()
    expect(found.slice(0, 3).map((line) => line.replace(/\s+/g, ' '))).toEqual([
      '1 chapter',
      '2 articles',
      expect.stringMatching(/paragraphs$/),
    ])
    await result.getByRole('button', { name: 'Done' }).click()
    const instrument = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: 'Convention on Lighthouses' }) })
    await instrument.getByText('first reading').waitFor()
    await page.close()
  })

  test('takes a file dropped anywhere on the page', async () => {
    const page = await open(coordinator)
    await page.getByRole('button', { name: 'Import a text' }).waitFor()
    const dropped = await page.evaluateHandle((content) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([content], 'dropped.txt', { type: 'text/plain' }))
      return transfer
    }, TREATY)
    await page.dispatchEvent('body', 'dragenter', { dataTransfer: dropped })
    await page.getByText('Drop the file to import it').waitFor()
    await page.dispatchEvent('body', 'drop', { dataTransfer: dropped })
    await page.getByRole('dialog').getByText('dropped.txt').waitFor()
    await page.close()
  })

  test('a file that cannot be read gets its reason in words, stays chosen, and nothing is stored', async () => {
    const page = await open(coordinator)
    const before = await page.evaluate(async () => (await fetch('/api/instruments')).text())
    await page.getByRole('button', { name: 'Import a text' }).click()
    const file = page.getByLabel('Choose a file')
    await file.setInputFiles({ name: 'broken.docx', mimeType: 'application/zip', buffer: Buffer.from('PK nonsense') })
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    const alert = page.getByRole('dialog').getByRole('alert')
    await alert.getByText('Nothing has been stored.').waitFor()
    expect(await alert.innerText()).toContain('broken.docx')
    expect(await page.getByRole('button', { name: 'Import', exact: true }).isEnabled()).toBe(true)
    await file.setInputFiles({ name: 'scan.png', mimeType: 'image/png', buffer: Buffer.from('%PDF') })
    await page.getByText('“scan.png” is of a kind that cannot be read.').waitFor()
    expect(await page.getByRole('button', { name: 'Import', exact: true }).isEnabled()).toBe(false)
    expect(await page.evaluate(async () => (await fetch('/api/instruments')).text())).toBe(before)
    await page.close()
  })
})

describe('inviting', () => {
  test('an invited observer reads the draft live, sees why they cannot type, and a withdrawn link is dead', async () => {
    const host = await open(coordinator)
    const address = await startDraft(host, 'Shown to an observer')
    const page = await open(coordinator)
    await page.getByRole('button', { name: 'Invite people' }).click()
    const links: string[] = []
    for (const name of ['Olga Observer', 'Uninvited']) {
      await page.getByLabel('Name of the person').fill(name)
      await page.getByRole('radio', { name: /^Observer/ }).check()
      await page.getByRole('button', { name: 'Make a link' }).click()
      await page.getByRole('heading', { name: `Link for ${name}` }).waitFor()
      links.push(await page.getByLabel('Invitation link').inputValue())
    }
    await page.getByRole('button', { name: 'Withdraw the invitation of Uninvited' }).click()
    await page.getByText(/^withdrawn/).waitFor()

    const guest = await newWindow()
    await (await join(guest, links[1]!)).getByRole('heading', { name: /not valid|used|expired/ }).waitFor()
    const reader = await join(guest, links[0]!)
    await reader.getByRole('heading', { name: 'Drafts', exact: true }).waitFor()
    await reader.goto(server.url + address)
    await reader.getByText('As an observer you read this draft').waitFor()
    expect(await text(reader).count()).toBe(0)
    await writeInto(host, /^Article 24/, 'Seen by the observer. ')
    await reader.getByText('Seen by the observer.').first().waitFor()
    await host
      .getByRole('list', { name: 'People here' })
      .getByText('Olga Observer')
      .or(host.getByTitle('Olga Observer'))
      .first()
      .waitFor()
    await guest.close()
    await Promise.all([host.close(), page.close()])
  })
})

describe('the saved state', () => {
  test('says Saved only when the server has it, and keeps what is written while the server is gone', async () => {
    const home = temporaryFolder()
    const first = await startServer({ folder: home })
    const context = await signedIn(first)
    const page = await open(context, first.url)
    const address = await startDraft(page, 'Survives the server')
    await saved(page, 'Saved')
    // The page's own code must have come before the server goes.
    await page.getByRole('navigation', { name: 'Outline' }).getByRole('button').first().waitFor()
    await first.kill()
    await saved(page, 'Offline, kept on this device')
    await writeInto(page, /^Article 24/, 'Written without a server. ')
    expect(await page.getByLabel('Saved state').innerText()).not.toContain('Saved')
    const second = await startServer({ folder: home, env: { PORT: new URL(first.url).port } })
    await saved(page, 'Saved')
    const again = await open(context, second.url + address)
    await again.getByText('Written without a server.').first().waitFor()
    await context.close()
    await second.stop()
  })

  test('a window that never gets an acknowledgement never says Saved', async () => {
    const page = await open(coordinator)
    await page.routeWebSocket(/\/sync\//, (socket) => {
      const upstream = socket.connectToServer()
      upstream.onMessage((message) => {
        if (message[0] !== MESSAGE.ack) socket.send(message)
      })
    })
    await startDraft(page, 'Never acknowledged')
    await writeInto(page, /^Article 24/, 'Is this safe? ')
    await saved(page, 'Saving…')
    await page.close()
  })

  test('what is written offline outlives the window and merges with what others wrote meanwhile', async () => {
    const context = await newWindow()
    await context.addCookies(await coordinator.cookies())
    const colleague = await open(coordinator)
    const address = await startDraft(colleague, 'Merged on return')
    const page = await open(context, address)
    await saved(page, 'Saved')
    await page.getByRole('navigation', { name: 'Outline' }).getByRole('button').first().waitFor()
    await context.setOffline(true)
    await saved(page, 'Offline, kept on this device')
    await writeInto(page, /^Article 24/, 'From the train. ')
    await saved(page, 'Offline, kept on this device')
    await page.close()
    await writeInto(colleague, /^Article 35/, 'From the office. ')
    await saved(colleague, 'Saved')
    await context.setOffline(false)
    const returned = await open(context, address)
    await returned.getByText('From the office.').first().waitFor()
    await returned.getByText('From the train.').first().waitFor()
    await colleague.getByText('From the train.').first().waitFor()
    await context.close()
    await colleague.close()
  })

  test('a session that ends elsewhere stops the connection, says so, and keeps the words', async () => {
    const host = await open(coordinator)
    const address = await startDraft(host, 'Signed out meanwhile')
    const link = await host.evaluate(async () => {
      const response = await fetch('/api/invitations', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: 'Dana Drafter', role: 'drafter' }),
      })
      return ((await response.json()) as { link: string }).link
    })
    const context = await newWindow()
    const page = await join(context, link)
    await page.getByRole('heading', { name: 'Drafts', exact: true }).waitFor()
    await page.goto(server.url + address)
    await saved(page, 'Saved')
    await page.evaluate(() => fetch('/api/sign-out', { method: 'POST', headers: { 'X-Travaux': '1' } }))
    await page
      .getByRole('alert')
      .getByText(/^Your session has ended/)
      .waitFor()
    await saved(page, 'Signed out')
    await writeInto(page, /^Article 24/, 'Still being written. ')
    await context.close()
    await host.close()
  })

  test('copies on this device can be switched off, which deletes them and says so', async () => {
    const context = await newWindow()
    await context.addCookies(await coordinator.cookies())
    const page = await open(context)
    await startDraft(page, 'On a shared computer')
    await saved(page, 'Saved')
    const copies = () =>
      page.evaluate(async () => (await indexedDB.databases()).filter(({ name }) => name?.startsWith('travaux:draft:')).length)
    expect(await copies()).toBe(1)
    await page.getByRole('button', { name: 'Your account and settings' }).click()
    await page.getByRole('menuitemcheckbox', { name: /^Keep drafts on this device/ }).click()
    await page.getByText('The drafts kept on this device have been deleted.').first().waitFor()
    expect(await copies()).toBe(0)
    await context.setOffline(true)
    await saved(page, 'Offline, not kept')
    await context.close()
  })

  test('refused words are put aside and shown for copying, also after the page was closed', async () => {
    const page = await open(coordinator)
    let refuse = true
    await page.routeWebSocket(/\/sync\//, (socket) => {
      const upstream = socket.connectToServer()
      let sent = 0
      socket.onMessage((message) => {
        const isUpdate = message[0] === MESSAGE.sync && message[1] === 2
        if (isUpdate && refuse) socket.send(Buffer.from([MESSAGE.refused, sent, 7, ...Buffer.from('invalid')]))
        else upstream.send(message)
        if (message[0] === MESSAGE.sync && message[1] !== 0) sent++
      })
    })
    const address = await startDraft(page, 'Refused')
    await saved(page, 'Saved')
    await page
      .getByRole('navigation', { name: 'Outline' })
      .getByRole('button', { name: /^Article 24/ })
      .first()
      .click()
    await page.keyboard.insertText('Precious words ')
    const dialog = page.getByRole('dialog', { name: 'Some of your words were not accepted' })
    await dialog.waitFor()
    expect(await dialog.getByRole('textbox').inputValue()).toContain('Precious words')
    await dialog.getByRole('button', { name: 'Keep it for later' }).click()
    refuse = false
    await page.close()
    const again = await open(coordinator, address)
    const later = again.getByRole('dialog', { name: 'Some of your words were not accepted' })
    await later.getByRole('button', { name: 'I have it: delete the copy' }).click()
    await later.waitFor({ state: 'detached' })
    await again.close()
  })
})

describe('around the text', () => {
  test('a change is said in words beside it, marked in the outline, and goes back to the base at a click', async () => {
    const page = await open(coordinator)
    await startDraft(page, 'Cards and outline')
    await writeInto(page, /^Article 24/, 'Wholly new ')
    const card = page.getByRole('complementary', { name: 'Changes' }).getByRole('article')
    await card.getByText('Inserted “\u2068Wholly new\u2069”').waitFor()
    const outline = page.getByRole('navigation', { name: 'Outline' })
    await outline.getByLabel('Only what has changed').check()
    expect(await outline.getByRole('button', { name: /changed$/ }).count()).toBe(1)
    await card.getByRole('button', { name: 'Restore base text of Article 24' }).click()
    await page.getByText('No changes yet').waitFor()
    await outline.getByText('Nothing has changed yet.').waitFor()
    await page.close()
  })

  test('an article is added, deleted and restored from the toolbar, and the keys go on in the text', async () => {
    const page = await open(coordinator)
    await startDraft(page, 'An article more, an article less')
    const outline = page.getByRole('navigation', { name: 'Outline' })
    await outline
      .getByRole('button', { name: /^Article 36 / })
      .first()
      .click()
    const choose = async (item: RegExp) => {
      await page.getByRole('button', { name: 'Article', exact: true }).click()
      await page.getByRole('menuitem', { name: item }).click()
      await page.getByRole('menu').waitFor({ state: 'detached' })
    }
    await choose(/^Add an article/)
    await text(page).locator('[data-label="Article 36 bis"]').waitFor()
    await page.keyboard.type('Grounds for refusal')
    await page.keyboard.press('Enter')
    await page.keyboard.type('No assistance in political cases.')
    await outline.getByRole('button', { name: 'Article 36 bis Grounds for refusal new' }).waitFor()
    expect(await text(page).locator('[data-label="Article 36 bis"]').innerText()).toMatch(
      /Grounds for refusal\s+No assistance in political cases\./,
    )
    // The menu that was left open by the new article took the keys once, and made another one of every space.
    expect(await page.getByRole('menu').count()).toBe(0)
    expect(await outline.getByRole('button', { name: /new$/ }).count()).toBe(1)

    await outline
      .getByRole('button', { name: /^Article 43 / })
      .first()
      .click()
    await choose(/^Delete Article 43/)
    await outline.getByRole('button', { name: /^Article 43 .*deleted$/ }).waitFor()
    await page.keyboard.press('Control+z')
    await expect.poll(() => outline.getByRole('button', { name: /deleted$/ }).count()).toBe(0)
    await page.close()
  })

  test('the outline follows the reader', async () => {
    const page = await open(coordinator)
    await startDraft(page, 'Read on')
    const row = page.getByRole('navigation', { name: 'Outline' }).getByRole('button', { name: /^Article 40 / })
    await row.waitFor()
    expect((await row.boundingBox())!.y).toBeGreaterThan(900)
    await text(page).locator('[data-eid="art_40__para_1"]').click()
    await expect.poll(async () => (await row.boundingBox())!.y, { timeout: 10_000 }).toBeLessThan(900)
    await page.close()
  })

  test('the arrow keys walk the outline, and Enter goes there', async () => {
    const page = await open(coordinator)
    await startDraft(page, 'By keyboard')
    const outline = page.getByRole('navigation', { name: 'Outline' })
    await outline.getByRole('button', { name: /^Article 1 / }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Reached by keys ')
    await text(page).getByText('Reached by keys').waitFor()
    expect(await outline.getByRole('button', { name: /^Article 2 .*changed$/ }).getAttribute('aria-current')).toBe('location')
    await page.close()
  })
})

describe('everyone can use it', () => {
  test.each(['light', 'dark'] as const)('axe finds no serious problem in %s', async (colorScheme) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme, reducedMotion: 'reduce' })
    await context.addCookies(await coordinator.cookies())
    const page = await open(context)
    await page
      .getByRole('button', { name: /^Start a draft/ })
      .first()
      .waitFor()
    expect(await seriousProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Import a text' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await seriousProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Close' }).click()
    await startDraft(page, `Looked at in ${colorScheme}`)
    await writeInto(page, /^Article 24/, 'Reworded entirely ')
    await page.getByRole('article').first().waitFor()
    expect(await seriousProblems(page)).toEqual([])
    await context.close()
  })
})
