import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DOMParser, type Element } from '@xmldom/xmldom'
import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { afterAll, describe, expect, it } from 'vitest'
import { build, decodeDocument, provisions } from '@travaux/shared/model'
import { parseFile } from '@travaux/shared/parse'
import { EXPORT_FORMATS, EXPORT_VIEWS, unsuited } from '@travaux/shared/protocol'
import { readDocx } from '../support/docx-reader.ts'
import { formBytes, formInput, formText } from '../support/forms.ts'
import { drawnSeed, seeds } from '../support/seeds.ts'
import { arbitraryPair, printedLines } from '../support/word-export.ts'

const { doc, title, chapter, article, p, recital, preamble, annex, note } = build
const seed = drawnSeed()

const inEveryPair = (check: (base: Node, draft: Node) => Promise<void>, numRuns: number) =>
  fc.assert(
    fc.asyncProperty(arbitraryPair, ([base, draft]) => check(base, draft)),
    { ...seeds(numRuns), seed },
  )

/** Words alone: how a format sets lines apart is its own matter. */
const words = (text: string) => text.replaceAll(/[\s\u00a0]+/g, '')
const wordsOf = (document: Node) => words(printedLines(document).join(''))

describe(`forms of one redline (seed ${seed})`, () => {
  const HTML_BODY = /<main>([\s\S]*)<\/main>/
  const withoutTags = (html: string) =>
    html
      .replaceAll(/<span class="mark">¶<\/span>/g, '')
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&')

  it('HTML without deletions is the draft, without insertions the base', () =>
    inEveryPair(async (base, draft) => {
      const [, body = ''] = HTML_BODY.exec(await formText(formInput(base, draft), { format: 'html' }))!
      expect(words(withoutTags(body.replaceAll(/<del>.*?<\/del>/gs, '')))).toBe(wordsOf(draft))
      expect(words(withoutTags(body.replaceAll(/<ins>.*?<\/ins>/gs, '')))).toBe(wordsOf(base))
    }, 60))

  it('plain text without deletions is the draft, without insertions the base', () =>
    inEveryPair(async (base, draft) => {
      const text = (await formText(formInput(base, draft), { format: 'txt' })).split('\n').slice(2).join('\n')
      const body = text.replace(/^Inserted words stand.*\n/m, '').replaceAll(/\{\+¶\+\}|\[-¶-\]/g, '')
      const side = (drop: RegExp, keep: RegExp) => words(body.replaceAll(drop, '').replaceAll(keep, '$1'))
      expect(side(/\[-[\s\S]*?-\]/g, /\{\+([\s\S]*?)\+\}/g)).toBe(wordsOf(draft))
      expect(side(/\{\+[\s\S]*?\+\}/g, /\[-([\s\S]*?)-\]/g)).toBe(wordsOf(base))
    }, 60))

  it('the clean text is read back as the draft’s words', () =>
    inEveryPair(async (base, draft) => {
      const text = await formText(formInput(base, draft), { format: 'txt', view: 'clean' })
      expect(words(text.split('\n').slice(2).join('\n'))).toBe(wordsOf(draft))
    }, 30))

  it('JSON has the draft as it is stored', () =>
    inEveryPair(async (base, draft) => {
      const json = JSON.parse(await formText(formInput(base, draft), { format: 'json', view: 'clean' })) as { doc: unknown }
      const read = decodeDocument(json.doc)
      expect(read.ok && read.doc.eq(draft)).toBe(true)
    }, 30))
})

const hostile = '<script>alert(1)</script> & "x" \u0007]]> =1+1 #set *b* _i_ `c` \\ | $x$ @y //z'

