import type { Browser, CDPSession } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build, schema } from '@travaux/shared/model'
import type { Node } from 'prosemirror-model'
import { settled, type SuggestedDraft } from '@travaux/shared/suggest'
import type { EditorHandle } from '../../client/src/editor/index.ts'
import { launchBrowser } from '../support/browser.ts'
import { serveEditorPage, type EditorPage } from '../support/editor-page/build.ts'
import { proposed, suggestingPage, type SuggestingPage } from '../support/editor-page/suggesting-page.ts'

/** A reviewer’s hands in a browser, one page for all: whatever they do to the draft is a suggestion. */
const { article, chapter, doc, p, title, closing } = build

const TREATY = doc(
  title('Draft Convention'),
  chapter('I', 'General'),
  article(
    '1',
    'Purpose',
    p('1', 'The Parties may cooperate.'),
    p('2', 'Costs lie where they fall.'),
    p('a', 'travel costs;', 2),
    p('3', 'Nothing 🦉 else follows.'),
  ),
  article('2', 'Scope', p(null, 'This Convention applies to all.'), p(null, '')),
  closing('Done at New York.'),
)
const [P1, P2, A, P3] = ['art_1__para_1', 'art_1__para_2', 'art_1__para_2__point_a', 'art_1__para_3'] as const
const [SCOPE, EMPTY] = ['art_2__para_1', 'art_2__para_2'] as const

const arabic = doc(title('مشروع اتفاقية'), article('1', 'الغرض', p('1', 'يجوز للأطراف أن تتعاون.'), p('2', 'كَتَبَ النَّصَّ.')))
const ARABIC = schema.node('doc', { ...arabic.attrs, language: 'ar', direction: 'rtl' }, arabic.content)

let browser: Browser
let site: EditorPage
let on: SuggestingPage
let cdp: CDPSession

beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), serveEditorPage()])
  on = await suggestingPage(browser, site.url)
  cdp = await on.page.context().newCDPSession(on.page)
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

const caret = (eId: string, from: number, to?: number) => on.caret(eId, from, to)
const press = (...keys: string[]) => on.press(...keys)
const type = (words: string) => on.page.keyboard.type(words)
const compose = async (...texts: string[]) => {
  for (const text of texts)
    await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
}
const commit = (text: string) => cdp.send('Input.insertText', { text })

/** What a browser does when its spelling checker or the system puts a word in the place of another: it tells, and writes. */
const correct = (eId: string, wrong: string, right: string) =>
  on.page.evaluate(
    ({ eId, wrong, right }) => {
      const walker = document.createTreeWalker(document.querySelector(`#rita [data-eid="${eId}"]`)!, NodeFilter.SHOW_TEXT)
      let text: Text | null = null
      while ((text = walker.nextNode() as Text | null) && !text.data.includes(wrong));
      const range = document.createRange()
      const at = text!.data.indexOf(wrong)
      range.setStart(text!, at)
      range.setEnd(text!, at + wrong.length)
      const dataTransfer = new DataTransfer()
      dataTransfer.setData('text/plain', right)
      const told = { inputType: 'insertReplacementText', dataTransfer, bubbles: true, composed: true }
      const before = new InputEvent('beforeinput', { ...told, cancelable: true, targetRanges: [new StaticRange(range)] })
      if (!text!.parentElement!.dispatchEvent(before)) return
      text!.replaceData(at, wrong.length, right)
      getSelection()!.collapse(text, at + right.length)
      text!.parentElement!.dispatchEvent(new InputEvent('input', told))
    },
    { eId, wrong, right },
  )

async function selectWhole(from: string, to: string): Promise<void> {
  await on.caret(from, 0)
  await on.page.evaluate(
    ([from, to]) => {
      const find = (eId: string) => {
        const block = document.querySelector(`#rita [data-eid="${eId}"]`)!
        return block.tagName === 'SECTION' ? block.querySelector('h3')! : block
      }
      const [a, b] = [find(from!), find(to!)]
      getSelection()!.setBaseAndExtent(a, 0, b, b.childNodes.length)
    },
    [from, to],
  )
  await on.idle()
}

