import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { build, decodeDocument, encodeDocument } from '@travaux/shared/model'
import { settled, type Statement, type Suggestion } from '@travaux/shared/suggest'
import type { Node } from 'prosemirror-model'
import { launchBrowser } from '../support/browser.ts'
import { serveEditorPage, type EditorPage } from '../support/editor-page/build.ts'
import * as hands from '../support/editor-page/hands.ts'

const { article, doc, p, title, closing } = build

const TREATY = doc(
  title('Draft Convention'),
  article(
    '1',
    'Purpose',
    p('1', 'The Parties may cooperate.'),
    p('2', 'Costs lie where they fall.'),
    p('3', 'Nothing else follows.'),
  ),
  article('2', 'Scope', p(null, 'This Convention applies to all.')),
  closing('Done at New York.'),
)
const P1 = 'art_1__para_1'
const P2 = 'art_1__para_2'

let browser: Browser
let site: EditorPage
let page: Page

beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), serveEditorPage()])
})
afterAll(async () => {
  await browser.close()
  await site.close()
})
afterEach(() => page.close())

type Mode = 'editing' | 'suggesting' | 'viewing'

/** Editors on documents of their own, relayed: whoever is named as suggesting may not decide. */
async function open(people: Record<string, Mode> = { rita: 'suggesting' }, draft: Node = TREATY): Promise<void> {
  page = await browser.newPage({ viewport: { width: 1000, height: 1400 } })
  page.on('pageerror', (error) => {
    throw error
  })
  await page.goto(site.url)
  await page.evaluate(
    ({ draft, people }) => {
      for (const [id, mode] of people) window.harness.open(id, { draft, base: draft, mode, mayDecide: mode === 'editing' })
    },
    { draft: encodeDocument(draft), people: Object.entries(people) },
  )
  await idle()
}

const idle = () => hands.settled(page)
const press = (...keys: string[]) => hands.press(page, ...keys)
const caret = (eId: string, from: number, to = from, id = 'rita') => hands.select(page, id, eId, from, to)

async function draft(id = 'rita'): Promise<Node> {
  const decoded = decodeDocument(await page.evaluate((id) => window.harness.json(id), id))
  if (!decoded.ok) throw new Error(decoded.reason)
  return decoded.doc
}

async function listed(id = 'rita'): Promise<readonly Suggestion[]> {
  await idle()
  return page.evaluate((id) => window.harness.handle(id).getSnapshot().suggestions, id)
}

/** What is proposed, one string a statement. */
const said = async (id = 'rita'): Promise<string[]> => (await listed(id)).flatMap(({ statements }) => statements.map(inWords))

function inWords(statement: Statement): string {
  switch (statement.kind) {
    case 'replace':
      return `replace ${statement.before} with ${statement.after}`
    case 'label':
      return `${statement.attribute} ${statement.before} → ${statement.after}`
    case 'format':
      return `format ${statement.text} ${[...statement.on.map((name) => `+${name}`), ...statement.off.map((name) => `-${name}`)].join()}`
    case 'split':
    case 'join':
      return statement.kind
    default:
      return `${statement.kind} ${statement.text}`
  }
}

const paste = (text: string) =>
  page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)

/** Nothing of the draft itself has changed. */
const expectUntouched = async (id = 'rita') => expect(settled(await draft(id)).toJSON()).toEqual(TREATY.toJSON())

