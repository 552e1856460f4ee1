import type { CDPSession } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { blocks, blockText, build } from '@travaux/shared/model'
import {
  editorWindows,
  caret,
  draft,
  open,
  P1,
  P3,
  page,
  press,
  run,
  settled,
  shown,
  TREATY,
  unit,
} from '../support/editor-page/editor-window.ts'
import * as hands from '../support/editor-page/hands.ts'

editorWindows()

const { article, doc, p, title } = build

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