/** Drags what is selected behind the first `offset` characters of a block. */
async function dragTo(eId: string, offset: number): Promise<void> {
  const [from, to] = await on.page.evaluate(
    ({ eId, offset }) => {
      const selected = getSelection()!.getRangeAt(0).getBoundingClientRect()
      const range = document.createRange()
      const text = document.querySelector(`#rita [data-eid="${eId}"]`)!.firstChild!
      range.setStart(text, offset - 1)
      range.setEnd(text, offset)
      const { right, top, height } = range.getBoundingClientRect()
      return [
        { x: selected.left + selected.width / 2, y: selected.top + selected.height / 2 },
        { x: right, y: top + height / 2 },
      ]
    },
    { eId, offset },
  )
  const { mouse } = on.page
  await mouse.move(from.x, from.y)
  await mouse.down()
  await mouse.move(from.x + 5, from.y + 3, { steps: 5 })
  await mouse.move(to.x, to.y, { steps: 10 })
  await mouse.move(to.x + 1, to.y, { steps: 5 })
  await mouse.up()
}

/** What the page around the text does with it, while the caret stands in it. */
const byHandle = async (work: (handle: EditorHandle) => unknown) => {
  await caret(P1, 0)
  await on.page.evaluate(`(${work.toString()})(window.harness.handle('rita'))`)
}

const paste = (text: string) =>
  on.page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)

/** What is done, how the changed blocks and the records read then, and what the cards say. */
type Row = [name: string, act: () => Promise<unknown>, proposed: string[], said: string[]]

const words: Row[] = [
  ['type', async () => (await caret(P1, 12), type('shall ')), ['The Parties [+shall +]may cooperate.'], ['insert shall ']],
  [
    'type on both sides',
    async () => (await caret(P1, 12), await type('b '), await press('Home'), await caret(P1, 12), type('a ')),
    ['The Parties [+a b +]may cooperate.'],
    ['insert a b '],
  ],
  [
    'type over a word that begins alike',
    async () => (await caret(P1, 12, 15), type('must')),
    ['The Parties [-may-][+must+] cooperate.'],
    ['replace may with must'],
  ],
  [
    'type and take back',
    async () => (await caret(P1, 12), await type('not'), press('Backspace', 'Backspace', 'Backspace')),
    [],
    [],
  ],
  [
    'delete backwards',
    async () => (await caret(P1, 15), press('Backspace', 'Backspace', 'Backspace')),
    ['The Parties [-may-] cooperate.'],
    ['delete may'],
  ],
  [
    'delete forwards',
    async () => (await caret(P1, 12), press('Delete', 'Delete', 'Delete')),
    ['The Parties [-may-] cooperate.'],
    ['delete may'],
  ],
  [
    'delete a word backwards',
    async () => (await caret(P1, 15), press('Control+Backspace')),
    ['The Parties [-may-] cooperate.'],
    ['delete may'],
  ],
  [
    'delete a word forwards',
    async () => (await caret(P1, 12), press('Control+Delete')),
    ['The Parties [-may-] cooperate.'],
    ['delete may'],
  ],
  ['delete and type the same again', async () => (await caret(P1, 12, 15), await press('Backspace'), type('may')), [], []],
  [
    'replace',
    async () => (await caret(P1, 12, 15), type('shall')),
    ['The Parties [-may-][+shall+] cooperate.'],
    ['replace may with shall'],
  ],
  [
    'change what they proposed',
    async () => (await caret(P1, 12), await type('often '), press('Backspace', 'Backspace')),
    ['The Parties [+ofte+]may cooperate.'],
    ['replace may with oftemay'],
  ],
  [
    'write in a heading',
    async () => (await caret('art_1', -1), type(' and scope')),
    ['Purpose[+ and scope+]'],
    ['insert  and scope'],
  ],
  ['write in a chapter', async () => (await caret('chp_I', -1), type(' rules')), ['General[+ rules+]'], ['insert  rules']],
  [
    'find and replace everywhere',
    () =>
      byHandle(({ finder }) => {
        finder.search({ words: 'Convention', matchCase: true, wholeWords: true })
        finder.replaceAll('Treaty')
      }),
    ['Draft [-Convention-][+Treaty+]', 'This [-Convention-][+Treaty+] applies to all.'],
    ['replace Convention with Treaty', 'replace Convention with Treaty'],
  ],
]