describe('a reviewer’s hands', () => {
  it.each<[string, () => Promise<void>, string[]]>([
    ['type', async () => (await caret(P1, 12), await page.keyboard.type('shall ')), ['insert shall ']],
    ['delete backwards', async () => (await caret(P1, 15), await press('Backspace', 'Backspace', 'Backspace')), ['delete may']],
    ['delete forwards', async () => (await caret(P1, 12), await press('Delete', 'Delete', 'Delete')), ['delete may']],
    ['replace', async () => (await caret(P1, 12, 15), await page.keyboard.type('shall')), ['replace may with shall']],
    ['press Enter', async () => (await caret(P1, 11), await press('Enter')), ['split']],
    ['join', async () => (await caret(P2, 0), await press('Backspace')), ['join']],
    ['change a level', async () => (await caret(P2, 3), await press('Tab')), ['number 2 → a', 'level 1 → 2']],
  ])('%s', async (_name, act, expected) => {
    await open()
    await act()
    expect(await said()).toEqual(expected)
    await expectUntouched()
  })

  it.each<[string, () => Promise<void>, string[]]>([
    ['make words bold', async () => (await caret(P1, 12, 15), await press('Control+b')), ['format may +strong']],
    ['add an article', async () => (await caret(P1, 3), await press('Control+Alt+Enter')), ['newBlock ']],
    [
      'delete an article',
      async () => void (await page.evaluate(() => window.harness.handle('rita').deleteUnit('art_2'))),
      ['deleteBlock Scope This Convention applies to all.'],
    ],
    [
      'change a number',
      async () => void (await page.evaluate((eId) => window.harness.handle('rita').setNumber(eId, '2 bis'), P2)),
      ['number 2 → 2 bis'],
    ],
    ['move a provision', async () => (await caret(P2, 3), await press('Alt+Shift+ArrowUp')), ['move The Parties may cooperate.']],
    [
      'find and replace everywhere',
      () =>
        page.evaluate(() => {
          const { finder } = window.harness.handle('rita')
          finder.search({ words: 'Convention', matchCase: true, wholeWords: true })
          finder.replaceAll('Treaty')
        }),
      ['replace Convention with Treaty', 'replace Convention with Treaty'],
    ],
    ['paste', async () => (await caret(P1, 12), await paste('always')), ['replace may with alwaysmay']],
    ['cut', async () => (await caret(P1, 12, 16), await press('Control+x')), ['delete may ']],
    [
      'change what they proposed',
      async () => (await caret(P1, 12), await page.keyboard.type('often '), await press('Backspace', 'Backspace')),
      ['replace may with oftemay'],
    ],
  ])('%s', async (_name, act, expected) => {
    await open()
    await act()
    expect(await said()).toEqual(expected)
    await expectUntouched()
  })

  it('an input method finishes before its words are marked, also while a drafter types beside them', async () => {
    await open({ rita: 'suggesting', dora: 'editing' })
    await caret(P1, 12)
    const session = await page.context().newCDPSession(page)
    await session.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 })
    await session.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 })
    expect(await said('dora')).toEqual([])
    await page.evaluate(() => window.harness.handle('dora').setNumber('art_2', '2 bis'))
    await session.send('Input.insertText', { text: '日本' })
    expect(await said()).toEqual(['insert 日本'])
    expect(await said('dora')).toEqual(['insert 日本'])
    expect((await draft('rita')).toJSON()).toEqual((await draft('dora')).toJSON())
    expect((await draft('rita')).child(2).attrs['number']).toBe('2 bis')
  })

  it('the redline leaves out what is only proposed', async () => {
    await open({ rita: 'suggesting', dora: 'editing' })
    await caret(P1, 12, 15)
    await page.keyboard.type('shall')
    await idle()
    const changes = () => page.evaluate(() => window.harness.handle('rita').getSnapshot().changes.length)
    expect(await changes()).toBe(0)
    await caret(P1, -1, -1, 'dora')
    await page.keyboard.type(' Now.')
    await idle()
    expect(await changes()).toBe(1)
    expect(await page.locator('#rita ins.inserted').allTextContents()).toEqual([' Now.'])
  })
})

describe('taking back and deciding', () => {
  it('undo withdraws the latest suggestion, redo proposes it again', async () => {
    await open()
    await caret(P1, 12, 15)
    await page.keyboard.type('shall')
    await caret(P2, 0)
    await page.keyboard.type('All ')
    await press('Control+z')
    expect(await said()).toEqual(['replace may with shall'])
    await press('Control+y')
    expect(await said()).toEqual(['replace may with shall', 'insert All '])
    await press('Control+z', 'Control+z')
    expect(await said()).toEqual([])
    expect((await draft()).toJSON()).toEqual(TREATY.toJSON())
  })

  it('a drafter accepts one and rejects another; undo brings the decision back', async () => {
    await open({ rita: 'suggesting', dora: 'editing' })
    await caret(P1, 12, 15)
    await page.keyboard.type('shall')
    await caret(P2, 0)
    await page.keyboard.type('All ')
    const [first, second] = await listed('dora')
    const decide = (what: 'accept' | 'reject', id: string) =>
      page.evaluate(([what, id]) => window.harness.handle('dora')[what]([id]), [what, id] as const)
    expect(await decide('accept', first!.id)).toEqual({ ok: true })
    expect(await decide('reject', second!.id)).toEqual({ ok: true })
    expect(await said('rita')).toEqual([])
    expect((await draft('rita')).child(1).child(1).textContent).toBe('The Parties shall cooperate.')
    await page.evaluate(() => window.harness.handle('dora').undo())
    expect(await said('rita')).toEqual(['insert All '])
  })

  it('a reviewer decides on nothing, and withdraws only their own', async () => {
    await open({ rita: 'suggesting', raul: 'suggesting' })
    await caret(P1, 12, 15)
    await page.keyboard.type('shall')
    const [one] = await listed('raul')
    for (const what of ['accept', 'reject', 'withdraw'] as const)
      expect(await page.evaluate(([what, id]) => window.harness.handle('raul')[what]([id]), [what, one!.id] as const)).toEqual({
        ok: false,
        reason: 'not-allowed',
      })
    expect(await page.evaluate((id) => window.harness.handle('rita').withdraw([id]), one!.id)).toEqual({ ok: true })
    expect((await draft('raul')).toJSON()).toEqual(TREATY.toJSON())
  })

  it('the suggestion at the caret is the active one, and one can go to it', async () => {
    await open()
    await caret(P1, 12, 15)
    await page.keyboard.type('shall')
    const [one] = await listed()
    const active = () => page.evaluate(() => window.harness.handle('rita').getSnapshot().activeSuggestion)
    expect(await active()).toBe(one!.id)
    await caret('art_2__para_1', 3)
    expect(await active()).toBe(null)
    await page.evaluate((id) => window.harness.handle('rita').goToSuggestion(id), one!.id)
    expect(await active()).toBe(one!.id)
  })
})

