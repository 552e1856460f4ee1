import type { Editor } from '@tiptap/core'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Node } from 'prosemirror-model'
import { blocks, blockText, build, decodeDocument, encodeDocument } from '@travaux/shared/model'
import { launchBrowser } from '../support/browser.ts'
import { treaty } from '../support/treaty.ts'
import { serveEditorPage, type EditorPage } from '../support/editor-page/build.ts'
import * as hands from '../support/editor-page/hands.ts'

const { article, chapter, closing, doc, p, preamble, recital, title } = build

const TREATY = doc(
  title('Draft Convention'),
  preamble('The States Parties to this Convention,'),
  recital('Bearing in mind the purposes of the Charter,'),
  chapter('I', 'General provisions'),
  article('1', 'Purpose', p(null, 'The purpose is to promote cooperation.')),
  article(
    '24',
    'Conditions and safeguards',
    p('1', 'Each State Party shall provide safeguards.'),
    p('2', 'Such conditions shall include:'),
    p('a', 'judicial review;', 2),
    p('b', 'grounds;', 2),
    p('3', 'Each State Party shall consider the impact.'),
  ),
  article('25', 'Preservation', p('1', 'Data shall be preserved.'), p('2', 'For ninety days.')),
  closing('Done at New York.'),
)

/** So long that most of it is off the screen; a chapter follows the article to which one is added. */
const LONG = doc(
  title('Draft Convention'),
  ...Array.from({ length: 60 }, (_, index) => article(`${index + 1}`, 'Purpose', p('1', 'Words of the paragraph.'))),
  chapter('II', 'Criminalization'),
  article('61', 'Preservation', p('1', 'Data shall be preserved.')),
)

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

/** A page with an editor `a` (and `b` on a second document, relayed) on the draft, which starts as the base. */
async function open(options: { base?: Node; draft?: Node; two?: boolean; editable?: boolean } = {}): Promise<void> {
  page = await browser.newPage({ viewport: { width: 1000, height: 1400 } })
  page.on('pageerror', (error) => {
    throw error
  })
  await page.goto(site.url)
  const base = encodeDocument(options.base ?? TREATY)
  const draft = options.draft ? encodeDocument(options.draft) : base
  await page.evaluate(({ draft, base, ids, mode }) => ids.forEach((id) => window.harness.open(id, { draft, base, mode })), {
    draft,
    base,
    ids: options.two ? ['a', 'b'] : ['a'],
    mode: (options.editable ?? true) ? ('editing' as const) : ('viewing' as const),
  })
  await settled()
}

const settled = () => hands.settled(page)
const press = (...keys: string[]) => hands.press(page, ...keys)
/** Puts the caret into a block, so many characters from its start (from its end when negative). */
const caret = (eId: string, offset: number, id = 'a') => hands.select(page, id, eId, offset)

async function draft(id = 'a'): Promise<Node> {
  const decoded = decodeDocument(await page.evaluate((id) => window.harness.json(id), id))
  if (!decoded.ok) throw new Error(decoded.reason)
  return decoded.doc
}

/** One line a block of the unit: level, number and words. */
async function unit(eId: string, id = 'a'): Promise<string[]> {
  return blocks(await draft(id))
    .filter((block) => block.eId === eId || block.container === eId)
    .map((block) => [block.level || '', block.number ?? '–', blockText(block)].join(' ').trim())
}

const eIds = async (id = 'a') => blocks(await draft(id)).map((block) => block.eId)

const run = <T>(work: (harness: Window['harness'], id: string) => T, id = 'a'): Promise<T> =>
  page.evaluate(`(${work.toString()})(window.harness, ${JSON.stringify(id)})`)

const P1 = 'art_24__para_1'
const P2 = 'art_24__para_2'
const A = 'art_24__para_2__point_a'
const P3 = 'art_24__para_3'

