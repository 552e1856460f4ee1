import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { Node } from 'prosemirror-model'
import { blocks, blockText, build, decodeDocument, encodeDocument } from '@travaux/shared/model'
import { launchBrowser } from '../browser.ts'
import { serveEditorPage, type EditorPage } from './build.ts'
import * as hands from './hands.ts'

const { article, chapter, closing, doc, p, preamble, recital, title } = build

export const TREATY = doc(
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
export const LONG = doc(
  title('Draft Convention'),
  ...Array.from({ length: 60 }, (_, index) => article(`${index + 1}`, 'Purpose', p('1', 'Words of the paragraph.'))),
  chapter('II', 'Criminalization'),
  article('61', 'Preservation', p('1', 'Data shall be preserved.')),
)

export let browser: Browser
let site: EditorPage
/** The page of the test that runs. */
export let page: Page

/** One browser for the tests of a file, and a page for each: to be called once, before them. */
export function editorWindows(): void {
  beforeAll(async () => {
    ;[browser, site] = await Promise.all([launchBrowser(), serveEditorPage()])
  })
  afterAll(async () => {
    await browser.close()
    await site.close()
  })
  afterEach(() => page.close())
}

/** A page with an editor `a` (and `b` on a second document, relayed) on the draft, which starts as the base. */
export async function open(options: { base?: Node; draft?: Node; two?: boolean; editable?: boolean } = {}): Promise<void> {
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

export const settled = () => hands.settled(page)
export const press = (...keys: string[]) => hands.press(page, ...keys)
/** Puts the caret into a block, so many characters from its start (from its end when negative). */
export const caret = (eId: string, offset: number, id = 'a') => hands.select(page, id, eId, offset)

export async function draft(id = 'a'): Promise<Node> {
  const decoded = decodeDocument(await page.evaluate((id) => window.harness.json(id), id))
  if (!decoded.ok) throw new Error(decoded.reason)
  return decoded.doc
}

/** One line a block of the unit: level, number and words. */
export async function unit(eId: string, id = 'a'): Promise<string[]> {
  return blocks(await draft(id))
    .filter((block) => block.eId === eId || block.container === eId)
    .map((block) => [block.level || '', block.number ?? '–', blockText(block)].join(' ').trim())
}

export const eIds = async (id = 'a') => blocks(await draft(id)).map((block) => block.eId)

export const run = <T>(work: (harness: Window['harness'], id: string) => T, id = 'a'): Promise<T> =>
  page.evaluate(`(${work.toString()})(window.harness, ${JSON.stringify(id)})`)

export const P1 = 'art_24__para_1'
export const P2 = 'art_24__para_2'
export const A = 'art_24__para_2__point_a'
export const P3 = 'art_24__para_3'

/** What the page shows, `[-…-]` for deletions and `{+…+}` for insertions. */
export const shown = (selector: string) =>
  page.locator(selector).evaluate((element) => {
    const read = (node: ChildNode): string => {
      if (node instanceof Text) return node.data
      const inner = [...node.childNodes].map(read).join('')
      const name = node.nodeName
      return name === 'DEL' ? `[-${inner}-]` : name === 'INS' ? `{+${inner}+}` : inner
    }
    return [...element.childNodes].map(read).join('')
  })
