import fc from 'fast-check'
import type { Browser } from 'playwright-core'
import type { Node } from 'prosemirror-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build } from '@travaux/shared/model'
import { settled } from '@travaux/shared/suggest'
import type { EditorMode } from '../../client/src/editor/index.ts'
import { launchBrowser } from '../support/browser.ts'
import { serveEditorPage, type EditorPage } from '../support/editor-page/build.ts'
import { suggestingPage, type SuggestingPage } from '../support/editor-page/suggesting-page.ts'
import { seeds } from '../support/seeds.ts'

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
let on: SuggestingPage

beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), serveEditorPage()])
  on = await suggestingPage(browser, site.url)
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

const write = (words: string) => on.page.keyboard.insertText(words)
const open = (people: Record<string, EditorMode> = { rita: 'suggesting' }) => on.open(people, TREATY)
const { caret, draft, said, listed, press, idle } = {
  caret: (eId: string, from: number, to = from, id = 'rita') => on.caret(eId, from, to, id),
  draft: async (id?: string): Promise<Node> => (await on.draft(id)).doc,
  said: (id?: string) => on.said(id),
  listed: (id?: string) => on.listed(id),
  press: (...keys: string[]) => on.press(...keys),
  idle: () => on.idle(),
}

describe('what is proposed', () => {
  it('an input method finishes before its words are marked, also while a drafter types beside them', async () => {
    await open({ rita: 'suggesting', dora: 'editing' })
    await caret(P1, 12)
    const session = await on.page.context().newCDPSession(on.page)
    await session.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 })
    await session.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 })
    expect(await said('dora')).toEqual([])
    await on.page.evaluate(() => window.harness.handle('dora').setNumber('art_2', '2 bis'))
    await session.send('Input.insertText', { text: '日本' })
    expect(await said()).toEqual(['insert 日本'])
    expect(await said('dora')).toEqual(['insert 日本'])
    expect((await draft('rita')).toJSON()).toEqual((await draft('dora')).toJSON())
    expect((await draft('rita')).child(2).attrs['number']).toBe('2 bis')
  })

  it('the redline leaves out what is only proposed', async () => {
    await open({ rita: 'suggesting', dora: 'editing' })
    await caret(P1, 12, 15)
    await on.page.keyboard.type('shall')
    await idle()
    const changes = () => on.page.evaluate(() => window.harness.handle('rita').getSnapshot().changes.length)
    expect(await changes()).toBe(0)
    await caret(P1, -1, -1, 'dora')
    await on.page.keyboard.type(' Now.')
    await idle()
    expect(await changes()).toBe(1)
    expect(await on.page.locator('#rita ins.inserted').allTextContents()).toEqual([' Now.'])
  })
})