describe('Enter', () => {
  it.each([
    ['in the middle moves the rest into the next number', P3, 16, ['1 3 Each State Party', '1 4  shall consider the impact.']],
    ['at the end makes the next number', P3, -1, ['1 3 Each State Party shall consider the impact.', '1 4']],
    ['between existing numbers makes a bis', P1, -1, ['1 1 Each State Party shall provide safeguards.', '1 1 bis']],
    ['in a subparagraph makes a subparagraph', A, -1, ['2 a judicial review;', '2 a bis']],
    ['at the end of a chapeau opens its list', P2, -1, ['1 2 Such conditions shall include:', '2 a ante']],
    ['at the start makes an empty one before', P3, 0, ['1 2 bis', '1 3 Each State Party shall consider the impact.']],
  ])('%s', async (_name, eId, offset, expected) => {
    await open()
    await caret(eId, offset)
    await press('Enter')
    const lines = await unit('art_24')
    expect(lines).toHaveLength(7)
    const at = lines.findIndex((line) => line === expected[0])
    expect(lines.slice(at, at + 2)).toEqual(expected)
  })

  it('at the start leaves the words their eId', async () => {
    await open()
    await caret(P3, 0)
    await press('Enter')
    const kept = blocks(await draft()).find((block) => block.eId === P3)!
    expect(blockText(kept)).toBe('Each State Party shall consider the impact.')
  })

  it('in an empty subparagraph goes a level up, with that level’s number', async () => {
    await open()
    await caret('art_24__para_2__point_b', -1)
    await press('Enter', 'Enter')
    expect((await unit('art_24'))[5]).toBe('1 2 bis')
  })

  it('in a heading goes into the first paragraph', async () => {
    await open()
    await caret('art_25', -1)
    await press('Enter')
    await page.keyboard.type('Any ')
    expect((await unit('art_25'))[1]).toBe('1 1 Any Data shall be preserved.')
  })

  it('in a recital makes a recital, in a chapter heading goes on', async () => {
    await open()
    await caret('rec_1', -1)
    await press('Enter')
    await page.keyboard.type('Recalling,')
    await caret('chp_I', -1)
    await press('Enter')
    await page.keyboard.type('The ')
    const texts = blocks(await draft()).map((block) => `${block.kind}: ${blockText(block)}`)
    expect(texts.slice(2, 6)).toEqual([
      'recital: Bearing in mind the purposes of the Charter,',
      'recital: Recalling,',
      'chapter: General provisions',
      'article: The Purpose',
    ])
  })
})

describe('levels', () => {
  it('Tab and Shift-Tab take the number of the level', async () => {
    await open()
    await caret(P3, 0)
    await press('Tab')
    expect((await unit('art_24'))[5]).toBe('2 c Each State Party shall consider the impact.')
    await press('Tab')
    expect((await unit('art_24'))[5]).toBe('3 i Each State Party shall consider the impact.')
    await press('Tab')
    expect((await unit('art_24'))[5]).toMatch(/^3 i /)
    await press('Shift+Tab', 'Shift+Tab')
    expect((await unit('art_24'))[5]).toBe('1 3 Each State Party shall consider the impact.')
  })

  it('Escape and Tab leave the text', async () => {
    await open()
    await caret(P3, 0)
    const before = await draft()
    await press('Escape', 'Tab')
    expect((await draft()).eq(before)).toBe(true)
    expect(await page.evaluate(() => document.activeElement?.closest('.draft-text') === null)).toBe(true)
  })
})

describe('joining', () => {
  it('Backspace at the start joins with the block before, Delete at the end with the next', async () => {
    await open()
    await caret(P3, 0)
    await press('Backspace')
    expect((await unit('art_24')).at(-1)).toBe('2 b grounds;Each State Party shall consider the impact.')
    await caret('art_25__para_1', -1)
    await press('Delete')
    expect(await unit('art_25')).toEqual(['25 Preservation', '1 1 Data shall be preserved.For ninety days.'])
  })

  it.each([
    ['Backspace in front of the first paragraph', 'art_25__para_1', 0, 'Backspace'],
    ['Backspace in front of a heading', 'art_25', 0, 'Backspace'],
    ['Delete at the end of an article', P3, -1, 'Delete'],
    ['Delete at the end of a heading', 'art_25', -1, 'Delete'],
    ['Backspace in front of a chapter', 'chp_I', 0, 'Backspace'],
    ['Delete at the end of a chapter heading', 'chp_I', -1, 'Delete'],
  ])('%s joins nothing', async (_name, eId, offset, key) => {
    await open()
    const before = await draft()
    await caret(eId, offset)
    await press(key)
    expect((await draft()).eq(before)).toBe(true)
  })

  it('Backspace takes an empty article out', async () => {
    await open()
    await run((harness) => harness.handle('a').addArticleAfter('art_24'))
    expect((await unit((await eIds()).find((eId) => eId.startsWith('art_x'))!))[0]).toBe('24 bis')
    await press('Backspace')
    expect((await draft()).eq(TREATY)).toBe(true)
  })
})

