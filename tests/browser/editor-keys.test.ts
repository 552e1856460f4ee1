import { describe, expect, it } from 'vitest'
import { blocks, blockText } from '@travaux/shared/model'
import {
  editorWindows,
  A,
  caret,
  draft,
  eIds,
  LONG,
  open,
  P1,
  P2,
  P3,
  page,
  press,
  run,
  settled,
  TREATY,
  unit,
} from '../support/editor-page/editor-window.ts'
import * as hands from '../support/editor-page/hands.ts'

editorWindows()

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