describe('words that mean something to a format', () => {
  const base = doc(title('A'), article('1', 'Purpose', p('1', 'Old words.')))
  const draft = doc(
    title(hostile),
    article('1', hostile, p('1', `${hostile} stay words.`), p(null, `- ${hostile}`), p(null, '1. x')),
  )

  it('stay words in HTML: nothing but our own elements stands in it', async () => {
    const html = await formText(formInput(base, draft, { draftTitle: hostile, baseName: hostile }), { format: 'html' })
    const parsed = new DOMParser().parseFromString(
      html.replace('<!doctype html>', '').replaceAll(/<(meta|br)([^>]*)>/g, '<$1$2/>'),
      'text/xml',
    )
    const names = new Set([...parsed.getElementsByTagName('*')].map(({ nodeName }) => nodeName))
    expect([...names].toSorted()).toEqual(
      [
        'body',
        'br',
        'del',
        'h1',
        'h2',
        'head',
        'header',
        'html',
        'ins',
        'main',
        'meta',
        'p',
        'span',
        'style',
        'title',
      ].toSorted(),
    )
    expect(html).not.toContain('\u0007')
    expect(html).toContain("default-src 'none'")
  })

  it('stay words in Akoma Ntoso', async () => {
    const xml = await formText(formInput(base, draft, { draftTitle: hostile }), { format: 'akn', view: 'clean' })
    const read = await parseFile(new TextEncoder().encode(xml), { name: 'x.xml', trackedChanges: 'accept' })
    expect(read.ok && provisions(read.doc).map(({ text, heading }) => heading ?? text)).toEqual(
      provisions(draft).map(({ text, heading }) => (heading ?? text).replace('\u0007', '')),
    )
  })

  it('stay words in Markdown', async () => {
    const markdown = await formText(formInput(base, draft, { draftTitle: 'Coalition' }), { format: 'md', view: 'clean' })
    const read = await parseFile(new TextEncoder().encode(markdown), { name: 'x.md', trackedChanges: 'accept' })
    const text = read.ok ? provisions(read.doc).map(({ text, heading }) => heading ?? text) : []
    expect(text.join(' ')).toContain('<script>alert(1)</script> & "x"')
    expect(text.join(' ')).toContain('stay words.')
  })
})

describe('a file speaks the language of its instrument', () => {
  const inLanguage = (language: string, document: Node) =>
    document.type.create({ ...document.attrs, language, direction: language === 'ar' ? 'rtl' : 'ltr' }, document.content)
  const base = doc(title('A'), article('1', 'B', p('1', 'C.'), p('2', 'D.')))
  const draft = doc(title('A'), article('1', 'B', p('1', 'E.'), p('2', 'D.')), article('2', 'F', p('1', 'G.')))
  const table: [string, string, string, string][] = [
    ['en', 'Inserted words are underlined', 'Article 1 – paragraph 1', '23 November 2026'],
    ['fr', 'Les mots ajoutés sont soulignés', 'Article 1 – paragraphe 1', '23 novembre 2026'],
    ['es', 'Las palabras añadidas figuran subrayadas', 'Artículo 1 – párrafo 1', '23 de noviembre de 2026'],
    ['ru', 'Добавленные слова подчеркнуты', 'Статья 1 – пункт 1', '23 ноября 2026 г.'],
    ['ar', 'الكلمات المضافة تحتها خط', 'المادة 1 – الفقرة 1', '23 تشرين الثاني/نوفمبر 2026'],
    ['zh', '增加的文字加下划线', '第1条 – 第1款', '2026年11月23日'],
    ['de', 'Inserted words are underlined', 'Article 1 – paragraph 1', '23 November 2026'],
  ]
  it.each(table)('%s', async (language, legend, place, date) => {
    const input = formInput(inLanguage(language, base), inLanguage(language, draft))
    const tracked = await formText(input, { format: 'html' })
    expect(tracked).toContain(legend)
    expect(tracked).toContain(date)
    expect(await formText(input, { format: 'html', view: 'table' })).toContain(place)
    const read = readDocx(await formBytes(input, { format: 'docx' }))
    expect(read.parts['word/header1.xml']! + read.parts['word/header2.xml']!).toContain(legend)
    // Nothing but the instructions is in another language than the page.
    const spoken = [...(await formText(input, { format: 'html', view: 'pack' })).matchAll(/ lang="(\w+)"/g)].map(
      (found) => found[1],
    )
    expect(new Set(spoken)).toEqual(new Set([language, 'en']))
  })

  it('right to left in Arabic, to the last line of the frame, and its instructions left to right', async () => {
    const input = formInput(inLanguage('ar', base), inLanguage('ar', draft))
    const parts = readDocx(await formBytes(input, { format: 'docx', view: 'pack' })).parts
    for (const [name, xml] of Object.entries(parts)) {
      if (!/^word\/(?:document|header\d)\.xml$/.test(name)) continue
      for (const [paragraph] of xml.matchAll(/<w:p>.*?<\/w:p>/gs)) {
        const text = paragraph.replaceAll(/<[^>]*>/g, '')
        if (/\p{L}/u.test(text)) expect([text, paragraph.includes('<w:bidi/>')]).toEqual([text, !/^\d+\. /.test(text)])
        for (const [run] of paragraph.matchAll(/<w:r>.*?<\/w:r>/gs))
          if (/\p{Script=Arabic}/u.test(run)) expect(run).toContain('<w:rtl/>')
      }
    }
  })
})

