import fc from 'fast-check'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Node } from 'prosemirror-model'
import { blockLabel } from '@travaux/shared/number'
import { blocks, build, decodeDocument, encodeDocument } from '@travaux/shared/model'
import { launchBrowser } from '../support/browser.ts'
import { serveEditorPage, type EditorPage } from '../support/editor-page/build.ts'
import * as samples from './paste-samples.ts'

const { article, chapter, doc, p, recital, title } = build

/** What every row starts from. The caret stands where a row says, by default behind "Alpha". */
const DRAFT = doc(
  title('Draft'),
  recital('Noting'),
  chapter('I', 'General'),
  article('1', 'First', p('1', 'Alpha'), p('2', 'Omega'), p('a', 'beta', 2), p('i', 'gamma', 3), p(null, '')),
  article('2', null, p(null, '')),
)

let editorPage: EditorPage
let browser: Awaited<ReturnType<typeof launchBrowser>>
let page: Page
const asked: string[] = []

beforeAll(async () => {
  editorPage = await serveEditorPage()
  browser = await launchBrowser()
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  page = await context.newPage()
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(editorPage.url)
  await page.evaluate((draft) => window.harness.open('a', { draft, base: draft }), encodeDocument(DRAFT))
})

afterAll(async () => {
  await browser?.close()
  await editorPage?.close()
})

beforeEach(() => reset(DRAFT))

interface Tiptap {
  state: import('@tiptap/pm/state').EditorState
  view: import('@tiptap/pm/view').EditorView
  commands: { setTextSelection(at: number | { from: number; to: number }): boolean; focus(): boolean }
}

const reset = (draft: Node) =>
  page.evaluate((json) => {
    const { view } = (document.querySelector('.draft-text') as unknown as { editor: Tiptap }).editor
    const { state } = view
    view.dispatch(state.tr.replaceWith(0, state.doc.content.size, state.schema.nodeFromJSON(json).content))
  }, encodeDocument(draft))

/** Selects from behind the words `from` to behind `to` (or puts the caret there); '' is the first empty paragraph, '^x' in front of x. */
const select = (from: string, to = from) =>
  page.evaluate(
    ([from, to]) => {
      const { view, commands } = (document.querySelector('.draft-text') as unknown as { editor: Tiptap }).editor
      const at = (words: string): number => {
        let found = -1
        view.state.doc.descendants((node, pos) => {
          if (found >= 0 || !node.isTextblock) return
          const offset = words === '' ? (node.content.size === 0 ? 0 : -1) : node.textContent.indexOf(words.replace('^', ''))
          if (offset >= 0) found = pos + 1 + offset + (words.startsWith('^') ? 0 : words.length)
        })
        if (found < 0) throw new Error(`No “${words}” in the draft.`)
        return found
      }
      commands.focus()
      commands.setTextSelection({ from: at(from!), to: at(to!) })
    },
    [from, to],
  )

const paste = (content: { html?: string; text?: string }) =>
  page.evaluate(({ html, text }) => {
    const clipboard = new DataTransfer()
    if (html !== undefined) clipboard.setData('text/html', html)
    if (text !== undefined) clipboard.setData('text/plain', text)
    const event = new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true })
    document.querySelector('.draft-text')!.dispatchEvent(event)
  }, content)

async function draft(): Promise<Node> {
  const decoded = decodeDocument(await page.evaluate(() => window.harness.json('a')))
  if (!decoded.ok) throw new Error(decoded.reason)
  return decoded.doc
}

/** The draft as it prints, two spaces a level, looks as *bold* and _italic_. */
function printed(node: Node): string[] {
  return blocks(node).map((block) => {
    const words = (block.node?.children ?? []).map((child) => looks(child)).join('')
    const indent = '  '.repeat(Math.max(block.level - 1, 0))
    return `${indent}${[blockLabel(block, 'en'), words].filter(Boolean).join(' ')}`
  })
}

const looks = ({ text = '', marks }: Node): string =>
  marks.reduceRight(
    (inner, mark) => `${mark.type.name === 'strong' ? '*' : '_'}${inner}${mark.type.name === 'strong' ? '*' : '_'}`,
    text,
  )

const START = printed(DRAFT)
/** The lines of the draft in which it differs from the start: what came after `from` and before `to` of the start. */
const between = (lines: string[], from: string, to: string): string[] =>
  lines.slice(lines.indexOf(from) + 1, lines.lastIndexOf(to))

