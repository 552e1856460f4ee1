import { describe, expect, it } from 'vitest'
import { blocks, blockText } from '@travaux/shared/model'
import {
  editorWindows,
  A,
  caret,
  draft,
  open,
  P1,
  P2,
  P3,
  page,
  press,
  run,
  settled,
  shown,
  TREATY,
} from '../support/editor-page/editor-window.ts'
import * as hands from '../support/editor-page/hands.ts'

editorWindows()

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