describe('selections', () => {
  const select = async (from: string, to: string, start = 0, end = -1) => {
    await caret(from, start)
    await page.evaluate(
      ({ to, end }) => {
        const block = document.querySelector(`#a [data-eid="${to}"]`)!
        const text = (block.tagName === 'SECTION' ? block.querySelector('h3')! : block).firstChild as Text
        getSelection()!.extend(text, end < 0 ? text.length : end)
      },
      { to, end },
    )
    await hands.frame(page)
  }

  it('of a whole article is deleted as a whole', async () => {
    await open()
    await select('art_24', P3)
    await press('Delete')
    expect(await unit('art_24')).toEqual([])
  })

  it('across articles deletes words and joins no articles', async () => {
    await open()
    await select(P3, 'art_25__para_1', 10, 4)
    await press('Backspace')
    expect((await unit('art_24')).at(-1)).toBe('1 3 Each State')
    expect(await unit('art_25')).toEqual(['25', '1 1  shall be preserved.', '1 2 For ninety days.'])
  })

  it('across articles is typed over without joining them', async () => {
    await open()
    await select(P1, 'art_25__para_1', 5, 5)
    await page.keyboard.type('X')
    expect(await unit('art_24')).toEqual(['24 Conditions and safeguards', '1 1 Each X'])
    expect((await unit('art_25')).at(-1)).toBe('1 2 For ninety days.')
    expect((await draft()).check()).toBeUndefined()
  })

  it('of everything leaves a document that can be typed in', async () => {
    await open()
    await caret('title', 0)
    await press('Control+a', 'Delete')
    await page.keyboard.type('A')
    expect((await draft()).textContent).toContain('A')
    await press('Control+z', 'Control+z')
    expect((await draft()).textContent).toBe(TREATY.textContent)
  })
})

describe('other keys', () => {
  it('Mod-Alt-Enter makes an article with its number', async () => {
    await open()
    await caret(P1, 3)
    await press('Control+Alt+Enter')
    await page.keyboard.type('Oversight')
    const added = blocks(await draft()).filter((block) => block.kind === 'article')[2]!
    expect([added.number, blockText(added)]).toEqual(['24 bis', 'Oversight'])
  })

  it('what is typed in the same instant in which an article is made stands in its heading', async () => {
    await open({ draft: LONG })
    await caret('art_1__para_1', 3)
    const number = await page.evaluate(() => {
      window.harness.handle('a').addArticleAfter('art_60')
      // No frame between the two: the browser has not yet seen that the article is on the screen.
      document.execCommand('insertText', false, 'Oversight')
      return getSelection()!.anchorNode!.parentElement!.closest('section')?.dataset['number'] ?? null
    })
    expect(number).toBe('60 bis')
    await settled()
    expect(
      blocks(await draft())
        .filter((block) => blockText(block).includes('Oversight'))
        .map((block) => block.number),
    ).toEqual(['60 bis'])
  })

  it('Alt-Shift-arrows move a provision with what stands below it', async () => {
    await open()
    await caret(P2, 0)
    await press('Alt+Shift+ArrowDown')
    expect((await unit('art_24')).map((line) => line.split(' ')[1])).toEqual(['Conditions', '1', '3', '2', 'a', 'b'])
    await press('Alt+Shift+ArrowUp', 'Alt+Shift+ArrowUp')
    expect((await unit('art_24')).map((line) => line.split(' ')[1])).toEqual(['Conditions', '2', 'a', 'b', '1', '3'])
    expect(new Set(await eIds()).size).toBe((await eIds()).length)
  })

  it('Mod-B and Mod-I format', async () => {
    await open()
    await caret(P1, 0)
    await press('Shift+End')
    await press('Control+b')
    await press('Control+i')
    const words = blocks(await draft()).find((block) => block.eId === P1)!.node!.firstChild!
    expect(words.marks.map((mark) => mark.type.name).toSorted()).toEqual(['em', 'strong'])
  })
})