test('what is pasted before the reader is there arrives when it is', async () => {
  await select('Alpha')
  await paste({ html: '<p>early</p>' })
  await expect.poll(async () => printed(await draft())).toContain('1. Alphaearly')
})

describe('what comes from elsewhere, behind paragraph 1', () => {
  const rows: [name: string, html: string, lines: string[]][] = [
    ['words', 'x <b>bold</b> and <i>italic</i>', ['1. Alphax *bold* and _italic_']],
    ['one paragraph', '<p style="color:red">one <span style="font-weight:bold">line</span></p>', ['1. Alphaone *line*']],
    [
      'a Word list',
      samples.WORD_LIST,
      [
        '1. Alpha',
        '3. Each State Party *shall* keep a register.',
        '  (a) of requests;',
        '  (b) of _answers_:',
        '    (i) in writing;',
        '    (ii) by other means.',
        '4. The register is public.',
      ],
    ],
    ['Word bullets', samples.WORD_BULLETS, ['1. AlphaMeasures include:', '– training;', '– equipment.']],
    ['Word with tracked changes, comments and notes', samples.WORD_TRACKED, ['1. AlphaThe Parties shall cooperate.']],
    [
      'a Google Docs list',
      samples.DOCS_LIST,
      ['1. AlphaThe register *shall*_ hold_:', '  (a) names;', '  (b) dates, namely:', '    (i) of birth;', '    (ii) of entry.'],
    ],
    [
      'a LibreOffice list',
      samples.LIBREOFFICE,
      ['1. Alpha', '5. The *Conference* meets yearly.', '  (a) in spring;', '  (b) in autumn.'],
    ],
    [
      'numbered rows of a table',
      samples.JOURNAL_TABLE,
      ['1. Alpha', '  (a) the name;', '  (b) the address, that is:', '    (i) street;', '    (ii) town.'],
    ],
    [
      'a web page',
      samples.WEB_PAGE,
      ['1. AlphaScope', '3 bis. The *Parties* “agree” on article\u00A05.', '  a) first;', '  b) second'],
    ],
    [
      'HTML lists',
      samples.ORDERED_LISTS,
      ['1. Alpha', '7. seven', '  (a) one below', '  (d) four below', '8. eight', '  (B) two', '  (A) one'],
    ],
    [
      'a list without marks, labels typed',
      '<ul style="list-style-type:none"><li>(f) <u>typed</u></li><li>(g) too</li></ul>',
      ['1. Alpha', '  (f) typed', '  (g) too'],
    ],
    ['table cells', '<table><tr><th>Name</th><td>Value of it</td></tr></table>', ['1. AlphaName', 'Value of it']],
    ['preformatted lines', '<pre>3. three\n4. four</pre>', ['1. Alpha', '3. three', '4. four']],
    ['nothing but a picture', '<img src="https://example.org/a.png">', ['1. Alpha']],
  ]
  test.each(rows)('%s', async (_name, html, lines) => {
    await select('Alpha')
    await paste({ html })
    const now = printed(await draft())
    expect(between(now, 'Article 1 First', '2. Omega')).toEqual(lines)
    expect([...now.slice(0, 4), ...now.slice(4 + lines.length)]).toEqual([...START.slice(0, 4), ...START.slice(5)])
  })
})

const HTML_LINES = '<p>(c) third;</p><p>(d) fourth.</p>'