describe('what the server refused', () => {
  it('is proposed again wherever the words still stand', async () => {
    await open({ rita: 'suggesting', dora: 'editing' })
    await caret(P1, 12, 15)
    await page.keyboard.type('shall')
    await caret(P2, 0)
    await page.keyboard.type('All ')
    const lost = (await draft()).toJSON() as unknown
    const ids = (await listed()).map(({ id }) => id)
    await page.evaluate((ids) => window.harness.handle('rita').withdraw(ids), ids)
    await caret(P2, -1, -1, 'dora')
    await page.keyboard.type(' Always.')
    await idle()
    expect(await page.evaluate((doc) => window.harness.handle('rita').suggestAgain({ doc, records: [] }), lost)).toBe(true)
    expect(await said('dora')).toEqual(['replace may with shall'])
    expect(
      settled(await draft('dora'))
        .child(1)
        .child(2).textContent,
    ).toBe('Costs lie where they fall. Always.')
  })
})

describe('people at the same draft', () => {
  it('a drafter’s words beside and within a suggestion are the draft’s; a block that is only proposed is not edited', async () => {
    await open({ rita: 'suggesting', dora: 'editing' })
    await caret(P1, 12)
    await page.keyboard.type('should ')
    await idle()
    await caret(P1, 15, 15, 'dora')
    await page.keyboard.type('XY')
    const proposed = (await draft('rita'))
      .child(1)
      .child(1)
      .children.filter(({ marks }) => marks.length > 0)
    expect(proposed.map(({ text }) => text)).toEqual(['sho', 'uld '])
    expect(
      settled(await draft('rita'))
        .child(1)
        .child(1).textContent,
    ).toBe('The Parties XYmay cooperate.')
    await caret(P2, 3)
    await press('Control+Alt+Enter')
    await page.keyboard.type('New heading')
    await idle()
    const eId = await page.evaluate(() => document.querySelector('#dora section.proposed-block')!.getAttribute('data-eid')!)
    await caret(eId, 2, 2, 'dora')
    await page.keyboard.type('Z')
    expect(await page.evaluate(() => window.harness.session('dora').notices)).toEqual([{ kind: 'inside-suggestion' }])
    expect((await draft('dora')).toJSON()).toEqual((await draft('rita')).toJSON())
  })

  it('a reader changes nothing by any way of the page', async () => {
    await open({ otto: 'viewing' })
    await page.evaluate(() => {
      const handle = window.harness.handle('otto')
      handle.deleteUnit('art_2')
      handle.setNumber('art_1', '9')
      handle.addArticleAfter('art_1')
      handle.changeLevel(1)
    })
    await page.locator('#otto .draft-text').click()
    await page.keyboard.type('X')
    expect((await draft('otto')).toJSON()).toEqual(TREATY.toJSON())
  })

  it('is seen in a second window', async () => {
    await open({ rita: 'suggesting', dora: 'editing' })
    await caret(P1, 12, 15)
    await page.keyboard.type('shall')
    expect(await said('dora')).toEqual(['replace may with shall'])
    expect(await page.locator('#dora ins.proposed-words').textContent()).toBe('shall')
    expect((await draft('dora')).toJSON()).toEqual((await draft()).toJSON())
  })
})