describe('taking back and deciding', () => {
  it('undo withdraws the latest suggestion, redo proposes it again', async () => {
    await open()
    await caret(P1, 12, 15)
    await write('shall')
    await caret(P2, 0)
    await write('All ')
    await press('Control+z')
    expect(await said()).toEqual(['replace may with shall'])
    await press('Control+y')
    expect(await said()).toEqual(['replace may with shall', 'insert All '])
    await press('Control+z', 'Control+z')
    expect(await said()).toEqual([])
    expect((await draft()).toJSON()).toEqual(TREATY.toJSON())
  })

  it('undo takes back what was done last to a suggestion and leaves the rest of it', async () => {
    await open()
    await caret(P1, 12)
    await write('always ')
    await caret(P2, 0)
    await write('All ')
    await caret(P1, 12)
    await write('nearly ')
    expect(await said()).toEqual(['insert nearly always ', 'insert All '])
    await press('Control+z')
    expect(await said()).toEqual(['insert always ', 'insert All '])
    await press('Control+z')
    expect(await said()).toEqual(['insert always '])
    await press('Control+y', 'Control+y')
    expect(await said()).toEqual(['insert nearly always ', 'insert All '])
  })

  it('undo never takes a colleague’s words: what it can’t take back alone is withdrawn around them', async () => {
    await open({ rita: 'suggesting', dora: 'editing' })
    await caret(P1, 12)
    await write('should always ')
    await caret(P1, 19, 19, 'dora')
    await write('XY')
    await caret(P2, 0)
    await press('Control+z')
    expect(await said()).toEqual([])
    expect((await draft('dora')).child(1).child(1).textContent).toBe('The Parties XYmay cooperate.')
    expect((await draft('rita')).toJSON()).toEqual((await draft('dora')).toJSON())
  })

  it('undo takes back a withdrawal, and a drafter’s decision and suggestion in their order', async () => {
    await open({ rita: 'suggesting', dora: 'editing' })
    await caret(P1, 12)
    await write('should ')
    const [one] = await listed()
    await on.page.evaluate((id) => window.harness.handle('rita').withdraw([id]), one!.id)
    expect(await said()).toEqual([])
    await press('Control+z')
    expect(await said('dora')).toEqual(['insert should '])
    await on.page.evaluate(() => window.harness.session('dora').setMode('suggesting'))
    await on.page.evaluate((id) => window.harness.handle('dora').accept([id]), one!.id)
    await caret(P2, 0, 0, 'dora')
    await write('All ')
    expect(await said('dora')).toEqual(['insert All '])
    await press('Control+z')
    expect(await said('dora')).toEqual([])
    await press('Control+z')
    expect(await said('dora')).toEqual(['insert should '])
    await press('Control+y', 'Control+y')
    expect(await said('rita')).toEqual(['insert All '])
    expect((await draft('rita')).child(1).child(1).textContent).toBe('The Parties should may cooperate.')
  })

  it('whatever people do at once, undo and redo leave the draft without one’s suggestions as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(9999), { minLength: 60, maxLength: 60 }), async (draws) => {
        await open({ rita: 'suggesting', raul: 'suggesting', dora: 'editing' })
        expect(await on.page.evaluate((draws) => window.harness.undoAtRandom('rita', ['raul', 'dora'], draws), draws)).toEqual([])
      }),
      seeds(3),
    )
  })

  it('a drafter accepts one and rejects another; undo brings the decision back', async () => {
    await open({ rita: 'suggesting', dora: 'editing' })
    await caret(P1, 12, 15)
    await on.page.keyboard.type('shall')
    await caret(P2, 0)
    await on.page.keyboard.type('All ')
    const [first, second] = await listed('dora')
    const decide = (what: 'accept' | 'reject', id: string) =>
      on.page.evaluate(([what, id]) => window.harness.handle('dora')[what]([id]), [what, id] as const)
    expect(await decide('accept', first!.id)).toEqual({ ok: true })
    expect(await decide('reject', second!.id)).toEqual({ ok: true })
    expect(await said('rita')).toEqual([])
    expect((await draft('rita')).child(1).child(1).textContent).toBe('The Parties shall cooperate.')
    await on.page.evaluate(() => window.harness.handle('dora').undo())
    expect(await said('rita')).toEqual(['insert All '])
  })

  it('a reviewer decides on nothing, and withdraws only their own', async () => {
    await open({ rita: 'suggesting', raul: 'suggesting' })
    await caret(P1, 12, 15)
    await on.page.keyboard.type('shall')
    const [one] = await listed('raul')
    for (const what of ['accept', 'reject', 'withdraw'] as const)
      expect(await on.page.evaluate(([what, id]) => window.harness.handle('raul')[what]([id]), [what, one!.id] as const)).toEqual(
        {
          ok: false,
          reason: 'not-allowed',
        },
      )
    expect(await on.page.evaluate((id) => window.harness.handle('rita').withdraw([id]), one!.id)).toEqual({ ok: true })
    expect((await draft('raul')).toJSON()).toEqual(TREATY.toJSON())
  })

  it('the suggestion at the caret is the active one, and one can go to it', async () => {
    await open()
    await caret(P1, 12, 15)
    await on.page.keyboard.type('shall')
    const [one] = await listed()
    const active = () => on.page.evaluate(() => window.harness.handle('rita').getSnapshot().activeSuggestion)
    expect(await active()).toBe(one!.id)
    await caret('art_2__para_1', 3)
    expect(await active()).toBe(null)
    await on.page.evaluate((id) => window.harness.handle('rita').goToSuggestion(id), one!.id)
    expect(await active()).toBe(one!.id)
  })
})

describe('what the server refused', () => {
  it('is proposed again wherever the words still stand', async () => {
    await open({ rita: 'suggesting', dora: 'editing' })
    await caret(P1, 12, 15)
    await on.page.keyboard.type('shall')
    await caret(P2, 0)
    await on.page.keyboard.type('All ')
    const lost = (await draft()).toJSON() as unknown
    const ids = (await listed()).map(({ id }) => id)
    await on.page.evaluate((ids) => window.harness.handle('rita').withdraw(ids), ids)
    await caret(P2, -1, -1, 'dora')
    await on.page.keyboard.type(' Always.')
    await idle()
    expect(await on.page.evaluate((doc) => window.harness.handle('rita').suggestAgain({ doc, records: [] }), lost)).toBe(true)
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
    await on.page.keyboard.type('should ')
    await idle()
    await caret(P1, 15, 15, 'dora')
    await on.page.keyboard.type('XY')
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
    await on.page.keyboard.type('New heading')
    await idle()
    const eId = await on.page.evaluate(() => document.querySelector('#dora section.proposed-block')!.getAttribute('data-eid')!)
    await caret(eId, 2, 2, 'dora')
    await on.page.keyboard.type('Z')
    expect(await on.page.evaluate(() => window.harness.session('dora').notices)).toEqual([{ kind: 'inside-suggestion' }])
    expect((await draft('dora')).toJSON()).toEqual((await draft('rita')).toJSON())
  })

  it('a reader changes nothing by any way of the page', async () => {
    await open({ otto: 'viewing' })
    await on.page.evaluate(() => {
      const handle = window.harness.handle('otto')
      handle.deleteUnit('art_2')
      handle.setNumber('art_1', '9')
      handle.addArticleAfter('art_1')
      handle.changeLevel(1)
    })
    await on.page.locator('#otto .draft-text').click()
    await on.page.keyboard.type('X')
    expect((await draft('otto')).toJSON()).toEqual(TREATY.toJSON())
  })

  it('is seen in a second window', async () => {
    await open({ rita: 'suggesting', dora: 'editing' })
    await caret(P1, 12, 15)
    await on.page.keyboard.type('shall')
    expect(await said('dora')).toEqual(['replace may with shall'])
    expect(await on.page.locator('#dora ins.proposed-words').textContent()).toBe('shall')
    expect((await draft('dora')).toJSON()).toEqual((await draft()).toJSON())
  })
})