describe('where it goes', () => {
  /** The whole draft after a paste. */
  const rows: [name: string, at: string, html: string, change: (lines: string[]) => string[]][] = [
    ['words into the middle of a word', 'Al', 'x', replaceLine('1. Alpha', '1. Alxpha')],
    ['a labelled paragraph into the middle', 'Al', '<p>(c) third</p>', replaceLine('1. Alpha', '1. Al(c) thirdpha')],
    ['a labelled paragraph behind one', 'beta', '<p>(b) second</p>', replaceLine('  (a) beta', '  (a) beta', '  (b) second')],
    ['a numeral behind one', 'gamma', '<p>(ii) delta</p>', replaceLine('    (i) gamma', '    (i) gamma', '    (ii) delta')],
    [
      'labelled paragraphs in front of one',
      '^Omega',
      HTML_LINES,
      replaceLine('2. Omega', '  (c) third;', '  (d) fourth.', '2. Omega'),
    ],
    [
      'labelled paragraphs into the middle',
      'Om',
      HTML_LINES,
      replaceLine('2. Omega', '2. Om', '  (c) third;', '  (d) fourth.', 'ega'),
    ],
    ['paragraphs into the middle', 'Om', '<p>one</p><p>two</p>', replaceLine('2. Omega', '2. Omone', 'twoega')],
    [
      'labelled paragraphs into an empty one',
      '',
      '<p>(b) one;</p><p>(c) two.</p>',
      (lines) => lines.toSpliced(8, 1, '  (b) one;', '  (c) two.'),
    ],
    ['lines into a heading', 'First', HTML_LINES, replaceLine('Article 1 First', 'Article 1 First(c) third; (d) fourth.')],
    [
      'lines into the title',
      'Draft',
      '<p>on <i>crime</i></p><p>of all kinds</p>',
      replaceLine('Draft', 'Drafton _crime_ of all kinds'),
    ],
    ['lines into a recital', 'Noting', '<div>that<br>it is</div><div>so</div>', replaceLine('Noting', 'Notingthat it is so')],
    ['articles into a paragraph', 'Alpha', samples.WORD_ARTICLE, (lines) => lines.toSpliced(9, 0, ...WORD_ARTICLE_LINES)],
    ['articles into an empty article', '§2', samples.WORD_ARTICLE, (lines) => [...lines.slice(0, 9), ...WORD_ARTICLE_LINES]],
    [
      'a paragraph and an article',
      'Omega',
      '<p>3. More.</p><h3>Article 4</h3><p>Name</p><p>Words of it.</p>',
      (lines) => replaceLine('2. Omega', '2. Omega', '3. More.')(lines).toSpliced(10, 0, 'Article 4 Name', 'Words of it.'),
    ],
    [
      'a chapter',
      'Alpha',
      '<h2>CHAPTER II</h2><h2>Offences</h2><h3>Article 3</h3><h3>Fraud</h3><p>1. One.</p>',
      (lines) => lines.toSpliced(9, 0, 'CHAPTER II Offences', 'Article 3 Fraud', '1. One.'),
    ],
  ]
  test.each(rows)('%s', async (_name, at, html, change) => {
    if (at === '§2') await caretInArticle2()
    else await select(at)
    await paste({ html })
    expect(printed(await draft())).toEqual(change(START))
  })

  test('in place of a selection, undone in one step', async () => {
    await select('Al', 'Om')
    await paste({ html: '<p>one</p><p>5. five</p>' })
    expect(printed(await draft())).toEqual(replaceLine('2. Omega')(replaceLine('1. Alpha', '1. Alone', '5. five', 'ega')(START)))
    await page.evaluate(() => window.harness.handle('a').undo())
    expect(printed(await draft())).toEqual(START)
  })

  test('a heading and paragraphs fill an article that was just added', async () => {
    const eId = await page.evaluate(() => window.harness.handle('a').addArticleAfter('art_2'))
    await paste({ text: 'Registers\n1. One.\n2. Two.' })
    const after = await draft()
    expect(printed(after).slice(-3)).toEqual(['Article 3 Registers', '1. One.', '2. Two.'])
    expect(after.lastChild!.attrs['eId']).toBe(eId)
  })
})

const WORD_ARTICLE_LINES = [
  'Article 12 Keeping of registers',
  '1. Each State Party shall keep a register.',
  '  (a) of requests;',
  '  (b) of answers.',
  '2. It is public.',
  'Article 13 Final clause',
  'This Convention enters into force at once.',
]

function replaceLine(line: string, ...others: string[]) {
  return (lines: string[]) => lines.toSpliced(lines.indexOf(line), 1, ...others)
}

const caretInArticle2 = () =>
  page.evaluate(() => {
    const { view, commands } = (document.querySelector('.draft-text') as unknown as { editor: Tiptap }).editor
    commands.focus()
    commands.setTextSelection(view.state.doc.content.size - 2)
  })