const systems: Row[] = [
  [
    'compose a word',
    async () => (await caret(P1, 12), await compose('に', 'にほ'), commit('日本')),
    ['The Parties [+日本+]may cooperate.'],
    ['insert 日本'],
  ],
  ['compose a word and give it up', async () => (await caret(P1, 12), await compose('に', 'にほ', ''), commit('')), [], []],
  [
    'compose over a selection',
    async () => (await caret(P1, 12, 15), await compose('sh', 'shal'), commit('shall')),
    ['The Parties [-may-][+shall+] cooperate.'],
    ['replace may with shall'],
  ],
  [
    'compose over paragraphs',
    async () => (await selectWhole(P1, P2), await compose('sh', 'shal'), commit('shall')),
    ['[+shall+][-The Parties may cooperate.-]', `delete ${P2}`],
    ['replace The Parties may cooperate. with shall; deleteBlock Costs lie where they fall.'],
  ],
  [
    'compose within what they proposed',
    async () => (await caret(P1, 12), await type('ab'), await press('ArrowLeft'), await compose('に'), commit('日')),
    ['The Parties [+a日b+]may cooperate.'],
    ['replace may with a日bmay'],
  ],
  [
    'compose behind what they struck',
    async () => (await caret(P1, 15), await press('Backspace'), await compose('に'), commit('日')),
    ['The Parties ma[+日+][-y-] cooperate.'],
    ['replace may with ma日'],
  ],
  [
    'compose at the start of a paragraph',
    async () => (await caret(P1, 0), await compose('に'), commit('日')),
    ['[+日+]The Parties may cooperate.'],
    ['insert 日'],
  ],
  [
    'compose at the end',
    async () => (await caret(P1, -1), await compose('に'), commit('日')),
    ['The Parties may cooperate.[+日+]'],
    ['insert 日'],
  ],
  [
    'compose in an empty paragraph',
    async () => (await caret(EMPTY, 0), await compose('に'), commit('日')),
    ['[+日+]'],
    ['insert 日'],
  ],
  [
    'type an accent by a dead key',
    async () => (await caret(P1, 12), await compose('´'), await commit('é'), type(' ')),
    ['The Parties [+é +]may cooperate.'],
    ['insert é '],
  ],
  ['insert an emoji', async () => (await caret(P1, 12), commit('🦉')), ['The Parties [+🦉+]may cooperate.'], ['insert 🦉']],
  [
    'delete an emoji backwards',
    async () => (await caret(P3, 10), press('Backspace')),
    ['Nothing [-🦉-] else follows.'],
    ['delete 🦉'],
  ],
  [
    'delete an emoji forwards',
    async () => (await caret(P3, 8), press('Delete')),
    ['Nothing [-🦉-] else follows.'],
    ['delete 🦉'],
  ],
  [
    'let a word be corrected',
    async () => (await caret(P1, -1), correct(P1, 'may', 'shall')),
    ['The Parties [-may-][+shall+] cooperate.'],
    ['replace may with shall'],
  ],
  [
    'a correction that begins and ends alike',
    async () => (await caret(P1, -1), correct(P1, 'cooperate', 'collaborate')),
    ['The Parties may [-cooperate-][+collaborate+].'],
    ['replace cooperate with collaborate'],
  ],
  [
    'let their own word be corrected',
    async () => (await caret(P1, 12), await type('teh '), correct(P1, 'teh', 'the')),
    ['The Parties [+the +]may cooperate.'],
    ['insert the '],
  ],
]

