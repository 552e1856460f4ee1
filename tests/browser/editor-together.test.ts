import type { Editor } from '@tiptap/core'
import { describe, expect, it } from 'vitest'
import { blocks, blockText } from '@travaux/shared/model'
import {
  editorWindows,
  caret,
  draft,
  eIds,
  open,
  P1,
  P3,
  page,
  press,
  run,
  settled,
  shown,
  unit,
} from '../support/editor-page/editor-window.ts'
import { treaty } from '../support/treaty.ts'

editorWindows()

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