describe('numbers', () => {
  it('are edited from the keyboard and by a click on the label', async () => {
    await open()
    await caret(P1, 0)
    await press('F2')
    await page.keyboard.type('1 ter')
    await press('Enter')
    expect((await unit('art_24'))[1]).toMatch(/^1 1 ter Each/)
    await press('F2')
    await page.keyboard.type('9')
    await press('Escape')
    expect((await unit('art_24'))[1]).toMatch(/^1 1 ter Each/)
    const box = (await page.locator(`[data-eid="${P3}"]`).boundingBox())!
    await page.mouse.click(box.x + 12, box.y + 12)
    await page.keyboard.type('4')
    await press('Enter')
    expect((await unit('art_24'))[5]).toMatch(/^1 4 Each/)
    const heading = (await page.locator('[data-eid="art_25"]').boundingBox())!
    await page.mouse.click(heading.x + heading.width / 2, heading.y + 36)
    await page.keyboard.type('25 bis')
    await press('Enter')
    expect((await unit('art_25'))[0]).toBe('25 bis Preservation')
    await settled()
    expect(await page.locator('.old-label').allTextContents()).toEqual(['1.', '3.', 'Article 25'])
  })

  it('stand in copied text, struck words do not', async () => {
    await open()
    await caret(P1, -1)
    for (let key = 0; key < 11; key++) await page.keyboard.press('Backspace')
    await run((harness) => harness.handle('a').deleteUnit('art_24__para_2__point_a'))
    await settled()
    await caret(P1, 0)
    await press('Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+End')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await press('Control+c')
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied.split('\n').slice(0, 3)).toEqual([
      '1. Each State Party shall provide ',
      '2. Such conditions shall include:',
      '(b) grounds;',
    ])
    expect(copied).not.toContain('safeguards')
    expect(copied).not.toContain('judicial')
  })
})

/** What the page shows, `[-…-]` for deletions and `{+…+}` for insertions. */
const shown = (selector: string) =>
  page.locator(selector).evaluate((element) => {
    const read = (node: ChildNode): string => {
      if (node instanceof Text) return node.data
      const inner = [...node.childNodes].map(read).join('')
      const name = node.nodeName
      return name === 'DEL' ? `[-${inner}-]` : name === 'INS' ? `{+${inner}+}` : inner
    }
    return [...element.childNodes].map(read).join('')
  })