describe('plain text', () => {
  const rows: [name: string, text: string, lines: string[]][] = [
    ['a line', 'more', ['1. Alphamore']],
    ['a line with spaces at its ends', ' more ', ['1. Alpha more ']],
    ['labels', '3. Three\r\n(a) one\r\n(b) two\r\n', ['1. Alpha', '3. Three', '  (a) one', '  (b) two']],
    ['characters that are no words', 'a\u0000b\u200Bc\u202Ed\uF0B7', ['1. Alphaabcd']],
    ['markup stays text', '<b>x</b> & <script>', ['1. Alpha<b>x</b> & <script>']],
  ]
  test.each(rows)('%s', async (_name, text, lines) => {
    await select('Alpha')
    await paste({ text })
    expect(between(printed(await draft()), 'Article 1 First', '2. Omega')).toEqual(lines)
  })

  test('Ctrl+Shift+V takes the words alone', async () => {
    await page.evaluate(() =>
      navigator.clipboard.write([
        new ClipboardItem({
          'text/html': new Blob(['<p><b>bold</b></p>'], { type: 'text/html' }),
          'text/plain': new Blob(['bold'], { type: 'text/plain' }),
        }),
      ]),
    )
    await select('Alpha')
    await page.keyboard.press('Control+Shift+V')
    await page.keyboard.press('Control+V')
    expect(printed(await draft())).toContain('1. Alphabold*bold*')
  })
})

describe('copies from Travaux', () => {
  const eIds = async () => Object.fromEntries(blocks(await draft()).map((block) => [block.node?.textContent ?? '', block.eId]))

  test('words keep their looks', async () => {
    await reset(doc(article('1', 'H', p('1', 'plain'), p('2', boldWords('bold')))))
    await select('^bold', 'bold')
    await page.keyboard.press('Control+C')
    await select('plain')
    await page.keyboard.press('Control+V')
    expect(printed(await draft())).toContain('1. plain*bold*')
  })

  test('cut and paste moves provisions with their eIds, a copy gets eIds of its own', async () => {
    await select('^Omega', 'gamma')
    await page.keyboard.press('Control+X')
    await caretInArticle2()
    await page.keyboard.press('Control+V')
    const moved = printed(await draft())
    expect(moved.slice(-3)).toEqual(['2. Omega', '  (a) beta', '    (i) gamma'])
    const before = blocks(DRAFT)
    const [, beta] = ['Omega', 'beta'].map((words) => before.find((block) => block.node?.textContent === words)!.eId)
    expect((await eIds())['beta']).toBe(beta)
    await page.keyboard.press('Control+V')
    const all = blocks(await draft()).map((block) => block.eId)
    expect(new Set(all).size).toBe(all.length)
    expect(printed(await draft()).filter((line) => line.includes('beta'))).toHaveLength(2)
    expect((await eIds())['beta']).not.toBe(undefined)
  })

  test('an article cut from its first to its last word moves with its eIds', async () => {
    await reset(
      doc(article('1', 'First', p('1', 'Alpha')), article('2', 'Second', p('1', 'Beta'), p('2', 'Gamma')), article('3', 'Third')),
    )
    await select('^Second', 'Gamma')
    await page.keyboard.press('Control+X')
    expect(printed(await draft())).toEqual(['Article 1 First', '1. Alpha', 'Article 3 Third'])
    await select('Third')
    await page.keyboard.press('Control+V')
    const after = await draft()
    expect(printed(after).slice(-4)).toEqual(['Article 3 Third', 'Article 2 Second', '1. Beta', '2. Gamma'])
    expect(
      blocks(after)
        .map((block) => block.eId)
        .slice(-3),
    ).toEqual(['art_2', 'art_2__para_1', 'art_2__para_2'])
  })

  test('words from the middle of a provision take no number along', async () => {
    await select('Ome', 'beta')
    await page.keyboard.press('Control+C')
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied.split(/\r?\n/)).toEqual(['ga', '(a) beta'])
    await select('Alpha')
    await page.keyboard.press('Control+V')
    expect(between(printed(await draft()), 'Article 1 First', '2. Omega')).toEqual(['1. Alphaga', '  (a) beta'])
  })

  test('another program reads the labels as words', async () => {
    await select('^Omega', 'gamma')
    await page.keyboard.press('Control+C')
    const html = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read()
      const page = new DOMParser().parseFromString(await (await item!.getType('text/html')).text(), 'text/html')
      return [...page.querySelectorAll('p')].map((p) => `${p.style.marginLeft} ${p.textContent.replace(/\s+/g, ' ')}`)
    })
    expect(html).toEqual([' 2. Omega', '36pt (a) beta', '72pt (i) gamma'])
  })
})

