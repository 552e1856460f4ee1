import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { caller, mintToken, signIn, startServer, temporaryFolder, travaux, type TestServer } from '../support/server.ts'

/** One person with several windows, and several people at one browser: whatever happens in one window, no word of another is lost. */
let server: TestServer
let browser: Awaited<ReturnType<typeof launchBrowser>>
let api: ReturnType<typeof caller>
const folder = temporaryFolder()

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer({ folder }), launchBrowser()])
  api = caller(server.url, { token: await mintToken(folder, 'coordinator') })
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function newDraft(title: string): Promise<string> {
  const [instrument] = (await (await api('GET', '/api/instruments')).json()) as { revisions: { id: string }[] }[]
  const answer = await api('POST', '/api/drafts', { revisionId: instrument!.revisions[0]!.id, title })
  return ((await answer.json()) as { id: string }).id
}

/** A new person, as the cookie of their session. */
async function newcomer(name: string): Promise<{ name: string; value: string; url: string }> {
  const { stdout } = await travaux(['invite', '--role', 'drafter', '--name', name], { folder })
  const [cookie, value] = (await signIn(server.url, stdout.trim())).split('=')
  return { name: cookie!, value: value!, url: server.url }
}

async function openDraft(context: BrowserContext, draftId: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${server.url}/drafts/${draftId}`)
  await saved(page)
  // Its code comes after the text, and tests cut the line.
  await page.getByRole('navigation', { name: 'Outline' }).getByRole('button').first().waitFor()
  return page
}

const state = (page: Page, words: RegExp) => page.getByLabel('Saved state').getByText(words).waitFor()
const saved = (page: Page) => state(page, /^Saved$/)

async function write(page: Page, words: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Outline' })
    .getByRole('button', { name: /^Article 24/ })
    .first()
    .click()
  await page.keyboard.type(words)
  await page.locator('[contenteditable="true"]').getByText(words).waitFor()
}

const onServer = async (draftId: string, words: string): Promise<boolean> =>
  (await (await api('GET', `/api/drafts/${draftId}`)).text()).includes(words)

test('copies that another window deletes do not keep this window’s words from the server', async () => {
  const context = await browser.newContext()
  await context.addCookies([await newcomer('Ana')])
  const draftId = await newDraft('Two windows')
  const [one, two] = [await openDraft(context, draftId), await openDraft(context, draftId)]
  await one.getByRole('button', { name: 'Your account and settings' }).click()
  await one.getByRole('menuitemcheckbox', { name: /^Keep drafts on this device/ }).click()
  await write(two, 'Written after that. ')
  await expect.poll(() => onServer(draftId, 'Written after that. ')).toBe(true)
  await saved(two)
  await context.setOffline(true)
  await state(two, /^Offline, not kept$/)
  await context.close()
})

test('a window does not go on under the name of whoever signed in on the same browser since', async () => {
  const context = await browser.newContext()
  await context.addCookies([await newcomer('Ana')])
  const draftId = await newDraft('One browser, two people')
  const page = await openDraft(context, draftId)
  await context.setOffline(true)
  await state(page, /^Offline/)
  await write(page, 'By Ana alone. ')
  await context.addCookies([await newcomer('Bea')])
  await context.setOffline(false)
  await page
    .getByRole('alert')
    .getByText(/^Your session has ended/)
    .waitFor()
  expect(await onServer(draftId, 'By Ana alone.')).toBe(false)
  await page.getByRole('button', { name: 'Connect again' }).click()
  await expect.poll(() => page.getByLabel('People here').innerText()).toContain('Bea')
  await saved(page)
  expect(await onServer(draftId, 'By Ana alone.')).toBe(false)
  await context.close()
})

test('words that only the window holds are put aside for their writer before somebody else goes on in it', async () => {
  const context = await browser.newContext()
  const ana = await newcomer('Ana of the shared computer')
  await context.addCookies([ana])
  const draftId = await newDraft('A shared computer')
  const page = await openDraft(context, draftId)
  await page.getByRole('button', { name: 'Your account and settings' }).click()
  await page.getByRole('menuitemcheckbox', { name: /^Keep drafts on this device/ }).click()
  await page.keyboard.press('Escape')
  const goOnAs = async (cookie: typeof ana) => {
    await context.addCookies([cookie])
    await context.setOffline(false)
    await page.getByRole('button', { name: 'Connect again' }).click()
    await saved(page)
  }
  const cutOff = async () => {
    await context.setOffline(true)
    await state(page, /^Offline, not kept$/)
  }
  await cutOff()
  await write(page, 'Ana’s alone. ')
  await goOnAs(await newcomer('Bea of the shared computer'))
  expect(await page.getByText('Ana’s alone.').count()).toBe(0)
  await cutOff()
  await goOnAs(ana)
  await page.getByRole('dialog').getByLabel('Where your text differs').waitFor()
  expect(await page.getByRole('dialog').getByLabel('Where your text differs').inputValue()).toContain('Ana’s alone. ')
  expect(await onServer(draftId, 'Ana’s alone.')).toBe(false)
  await context.close()
})

test('who is given another role goes on in it, without being told that the session has ended', async () => {
  const context = await browser.newContext()
  await context.addCookies([await newcomer('Dan')])
  const page = await openDraft(context, await newDraft('Another role'))
  const database = new DatabaseSync(path.join(folder, 'travaux.db'))
  database.prepare("UPDATE people SET role = 'observer' WHERE name = 'Dan'").run()
  database.close()
  await state(page, /^Live/)
  await expect.poll(() => page.locator('#draft-text [contenteditable="true"]').count()).toBe(0)
  expect(await page.getByRole('alert').count()).toBe(0)
  await context.close()
})

test('a connection that no longer answers is given up, even while its writer goes on writing', async () => {
  const context = await browser.newContext()
  await context.addCookies([await newcomer('Eve')])
  const draftId = await newDraft('A dead connection')
  const connections: string[] = []
  let deaf = false
  await context.routeWebSocket(/\/sync\//, (socket) => {
    const first = connections.push(socket.url()) === 1
    const onward = socket.connectToServer()
    onward.onMessage((message) => (first && deaf ? undefined : socket.send(message)))
  })
  const page = await openDraft(context, draftId)
  deaf = true
  await write(page, 'Written to nobody. ')
  await state(page, /^Saving/)
  while (connections.length === 1) await page.keyboard.type('.', { delay: 500 })
  await saved(page)
  expect(await onServer(draftId, 'Written to nobody. ')).toBe(true)
  await context.close()
}, 60_000)

test('words are called kept when the device’s disk has them and not before, and until then the window asks before it goes', async () => {
  const context = await browser.newContext()
  await context.addCookies([await newcomer('Fay')])
  const page = await openDraft(context, await newDraft('A slow disk'))
  await context.setOffline(true)
  await state(page, /^Offline, kept on this device$/)
  // A transaction of ours on the copy that does not end: whatever is written waits for it.
  await page.evaluate(async () => {
    const name = (await indexedDB.databases()).find(({ name }) => name?.startsWith('travaux:draft:'))!.name!
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name)
      request.addEventListener('success', () => resolve(request.result))
    })
    const store = database.transaction(['updates'], 'readwrite').objectStore('updates')
    let busy = true
    const goOn = () => {
      if (busy) store.get(0).addEventListener('success', goOn)
      else database.close()
    }
    goOn()
    addEventListener('disk is free', () => (busy = false))
  })
  await write(page, 'Not on the disk yet. ')
  await state(page, /^Offline, being kept…$/)
  const asks = () => page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })))
  expect(await asks()).toBe(true)
  await page.evaluate(() => dispatchEvent(new Event('disk is free')))
  await state(page, /^Offline, kept on this device$/)
  expect(await asks()).toBe(false)
  await context.close()
})

test('who has lost their session goes on as themselves by a new link, and what their device kept arrives', async () => {
  const context = await browser.newContext()
  // A link is for one person: another attempt needs another name.
  const name = `Cem ${Date.now()}`
  await context.addCookies([await newcomer(name)])
  const draftId = await newDraft('Signed in again')
  const page = await openDraft(context, draftId)
  await context.setOffline(true)
  await state(page, /^Offline/)
  await write(page, 'Kept by Cem’s device. ')
  await state(page, /^Offline, kept on this device$/)
  await page.close()
  await context.setOffline(false)
  await context.clearCookies()

  const { stdout } = await travaux(['invite', '--person', name], { folder })
  const again = await context.newPage()
  await again.goto(stdout.trim())
  await again.getByRole('button', { name: 'Sign in' }).click()
  await again.getByRole('link', { name: 'Signed in again' }).click()
  await expect.poll(() => onServer(draftId, 'Kept by Cem’s device. ')).toBe(true)
  await saved(again)
  await context.close()
})