const clipboard: Row[] = [
  [
    'paste',
    async () => (await caret(P1, 12), paste('always')),
    ['The Parties [+always+]may cooperate.'],
    ['replace may with alwaysmay'],
  ],
  [
    'paste lines and type on',
    async () => (await caret(P1, -1), await paste('One.\n\nTwo.'), await on.idle(), type(' Three.')),
    ['The Parties may cooperate.[+One.+]', '(+Two. Three.+)'],
    ['insert One.; newBlock Two. Three.'],
  ],
  [
    'paste and type on at once',
    async () => (await caret(P1, 12), await paste('always'), type(' and ever ')),
    ['The Parties [+always and ever +]may cooperate.'],
    ['insert always and ever '],
  ],
  [
    'paste lines and type on at once',
    async () => (await caret(P1, -1), await paste('One.\n\nTwo.'), type(' Three.')),
    ['The Parties may cooperate.[+One.+]', '(+Two. Three.+)'],
    ['insert One.; newBlock Two. Three.'],
  ],
  [
    'paste lines in the middle and type on at once',
    async () => (await caret(P1, 12), await paste('One.\n\nTwo.'), type(' Three. ')),
    ['The Parties [+One.¶Two. Three. +]may cooperate.'],
    ['insert One. Two. Three.; split'],
  ],
  ['cut', async () => (await caret(P1, 12, 16), press('Control+x')), ['The Parties [-may -]cooperate.'], ['delete may ']],
  [
    'cut and paste elsewhere',
    async () => (await caret(P1, 12, 16), await press('Control+x'), await caret(P2, 0), press('Control+v')),
    ['The Parties [-may -]cooperate.', '[+may +]Costs lie where they fall.'],
    ['delete may ', 'insert may '],
  ],
  [
    'copy and paste',
    async () => (await caret(P1, 12, 16), await press('Control+c'), await caret(P2, 0), press('Control+v')),
    ['[+may +]Costs lie where they fall.'],
    ['insert may '],
  ],
  [
    'drag words',
    async () => (await caret(P1, 11, 15), await dragTo(P2, 5)),
    ['The Parties[- may-] cooperate.', 'Costs[+ may+] lie where they fall.'],
    ['delete  may', 'insert  may'],
  ],
]

const selections: Row[] = [
  [
    'select all and type',
    async () => (await caret(P1, 3), await press('Control+a'), type('New')),
    ['(+New+)', 'delete art_1', 'delete art_2', 'delete chp_I', 'delete conclusions__p_1', 'delete title'],
    [
      'deleteBlock Draft Convention; deleteBlock General; deleteBlock Purpose The Parties may cooperate. Costs lie where they fall. travel costs; Nothing 🦉 else follows.; deleteBlock Scope This Convention applies to all.; deleteBlock Done at New York.; newBlock New',
    ],
  ],
  [
    'type over paragraphs',
    async () => (await selectWhole(P1, P2), type('New')),
    ['[+New+][-The Parties may cooperate.-]', `delete ${P2}`],
    ['replace The Parties may cooperate. with New; deleteBlock Costs lie where they fall.'],
  ],
  [
    'delete over paragraphs',
    async () => (await selectWhole(P1, P2), press('Backspace')),
    ['[-The Parties may cooperate.-]', `delete ${P2}`],
    ['delete The Parties may cooperate.; deleteBlock Costs lie where they fall.'],
  ],
  [
    'delete an article from heading to end',
    async () => (await selectWhole('art_1', P3), press('Delete')),
    ['delete art_1'],
    ['deleteBlock Purpose The Parties may cooperate. Costs lie where they fall. travel costs; Nothing 🦉 else follows.'],
  ],
  [
    'type over an article from heading to end',
    async () => (await selectWhole('art_1', P3), type('New')),
    ['[+New+][-Purpose-]', `delete ${P1}`, `delete ${P2}`, `delete ${A}`, `delete ${P3}`],
    [
      'replace Purpose with New; deleteBlock The Parties may cooperate.; deleteBlock Costs lie where they fall.; deleteBlock travel costs;; deleteBlock Nothing 🦉 else follows.',
    ],
  ],
  [
    'compose over an article from heading to end',
    async () => (await selectWhole('art_1', P3), await compose('Ne'), commit('New')),
    ['[+New+][-Purpose-]', `delete ${P1}`, `delete ${P2}`, `delete ${A}`, `delete ${P3}`],
    [
      'replace Purpose with New; deleteBlock The Parties may cooperate.; deleteBlock Costs lie where they fall.; deleteBlock travel costs;; deleteBlock Nothing 🦉 else follows.',
    ],
  ],
  [
    'Enter over a selection',
    async () => (await caret(P1, 12, 15), press('Enter')),
    ['The Parties [-may-][+¶+] cooperate.'],
    ['delete may; split'],
  ],
]