function boldWords(text: string): Node[] {
  const { schema } = DRAFT.type
  return [schema.text(text, [schema.mark('strong')])]
}

test('what is dropped is placed like what is pasted', async () => {
  // In one go: the page may still be scrolling to a caret.
  await page.evaluate((html) => {
    const { view } = (document.querySelector('.draft-text') as unknown as { editor: Tiptap }).editor
    let end = 0
    view.state.doc.descendants((node, pos) => {
      if (node.textContent === 'Omega' && node.isTextblock) end = pos + 6
    })
    view.domAtPos(end).node.parentElement!.scrollIntoView({ block: 'center', behavior: 'instant' })
    const { left, top, bottom } = view.coordsAtPos(end)
    const dropped = new DataTransfer()
    dropped.setData('text/html', html)
    const at = { clientX: left, clientY: (top + bottom) / 2 }
    view.dom.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, ...at, bubbles: true, cancelable: true }))
  }, HTML_LINES)
  expect(printed(await draft())).toEqual(replaceLine('2. Omega', '2. Omega', '  (c) third;', '  (d) fourth.')(START))
})

test('more than the server takes at once is refused and changes nothing', async () => {
  await select('Alpha')
  await paste({ text: '(a) word\n'.repeat(3000) })
  expect(printed(await draft())).toEqual(START)
  await paste({ html: `<p>${'x'.repeat(17_000_000)}</p>` })
  expect(printed(await draft())).toEqual(START)
})

/** Pieces of hostile and broken pages, glued at random. */
const PIECES = [
  '<p>',
  '</p>',
  '<div style="mso-list:l0 level9 lfo1">',
  '</div>',
  '<ol start="-4" type="i">',
  '<ol reversed>',
  '</ol>',
  '<li value="99999999999">',
  '<li>',
  '<table>',
  '<tr>',
  '<td>',
  '</table>',
  '<b>',
  '</b>',
  '<i>',
  '<span style="font-weight:700;color:url(javascript:1)">',
  '</span>',
  '<img src=x onerror="window.hacked=1">',
  '<img src="https://example.org/track.png">',
  '<a href="javascript:window.hacked=1">link</a>',
  '<script>window.hacked=1</script>',
  '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>',
  '<svg onload="window.hacked=1"><text>x</text></svg>',
  '<style>@import "https://example.org/x.css"; p{color:red}</style>',
  '<link rel=stylesheet href="https://example.org/y.css">',
  '<math><mtext></mtext></math>',
  '<template><p>t</p></template>',
  '<!--[if gte mso 9]><xml>',
  '<![endif]-->',
  '<br>',
  '<p data-pm-slice="1 1 []" data-kind="article" data-level="99" data-rank="x" data-eid="<b>">',
  '<section data-kind="article" data-number="7">',
  '</section>',
  '<p data-kind="heading">',
  '<h2 data-kind="division" data-rank="constructor">',
  'Article 5',
  '1. one',
  '(a) two',
  'words',
  '\u0000',
  '\uE000',
  '&nbsp;',
  '\n',
  '(b)',
  'CHAPTER II',
  '“q”',
  '\u202E',
  '<q>',
  '<pre>a\nb</pre>',
]

test('any pasted page leaves a sound draft without anything foreign', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }),
      fc.constantFrom('Alpha', 'Om', 'First', '', '^Noting', 'Draft'),
      async (pieces, at) => {
        await reset(DRAFT)
        await select(at)
        await paste({ html: pieces.join('') })
        const after = await draft()
        const ids = blocks(after).map((block) => block.eId)
        expect(new Set(ids).size).toBe(ids.length)
        expect(after.textContent).not.toMatch(/(?!\n)\p{Cc}|[\uE000\u202E]|hacked|@import/u)
        after.descendants((node) => {
          expect(node.attrs['level'] ?? 1).toBeOneOf([1, 2, 3, 4])
          expect(node.attrs['rank'] ?? 'chapter').toBeOneOf(['part', 'chapter', 'section', 'subsection'])
          expect(node.attrs['eId'] ?? 'none').toMatch(/^[\w~.-]+$/)
        })
      },
    ),
    { numRuns: 150 },
  )
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
})

test('nothing was fetched for anything that was pasted', () => {
  expect(asked.filter((url) => !url.startsWith(editorPage.url))).toEqual([])
})