describe('the redline', () => {
  it('is empty on a draft like its base', async () => {
    await open()
    expect(await page.locator('ins, del, .is-new, .deleted-block').count()).toBe(0)
  })

  it('follows typing, deleting and replacing', async () => {
    await open()
    await caret(P1, -1)
    await press('ArrowLeft')
    await page.keyboard.type(' and remedies')
    expect(await shown(`[data-eid="${P1}"]`)).toBe('Each State Party shall provide safeguards{+ and remedies+}.')
    await caret(P3, 10)
    for (let key = 0; key < 6; key++) await page.keyboard.press('Delete')
    expect(await shown(`[data-eid="${P3}"]`)).toBe('Each State [-Party -]shall consider the impact.')
    await page.keyboard.type(' body')
    expect(await shown(`[data-eid="${P3}"]`)).toBe('Each State [-Party-]{+body+} shall consider the impact.')
    await press('Control+z')
    await settled()
    expect(await shown(`[data-eid="${P3}"]`)).not.toContain('body')
  })

  it('shows splits, joins, new and deleted provisions and articles in their places', async () => {
    await open()
    await caret(P1, 16)
    await press('Enter')
    await settled()
    expect(await shown(`[data-eid="${P1}"]`)).toBe('Each State Party{+¶+}')
    await caret('art_25__para_2', 0)
    await press('Backspace')
    await settled()
    expect(await shown('[data-eid="art_25__para_1"]')).toBe('Data shall be preserved.[-¶ 2. -]For ninety days.')
    await run((harness) => (harness.handle('a').deleteUnit('art_24__para_2__point_b'), harness.handle('a').deleteUnit('art_1')))
    await run((harness) => harness.handle('a').addArticleAfter('art_25'))
    await hands.frame(page)
    await page.keyboard.type('Oversight')
    await settled()
    expect(
      await page.locator('[data-deleted]').evaluateAll((list) => list.map((box) => (box as HTMLElement).dataset['deleted'])),
    ).toEqual(['art_1', 'art_1__para_1', 'art_24__para_2__point_b'])
    const before = page.locator('[data-deleted="art_24__para_2__point_b"]')
    expect(await before.evaluate((box) => (box.previousElementSibling as HTMLElement).dataset['eid'])).toBe(A)
    expect(await page.locator('.is-new[role="insertion"]').allTextContents()).toEqual(['Oversight', ''])
    const snapshot = await run((harness) => harness.handle('a').getSnapshot())
    expect(snapshot.outline.map(({ eId, change }) => [eId.slice(0, 6), change])).toEqual([
      ['title', null],
      ['preamb', null],
      ['chp_I', null],
      ['art_1', 'deleted'],
      ['art_24', 'changed'],
      ['art_25', 'changed'],
      [expect.stringMatching(/^art_x/), 'new'],
      ['conclu', null],
    ])
    expect(snapshot.changes.map(({ location, kind }) => `${kind}: ${location}`)).toContain(
      'deleted: Article 24, paragraph 2, subparagraph (b)',
    )
  })

  it('drawn step by step is the one drawn afresh', async () => {
    await open()
    await caret(P2, -1)
    await page.keyboard.type(' inter alia')
    await press('Enter', 'Tab')
    await page.keyboard.type('notice;')
    await caret('art_25__para_1', 5)
    await press('Enter', 'Backspace', 'Delete', 'Delete')
    await run((harness) => harness.handle('a').setNumber('art_24', '23 bis'))
    await run((harness) => harness.handle('a').deleteUnit('art_24__para_3'))
    await settled()
    const html = () => page.locator('#a .draft-text').evaluate((text) => text.innerHTML)
    const stepwise = await html()
    await run((harness) => harness.session('a').setView('clean'))
    await settled()
    expect(await page.locator('ins, del').count()).toBe(0)
    await run((harness) => harness.session('a').setView('redline'))
    await settled()
    expect(await html()).toBe(stepwise)
  })

  it('cannot be edited: a click on struck words and keys around them change only the draft', async () => {
    await open()
    await run((harness) => harness.handle('a').deleteUnit('art_24__para_2__point_a'))
    await caret(P1, 5)
    for (let key = 0; key < 6; key++) await page.keyboard.press('Delete')
    await settled()
    const before = await draft()
    await page.locator('del.deleted').first().click()
    await page.locator('[data-deleted] del').first().click()
    expect((await draft()).eq(before)).toBe(true)
    await caret(P1, 4)
    await press('ArrowRight', 'ArrowRight')
    await page.keyboard.type('x')
    const words = blockText(blocks(await draft()).find((block) => block.eId === P1)!)
    expect(['Each xParty shall provide safeguards.', 'Each Pxarty shall provide safeguards.']).toContain(words)
  })

  it('original shows the base and is not editable', async () => {
    await open()
    await caret(P1, 0)
    await page.keyboard.type('New words. ')
    await run((harness) => harness.session('a').setView('original'))
    await settled()
    expect(await page.locator('.shown-text').count()).toBe(1)
    expect(await page.locator(`.shown-text [data-eid="${P1}"]`).textContent()).toBe('Each State Party shall provide safeguards.')
    expect(await page.locator('.shown-text[contenteditable], .shown-text [contenteditable]').count()).toBe(0)
    await run((harness) => harness.session('a').setView('redline'))
    expect(await shown(`#a [data-eid="${P1}"]`)).toContain('{+New words. +}')
  })
})

describe('restoring', () => {
  it.each<[string, (harness: Window['harness']) => unknown, string]>([
    ['a changed number', (harness) => harness.handle('a').setNumber('art_25', '7'), 'art_25'],
    ['a deleted paragraph', (harness) => harness.handle('a').deleteUnit('art_24__para_1'), P1],
    ['a deleted subparagraph', (harness) => harness.handle('a').deleteUnit('art_24__para_2__point_b'), 'art_24__para_2__point_b'],
    ['a deleted article', (harness) => harness.handle('a').deleteUnit('art_24'), 'art_24'],
    ['the first article', (harness) => harness.handle('a').deleteUnit('art_1'), 'art_1'],
    ['a deleted chapter heading', (harness) => harness.handle('a').deleteUnit('chp_I'), 'chp_I'],
  ])('%s', async (_name, edit, eId) => {
    await open()
    await run(edit)
    expect((await draft()).eq(TREATY)).toBe(false)
    expect(await page.evaluate((eId) => window.harness.handle('a').restoreUnit(eId), eId)).toBe(true)
    expect((await draft()).eq(TREATY)).toBe(true)
  })

  it('a split, a join, a move and a rewritten article', async () => {
    await open()
    const restore = (eId: string) => page.evaluate((eId) => window.harness.handle('a').restoreUnit(eId), eId)
    await caret(P1, 16)
    await press('Enter')
    await settled()
    await restore(P1)
    expect((await draft()).eq(TREATY)).toBe(true)
    await caret('art_25__para_2', 0)
    await press('Backspace')
    await settled()
    await restore('art_25__para_1')
    expect((await draft()).eq(TREATY)).toBe(true)
    await caret('art_24__para_2__point_b', 0)
    await press('Alt+Shift+ArrowUp')
    await settled()
    await restore('art_24__para_2__point_b')
    expect((await draft()).eq(TREATY)).toBe(true)
    await caret(P3, 0)
    await press('Enter', 'Tab')
    await page.keyboard.type('something else')
    await settled()
    await restore('art_24')
    expect((await draft()).eq(TREATY)).toBe(true)
  })
})