const edges: Row[] = [
  ['Enter at the start', async () => (await caret(P1, 0), press('Enter')), ['(++)'], ['newBlock ']],
  [
    'Enter in the middle and type',
    async () => (await caret(P1, 12), await press('Enter'), type('And ')),
    ['The Parties [+¶And +]may cooperate.'],
    ['insert And; split'],
  ],
  [
    'Enter at the end and type',
    async () => (await caret(P3, -1), await press('Enter'), type('More.')),
    ['(+More.+)'],
    ['newBlock More.'],
  ],
  ['Enter in an empty paragraph', async () => (await caret(EMPTY, 0), press('Enter')), ['(++)'], ['newBlock ']],
  [
    'Enter in the closing',
    async () => (await caret('conclusions__p_1', 4), press('Enter')),
    ['Done[+¶+] at New York.'],
    ['split'],
  ],
  ['Enter in a heading leads on', async () => (await caret('art_1', 3), press('Enter')), [], []],
  ['Enter in the title leads on', async () => (await caret('title', 5), press('Enter')), [], []],
  ['Backspace at the start', async () => (await caret(P2, 0), press('Backspace')), [`join ${P1}`], ['join']],
  ['Backspace at the start of an article is not felt', async () => (await caret(P1, 0), press('Backspace')), [], []],
  ['Backspace at the start of a heading is not felt', async () => (await caret('art_2', 0), press('Backspace')), [], []],
  [
    'Backspace in an empty paragraph',
    async () => (await caret(EMPTY, 0), press('Backspace')),
    [`delete ${EMPTY}`],
    ['deleteBlock '],
  ],
  ['Delete at the end', async () => (await caret(P1, -1), press('Delete')), [`join ${P1}`], ['join']],
  ['Delete at the end of an article is not felt', async () => (await caret(P3, -1), press('Delete')), [], []],
  [
    'Delete before an empty paragraph',
    async () => (await caret(SCOPE, -1), press('Delete')),
    [`delete ${EMPTY}`],
    ['deleteBlock '],
  ],
  [
    'join and type on',
    async () => (await caret(P2, 0), await press('Backspace'), type('all ')),
    ['[+all +]Costs lie where they fall.', `join ${P1}`],
    ['join; insert all '],
  ],
  [
    'join and type before',
    async () => (await caret(P1, -1), await press('Delete'), await caret(P1, -1), type(' All')),
    ['The Parties may cooperate.[+ All+]', `join ${P1}`],
    ['insert  All; join'],
  ],
  [
    'join and type elsewhere',
    async () => (await caret(P1, -1), await press('Delete'), await caret(P2, 5), type(' all')),
    ['Costs[+ all+] lie where they fall.', `join ${P1}`],
    ['join', 'insert  all'],
  ],
]

const labels: Row[] = [
  ['Tab', async () => (await caret(P2, 3), press('Tab')), [`${P2} level=2`, `${P2} number=a`], ['number 2 → a; level 1 → 2']],
  [
    'Tab twice',
    async () => (await caret(P3, 3), press('Tab', 'Tab')),
    [`${P3} level=3`, `${P3} number=i`],
    ['number 3 → i; level 1 → 3'],
  ],
  ['Tab and back', async () => (await caret(P2, 3), press('Tab', 'Shift+Tab')), [], []],
  [
    'Shift-Tab',
    async () => (await caret(A, 3), press('Shift+Tab')),
    [`${A} level=1`, `${A} number=2 bis`],
    ['number a → 2 bis; level 2 → 1'],
  ],
  [
    'Tab over several',
    async () => (await selectWhole(P2, P3), press('Tab')),
    [`${P2} level=2`, `${P2} number=a`, `${A} level=3`, `${A} number=i`, `${P3} level=2`, `${P3} number=b`],
    ['number 2 → a; level 1 → 2; number a → i; level 2 → 3; number 3 → b; level 1 → 2'],
  ],
  [
    'change a number',
    () => byHandle((handle) => handle.setNumber('art_1__para_2', '2 bis')),
    [`${P2} number=2 bis`],
    ['number 2 → 2 bis'],
  ],
  [
    'change an article’s number',
    () => byHandle((handle) => handle.setNumber('art_1', '1 bis')),
    ['art_1 number=1 bis'],
    ['number 1 → 1 bis'],
  ],
  [
    'change a number again',
    () => byHandle((handle) => [handle.setNumber('art_1', '7'), handle.setNumber('art_1', '8')]),
    ['art_1 number=8'],
    ['number 1 → 8'],
  ],
  [
    'change a number and back',
    () => byHandle((handle) => [handle.setNumber('art_1', '7'), handle.setNumber('art_1', '1')]),
    [],
    [],
  ],
]