describe('what goes with what', () => {
  it.each(EXPORT_FORMATS.flatMap((format) => EXPORT_VIEWS.map((view) => [format, view] as const)))(
    '%s and %s',
    (format, view) => {
      const reason = unsuited(format, view)
      const refused = (format === 'txt' && /table|pack/.test(view)) || (format === 'akn' && /table|pack|compilation/.test(view))
      expect(reason !== null).toBe(refused)
      if (reason) expect(reason).toMatch(/Choose|choose/)
    },
  )
})

const SCHEMA = path.resolve(import.meta.dirname, '../../../shared/schemas/akn30/akomantoso30.xsd')
const hasXmllint = existsSync(SCHEMA) && spawnSync('xmllint', ['--version'], { stdio: 'ignore' }).status === 0
const folder = mkdtempSync(path.join(tmpdir(), 'travaux-forms-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** An instrument with everything that Akoma Ntoso keeps apart. */
const everything = (paragraph: string) =>
  doc(
    title('Draft Convention'),
    preamble('The States Parties,'),
    recital('Mindful of peace,'),
    recital('Noting law,'),
    preamble('Have agreed as follows:'),
    build.division('part', 'I', 'First part'),
    chapter('I', 'General provisions'),
    article(
      '1',
      'Purpose',
      p('1', paragraph),
      p('a', 'To test;', 2),
      p('i', 'deeply;', 3),
      p('b', 'To test again.', 2),
      p('2', 'End.'),
    ),
    article('2', null, p(null, 'Without number.')),
    build.closing('In witness whereof.'),
    annex('I', 'List', p('1', 'An item.')),
    note('1', 'A footnote.'),
  )

describe('Akoma Ntoso', () => {
  it('clean is read back as the draft, eIds and all', async () => {
    const draft = everything('Words of the draft.')
    const xml = await formText(formInput(everything('Words.'), draft), { format: 'akn', view: 'clean' })
    const read = await parseFile(new TextEncoder().encode(xml), { name: 'x.xml', trackedChanges: 'accept' })
    expect(read.ok && provisions(read.doc).filter(({ kind }) => kind !== 'closing' && kind !== 'note')).toEqual(
      // What Akoma Ntoso keeps in its own places comes in its own order.
      provisions(draft).filter(({ kind }) => kind !== 'closing' && kind !== 'note'),
    )
  })

  it('tracked has a textual modification for every change, at an eId of the file', async () => {
    const xml = await formText(formInput(everything('Words.'), everything('Other words.')), { format: 'akn' })
    const parsed = new DOMParser().parseFromString(xml, 'text/xml')
    const ids = new Set([...parsed.getElementsByTagName('*')].map((one: Element) => one.getAttribute('eId')))
    const mods = [...parsed.getElementsByTagName('textualMod')]
    expect(mods.map((mod) => mod.getElementsByTagName('destination')[0]!.getAttribute('href'))).toEqual(['#art_1__para_1'])
    for (const mod of mods) expect(ids).toContain(mod.getElementsByTagName('destination')[0]!.getAttribute('href')!.slice(1))
  })

  it.skipIf(!hasXmllint)('keeps to its schema, whatever the draft', async () => {
    const pairs: (readonly [Node, Node])[] = [
      [everything('Words.'), everything('Other words.')],
      ...fc.sample(arbitraryPair, { seed, numRuns: 40 }),
    ]
    const files = await Promise.all(
      pairs.flatMap(([base, draft], index) =>
        (['tracked', 'clean'] as const).map(async (view) => {
          const file = path.join(folder, `${index}-${view}.xml`)
          writeFileSync(file, await formText(formInput(base, draft), { format: 'akn', view }))
          return file
        }),
      ),
    )
    const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', SCHEMA, ...files], { encoding: 'utf8' })
    expect(stderr.split('\n').filter((line) => line !== '' && !line.endsWith(' validates'))).toEqual([])
    expect(status).toBe(0)
  })
})