describe('two people', () => {
  it('type at once and see the same text, carets and redline', async () => {
    await open({ two: true })
    await caret(P1, 0, 'a')
    await page.keyboard.type('Subject to law, ')
    await caret('art_25__para_2', -1, 'b')
    await page.keyboard.type(' Or longer.')
    await settled()
    expect((await draft('a')).eq(await draft('b'))).toBe(true)
    const html = (id: string, eId: string) => shown(`#${id} [data-eid="${eId}"]`)
    expect(await html('b', P1)).toBe(await html('a', P1))
    expect(await html('a', 'art_25__para_2')).toContain('{+ Or longer.+}')
    expect(await page.locator('#a .colleague-caret .colleague-name').textContent()).toBe('b')
  })

  it.each([
    ['End', 'Conditions and safeguards!'],
    ['ArrowRight', 'C!onditions and safeguards'],
  ])('%s leaves the start of a line where a colleague’s caret stands too', async (key, heading) => {
    await open({ two: true })
    await caret('art_24', 0, 'b')
    await settled()
    const cursor = () => page.evaluate(() => window.harness.session('b').awareness.getLocalState()!['cursor'] as object)
    await expect.poll(cursor).not.toBe(null)
    const theirs = await cursor()
    await caret('art_24', 0, 'a')
    await settled()
    await page.evaluate((theirs) => window.harness.session('b').awareness.setLocalStateField('cursor', theirs), theirs)
    await page.locator('#a .colleague-caret').waitFor({ state: 'attached' })
    await press(key)
    await page.keyboard.type('!')
    expect((await draft('a')).textContent).toContain(heading)
  })

  it('write on behind their own last letter when both write at one place', async () => {
    await open({ two: true })
    await caret(P1, 0, 'b')
    await page.keyboard.type('Ours ')
    await caret(P1, 0, 'a')
    await page.keyboard.type('Mine ')
    await page.evaluate(() => {
      const { editor } = document.querySelector('#b .draft-text') as unknown as { editor: Editor }
      const { view, state } = editor
      let behind = 0
      state.doc.descendants((node, pos) => void (node.isText && node.text!.startsWith('Mine ') && (behind = pos + 5)))
      view.dispatch(state.tr.insertText('Theirs ', behind))
    })
    await page.keyboard.type('goes on ')
    await settled()
    const words = blockText(blocks(await draft('b')).find((block) => block.eId === P1)!)
    expect(words).toBe('Mine goes on Theirs Ours Each State Party shall provide safeguards.')
  })

  it('merge what they typed apart', async () => {
    await open({ two: true })
    await run((harness) => harness.connect(false))
    await caret(P1, -1, 'a')
    await press('Enter')
    await page.keyboard.type('From a.')
    await caret(P1, -1, 'b')
    await press('Enter')
    await page.keyboard.type('From b.')
    await run((harness) => harness.connect(true))
    await settled()
    expect((await draft('a')).eq(await draft('b'))).toBe(true)
    expect((await unit('art_24')).filter((line) => line.includes('From'))).toHaveLength(2)
    expect(new Set(await eIds()).size).toBe((await eIds()).length)
  })

  it('undo only their own edits', async () => {
    await open({ two: true })
    await caret(P1, 0, 'a')
    await page.keyboard.type('AAA ')
    await caret(P1, -1, 'b')
    await page.keyboard.type(' BBB')
    await caret(P3, -1, 'b')
    await press('Enter')
    await page.keyboard.type('CCC')
    await caret(P1, 2, 'a')
    await press('Control+z')
    const words = async () => blockText(blocks(await draft('a')).find((block) => block.eId === P1)!)
    expect(await words()).toBe('Each State Party shall provide safeguards. BBB')
    expect(await run((harness) => harness.handle('a').undo())).toBe(false)
    await press('Control+Shift+z')
    expect(await words()).toBe('AAA Each State Party shall provide safeguards. BBB')
    await run((harness) => void harness.handle('b').undo())
    expect((await draft('b')).textContent).not.toContain('CCC')
    expect((await draft('b')).textContent).toContain('AAA')
  })

  it('send nothing for what they only receive, even where an eId stands twice', async () => {
    await open({ two: true })
    await run((harness) => void harness.handle('a').deleteUnit('art_24'))
    await run((harness) => harness.connect(false))
    await run((harness) => void harness.handle('a').restoreUnit('art_24'))
    await run((harness) => void harness.handle('b').restoreUnit('art_24'))
    const sent = () => run((harness) => [harness.session('a').own, harness.session('b').own])
    const before = await sent()
    await run((harness) => harness.connect(true))
    await settled()
    expect(await sent()).toEqual(before)
    expect((await eIds('a')).filter((eId) => eId.startsWith('art_24~2')).length).toBeGreaterThan(0)
    await caret('art_25__para_1', 0, 'a')
    await press('Enter')
    await settled()
    expect((await eIds('b')).some((eId) => eId.includes('~'))).toBe(false)
    expect((await draft('a')).eq(await draft('b'))).toBe(true)
  })

  it('keep their caret in an article that is scrolled far away', async () => {
    await open({ base: treaty(8000), two: true })
    const [first] = (await eIds()).filter((eId) => eId.startsWith('art_3__para'))
    await caret(first!, 5)
    await page.evaluate(() => window.scrollTo(0, 6000))
    await settled()
    await page.keyboard.type('x')
    expect(blockText(blocks(await draft()).find((block) => block.eId === first)!).slice(5, 6)).toBe('x')
    await page.evaluate(() => window.scrollTo(0, 6000))
    await run((harness) => void harness.handle('b').setNumber('art_1', '7'))
    await settled()
    await page.keyboard.type('y')
    expect(blockText(blocks(await draft()).find((block) => block.eId === first)!).slice(5, 7)).toBe('xy')
  })

  it('a colleague’s keys do not move one’s own caret', async () => {
    await open({ two: true })
    await caret('art_25__para_1', 4, 'b')
    const place = () => run((harness) => harness.handle('b').getSnapshot().current)
    await run((harness) => void harness.handle('a').deleteUnit('art_1'))
    await run((harness) => void harness.handle('a').addArticleAfter('art_24'))
    expect(await place()).toBe('art_25__para_1')
  })
})