const looks: Row[] = [
  [
    'bold',
    async () => (await caret(P1, 12, 15), press('Control+b')),
    ['The Parties [-may-][+*may*+] cooperate.'],
    ['format may +strong'],
  ],
  [
    'bold and italic',
    async () => (await caret(P1, 12, 15), press('Control+b', 'Control+i')),
    ['The Parties [-may-][+*_may_*+] cooperate.'],
    ['format may +strong,+em'],
  ],
  ['bold on and off', async () => (await caret(P1, 12, 15), press('Control+b', 'Control+b')), [], []],
  [
    'type in bold',
    async () => (await caret(P1, 12), await press('Control+b'), type('not ')),
    ['The Parties [+*not *+]may cooperate.'],
    ['insert not '],
  ],
  [
    'bold over own and other words',
    async () => (await caret(P1, 12), await type('not '), await caret(P1, 4, 19), press('Control+b')),
    ['The [-Parties -][+*Parties not *+][-may-][+*may*+] cooperate.'],
    ['replace Parties may with Parties not may'],
  ],
]

const blocks: Row[] = [
  [
    'add an article',
    async () => (
      await caret(P1, 3),
      await press('Control+Alt+Enter'),
      await type('Costs'),
      await press('Enter'),
      await type('None.'),
      await press('Enter'),
      type('At all.')
    ),
    ['(+Costs | None. | At all.+)'],
    ['newBlock Costs None. At all.'],
  ],
  [
    'delete an article',
    () => byHandle((handle) => handle.deleteUnit('art_2')),
    ['delete art_2'],
    ['deleteBlock Scope This Convention applies to all.'],
  ],
  [
    'delete a provision',
    () => byHandle((handle) => handle.deleteUnit('art_1__para_2')),
    [`delete ${P2}`],
    ['deleteBlock Costs lie where they fall.'],
  ],
  [
    'move a provision',
    async () => (await caret(P1, 3), press('Alt+Shift+ArrowDown')),
    ['(+The Parties may cooperate.+)', `move ${P1}`],
    ['move The Parties may cooperate.'],
  ],
  [
    'move a provision and type in it',
    async () => (await caret(P1, 4), await press('Alt+Shift+ArrowDown'), type('two ')),
    ['(+The two Parties may cooperate.+)', `move ${P1}`],
    ['move The Parties may cooperate.; insert two'],
  ],
  [
    'move a provision there and back',
    async () => (await caret(P1, 3), press('Alt+Shift+ArrowDown', 'Alt+Shift+ArrowUp')),
    [],
    [],
  ],
]