describe('a caret that the browser has moved and not told of yet', () => {
  it('is where the next key acts', async () => {
    await open()
    await caret(P3, 0)
    await page.evaluate((eId) => {
      const text = document.querySelector(`#a [data-eid="${eId}"]`)!.firstChild as Text
      // No frame between the two, as on a busy machine.
      getSelection()!.collapse(text, text.length)
      const init = { key: 'Enter', code: 'Enter', keyCode: 13, bubbles: true, cancelable: true }
      document.querySelector('#a [contenteditable="true"]')!.dispatchEvent(new KeyboardEvent('keydown', init))
    }, P1)
    expect((await unit('art_24')).slice(1, 3)).toEqual(['1 1 Each State Party shall provide safeguards.', '1 1 bis'])
  })

  it('stays where it is when a colleague’s words or caret arrive', async () => {
    await open({ two: true })
    await caret('art_25__para_1', 0, 'b')
    await caret(P3, 0)
    const places = await page.evaluate((eId) => {
      const block = document.querySelector(`#a [data-eid="${eId}"]`)!
      const place = () => [
        getSelection()!.anchorNode?.parentElement?.closest('[data-eid]')?.getAttribute('data-eid'),
        getSelection()!.anchorOffset,
      ]
      getSelection()!.collapse(block.firstChild, 4)
      window.harness.handle('b').setNumber('art_25', '25 bis')
      const afterWords = place()
      getSelection()!.collapse(block.firstChild, 6)
      window.harness.session('b').awareness.setLocalStateField('cursor', null)
      return [afterWords, place()]
    }, P1)
    expect(places).toEqual([
      [P1, 4],
      [P1, 6],
    ])
    await page.keyboard.type('X')
    expect((await unit('art_24'))[1]).toBe('1 1 Each SXtate Party shall provide safeguards.')
  })
})

describe('input methods', () => {
  async function compose(cdp: CDPSession, ...steps: string[]) {
    for (const text of steps) {
      await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
      await hands.frame(page)
    }
    await cdp.send('Input.insertText', { text: steps.at(-1)! })
    await settled()
  }

  it('compose at the edge of struck words, in empty provisions and twice in a row', async () => {
    await open({ two: true })
    const cdp = await page.context().newCDPSession(page)
    await caret(P1, 5)
    for (let key = 0; key < 6; key++) await page.keyboard.press('Delete')
    await compose(cdp, 'に', 'にほ', '日本')
    await compose(cdp, 'ご', '語')
    expect(blockText(blocks(await draft()).find((block) => block.eId === P1)!)).toBe('Each 日本語Party shall provide safeguards.')
    await settled()
    expect(await shown(`#a [data-eid="${P1}"]`)).toContain('日本語')
    await caret(P3, -1)
    await press('Enter')
    await compose(cdp, 'た', 'たい', '大')
    expect((await unit('art_24')).at(-1)).toBe('1 4 大')
    expect((await draft('a')).eq(await draft('b'))).toBe(true)
  })
})

describe('reading', () => {
  it('only is possible when the editor is not editable', async () => {
    await open({ editable: false })
    expect(await page.locator('#a .draft-text').getAttribute('contenteditable')).toBe('false')
    expect(await run((harness) => harness.handle('a').deleteUnit('art_1'))).toBe(false)
    expect(await run((harness) => harness.handle('a').setNumber('art_1', '9'))).toBe(false)
    await page.locator(`[data-eid="${P1}"]`).click()
    await page.keyboard.type('x')
    await press('Enter', 'Backspace', 'Tab')
    expect((await draft()).eq(TREATY)).toBe(true)
  })

  it('goes to articles and from change to change', async () => {
    await open()
    await run((harness) => void harness.handle('a').deleteUnit('art_1'))
    await run((harness) => void harness.handle('a').setNumber('art_25', '26'))
    expect(await run((harness) => harness.handle('a').goTo('art_25'))).toBe(true)
    expect(await run((harness) => harness.handle('a').getSnapshot().currentUnit)).toBe('art_25')
    expect(await run((harness) => harness.handle('a').coordsAt('art_25')!)).toBeGreaterThan(200)
    expect(await run((harness) => harness.handle('a').goToChange('previous'))).toBe(true)
    expect(await run((harness) => harness.handle('a').goToChange('next'))).toBe(true)
    expect(await run((harness) => harness.handle('a').goTo('art_99'))).toBe(false)
  })
})

describe('right to left', () => {
  it('reads and types from the right, with numbers on that side', async () => {
    const arabic = doc(
      title('مشروع اتفاقية'),
      article('1', 'الغرض', p('1', 'تكفل كل دولة طرف الضمانات.'), p('2', 'وتشمل هذه الشروط المراجعة القضائية.')),
    )
    const base = arabic.type.create({ ...arabic.attrs, language: 'ar', direction: 'rtl' }, arabic.content)
    await open({ base, two: true })
    const text = page.locator('#a .draft-text')
    expect(await text.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl')
    await caret('art_1__para_1', -1)
    await page.keyboard.type(' حرة')
    await press('Enter')
    expect((await unit('art_1'))[2]).toBe('1 1 bis')
    expect(await shown('#a [data-eid="art_1__para_1"]')).toContain('{+ حرة+}')
    const [box, around] = await Promise.all([page.locator('#a [data-eid="art_1__para_2"]').boundingBox(), text.boundingBox()])
    expect(box!.x + box!.width).toBeGreaterThan(around!.x + around!.width / 2)
    await page.mouse.click(box!.x + box!.width - 10, box!.y + 12)
    await page.keyboard.type('5')
    await press('Enter')
    expect((await unit('art_1'))[3]).toMatch(/^1 5 /)
  })
})