const inArabic: Row[] = [
  ['type', async () => (await caret(P1, 13), type('جميعها ')), ['يجوز للأطراف [+جميعها +]أن تتعاون.'], ['insert جميعها ']],
  [
    'delete backwards',
    async () => (await caret(P1, 4), press('Backspace')),
    ['يجو[-ز-] للأطراف أن تتعاون.'],
    ['replace يجوز with يجو'],
  ],
  [
    'delete forwards',
    async () => (await caret(P1, 0), press('Delete', 'Delete', 'Delete', 'Delete')),
    ['[-يجوز-] للأطراف أن تتعاون.'],
    ['delete يجوز'],
  ],
  ['replace', async () => (await caret(P1, 0, 4), type('يجب')), ['[-يجوز-][+يجب+] للأطراف أن تتعاون.'], ['replace يجوز with يجب']],
  [
    'go left, which is forward, and type',
    async () => (await caret(P1, 0), await press('ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft'), type(' لا')),
    ['يجوز[+ لا+] للأطراف أن تتعاون.'],
    ['insert  لا'],
  ],
  [
    'compose',
    async () => (await caret(P1, 5), await compose('كل', 'كلا'), commit('كلا ')),
    ['يجوز [+كلا +]للأطراف أن تتعاون.'],
    ['insert كلا '],
  ],
  [
    'delete a vowel sign backwards',
    async () => (await caret(P2, 2), press('Backspace')),
    ['ك[-َ-]تَبَ النَّصَّ.'],
    ['replace كَتَبَ with كتَبَ'],
  ],
  [
    'delete a letter with its vowel sign forwards',
    async () => (await caret(P2, 0), press('Delete')),
    ['[-كَ-]تَبَ النَّصَّ.'],
    ['replace كَتَبَ with تَبَ'],
  ],
  [
    'write from left to right in between',
    async () => (await caret(P1, 5), type('UNODC ')),
    ['يجوز [+UNODC +]للأطراف أن تتعاون.'],
    ['insert UNODC '],
  ],
  ['press Enter', async () => (await caret(P1, 13), press('Enter')), ['يجوز للأطراف [+¶+]أن تتعاون.'], ['split']],
]

/** Presses undo or redo until it does nothing any more; how often it did something. */
async function pressAll(key: string, field: 'canUndo' | 'canRedo'): Promise<number> {
  let times = 0
  while (await on.page.evaluate((field) => window.harness.handle('rita').getSnapshot()[field], field)) {
    await press(key)
    if (++times > 20) throw new Error(`${key} has no end.`)
  }
  return times
}

const plain = ({ doc, records }: SuggestedDraft) => ({ doc: doc.toJSON() as unknown, records: [...records.values()] })

async function suggests(text: Node, [, act, lines, said]: Row): Promise<void> {
  await on.open({ rita: 'suggesting', dora: 'editing' }, text)
  await act()
  expect(await on.said()).toEqual(said)
  const draft = await on.draft()
  expect(proposed(draft)).toEqual(lines)
  expect(settled(draft.doc).toJSON()).toEqual(text.toJSON())
  expect(plain(await on.draft('dora'))).toEqual(plain(draft))
  const times = await pressAll('Control+z', 'canUndo')
  expect(plain(await on.draft())).toEqual({ doc: text.toJSON(), records: [] })
  expect(await pressAll('Control+y', 'canRedo')).toBe(times)
  expect(plain(await on.draft('dora'))).toEqual(plain(draft))
}

describe('what a reviewer’s hands do is proposed, seen by a colleague, taken back by undo and done again by redo', () => {
  describe.each<[string, Row[]]>([
    ['words', words],
    ['input methods and correction', systems],
    ['clipboard and mouse', clipboard],
    ['selections', selections],
    ['the edges of a block', edges],
    ['levels and numbers', labels],
    ['bold and italic', looks],
    ['articles and provisions', blocks],
  ])('%s', (_kind, rows) => {
    it.each(rows)('%s', (...row) => suggests(TREATY, row))
  })
  it('what is typed while a paste waits for its code stands behind it, with the caret', async () => {
    const { promise: loaded, resolve: load } = Promise.withResolvers<void>()
    const late = await suggestingPage(browser, site.url)
    await late.page.route(/clipboard-reader/, async (route) => {
      await loaded
      await route.continue()
    })
    await late.open({ rita: 'suggesting', dora: 'editing' }, TREATY)
    await late.caret(P1, 12)
    await late.page.evaluate(() => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', 'One.\n\nTwo.')
      document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    })
    await late.page.keyboard.type(' Three ')
    expect(await late.said()).toEqual(['insert  Three '])
    load()
    await expect.poll(() => late.said()).toEqual(['insert One. Two. Three; split'])
    await late.page.keyboard.type('too ')
    expect(proposed(await late.draft())).toEqual(['The Parties [+One.¶Two. Three too +]may cooperate.'])
    await late.page.close()
  })
  it.each(inArabic)('in Arabic: %s', (...row) => suggests(ARABIC, row))
})
