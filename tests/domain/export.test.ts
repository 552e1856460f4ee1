import fc from 'fast-check'
import { Fragment, type Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { redline } from '@travaux/shared/diff'
import { bookmarkName, exportDocx, type DocxExport } from '@travaux/shared/export'
import { blocks, build, schema, type Block } from '@travaux/shared/model'
import { readDocx, type ReadDocx } from '../support/docx-reader.ts'
import { seeds } from '../support/seeds.ts'
import { arbitraryPair, EXPORTED_AT, printedLines, wordExport } from '../support/word-export.ts'

const { doc, title, chapter, article, p } = build

const exported = async (base: Node, draft: Node, options: Partial<DocxExport> = {}): Promise<ReadDocx> =>
  readDocx(await exportDocx(wordExport(base, draft, options)))

/** Units of which the redline says that something in them has changed, and units that blocks have passed from or to. */
function changedUnits(base: Node, draft: Node): Set<string> {
  const entries = redline(base, draft).map(({ changed, bases, drafts }) => ({
    changed,
    units: [...bases, ...drafts].map((block) => block.container ?? block.eId),
  }))
  const changed = new Set<string>()
  const take = (): boolean => {
    const more = entries.filter((entry) => entry.changed || entry.units.some((unit) => changed.has(unit)))
    const before = changed.size
    for (const unit of more.flatMap(({ units }) => units)) changed.add(unit)
    return changed.size > before
  }
  while (take());
  return changed
}

/** Without the headings of divisions, which stand above changed articles for orientation, and without empty paragraphs. */
const besidesDivisions = (paragraphs: ReadDocx['accepted']): string[] =>
  texts(paragraphs.filter(({ text, style }) => text !== '' && !/^(part|chapter|section|subsection)[NH]/.test(style ?? '')))

const texts = (paragraphs: ReadDocx['accepted']) => paragraphs.map((paragraph) => paragraph.text)

const inEveryPair = (check: (base: Node, draft: Node) => Promise<void>, numRuns: number) =>
  fc.assert(
    fc.asyncProperty(arbitraryPair, ([base, draft]) => check(base, draft)),
    seeds(numRuns),
  )

describe('the laws of the Word redline', () => {
  it('accepting everything leaves the draft and rejecting everything the base, with their styles, bold and italics', () =>
    inEveryPair(async (base, draft) => {
      const read = await exported(base, draft)
      expect(texts(read.accepted)).toEqual(printedLines(draft))
      expect(texts(read.rejected)).toEqual(printedLines(base))
      // A text of nothing is one empty paragraph in Word, whose style says nothing.
      if (draft.childCount > 0) expect(read.accepted).toEqual((await exported(draft, draft)).accepted)
      if (base.childCount > 0) expect(read.rejected).toEqual((await exported(base, base)).accepted)
    }, 100))

  it('every change has an author, a UTC date and an id of its own', () =>
    inEveryPair(async (base, draft) => {
      const { revisions } = await exported(base, draft)
      expect(new Set(revisions.map(({ id }) => id)).size).toBe(revisions.length)
      for (const { author, date } of revisions) {
        expect(author).toMatch(/^Author of ./)
        expect(date).toBe('2026-11-23T12:00:00Z')
      }
    }, 50))

  it('a text compared with itself has no change', () =>
    inEveryPair(async (base) => {
      expect((await exported(base, base)).revisions).toEqual([])
    }, 30))

  it('every provision of the draft, and every deleted one, is found by its bookmark', () =>
    inEveryPair(async (base, draft) => {
      const { bookmarks } = await exported(base, draft)
      const names = bookmarks.map(({ name }) => name)
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
      for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]{0,39}$/)
      expect(names).toEqual(expect.arrayContaining(blocks(draft).map((block) => bookmarkName(block.eId))))
    }, 50))

  it('the clean view is the draft without a change', () =>
    inEveryPair(async (base, draft) => {
      const read = await exported(base, draft, { view: 'clean' })
      expect(read.revisions).toEqual([])
      expect(texts(read.accepted)).toEqual(printedLines(draft))
    }, 50))

  it('the changed provisions alone: accepting leaves those of the draft, rejecting those of the base', () =>
    inEveryPair(async (base, draft) => {
      const read = await exported(base, draft, { scope: 'changed' })
      const changed = changedUnits(base, draft)
      const shown = (block: Block) => block.rank === null && (block.kind === 'title' || changed.has(block.container ?? block.eId))
      expect(besidesDivisions(read.accepted)).toEqual(printedLines(draft, 'en', shown).filter(Boolean))
      expect(besidesDivisions(read.rejected)).toEqual(printedLines(base, 'en', shown).filter(Boolean))
    }, 80))
})

/** The body in short: one line a paragraph, `[+words]` inserted, `[-words]` deleted, `¶+` and `¶-` its mark, `{style<former}`. */
const marked = (read: ReadDocx): string[] => {
  const body = read.parts['word/document.xml']!
  return [...body.matchAll(/<w:p>(.*?)<\/w:p>/gs)].map(([, paragraph]) => {
    const [, properties = '', content = ''] = /^<w:pPr>(.*?)<\/w:pPr>(?!<\/w:pPrChange>)(.*)$/s.exec(paragraph!)!
    const styles = [...properties.matchAll(/<w:pStyle w:val="(\w+)"/g)].map(([, style]) => style)
    const mark = properties.includes('<w:rPr><w:ins ') ? '¶+' : properties.includes('<w:rPr><w:del ') ? '¶-' : '¶'
    const words = content
      .replace(/<w:tab\/>/g, '<w:t>→</w:t>')
      .replace(/<w:(ins|del) [^>]*>(.*?)<\/w:\1>/gs, (_, kind: string, run: string) => `[${kind === 'ins' ? '+' : '-'}${run}]`)
      .replace(/<[^>]*>/g, '')
    return `${words}${mark} {${styles.join('<')}}`
  })
}

describe('what Word sees', () => {
  const of = (...provisions: Node[]) => doc(article('5', 'Purpose', ...provisions))
  const given = (eId: string, node: Node) => node.type.create({ ...node.attrs, eId }, node.content, node.marks)
  const para = (last: string, number: string | null, words: string, level = 1) =>
    given(`art_5__para_${last}`, p(number, words, level))
  /** As the editor leaves it: eIds stay with their provisions. */
  const draftOf = (...provisions: Node[]) => {
    const [unit] = of().children
    return schema.node('doc', null, [unit!.copy(unit!.content.append(Fragment.from(provisions)))])
  }
  const HEAD = ['Article 5¶ {articleNumber}', 'Purpose¶ {articleHeading}']
  const one = para('1', '1', 'One State Party shall act.')
  const two = para('2', '2', 'Two States Parties shall cooperate.')
  const base = of(p('1', 'One State Party shall act.'), p('2', 'Two States Parties shall cooperate.'))

  it.each<{ name: string; draft: Node[]; body: string[] }>([
    {
      name: 'words inserted and deleted inside a paragraph',
      draft: [para('1', '1', 'One State Party may act freely.'), two],
      body: ['1.→One State Party [-shall][+may] act[+ freely].¶ {Level1}', '2.→Two States Parties shall cooperate.¶ {Level1}'],
    },
    {
      name: 'a new paragraph brings its own mark',
      draft: [one, para('x', '1 bis', 'New.'), two],
      body: [
        '1.→One State Party shall act.¶ {Level1}',
        '[+1 bis.][+→][+New.]¶+ {Level1}',
        '2.→Two States Parties shall cooperate.¶ {Level1}',
      ],
    },
    {
      name: 'a split marks the mark of its first half',
      draft: [one, para('2', '2', 'Two States Parties'), para('x', '3', ' shall cooperate.')],
      body: [
        '1.→One State Party shall act.¶ {Level1}',
        '2.→Two States Parties¶+ {Level1}',
        '[+3.][+→] shall cooperate.¶ {Level1}',
      ],
    },
    {
      name: 'a join deletes the mark of the first paragraph and the number of the second',
      draft: [para('1', '1', 'One State Party shall act.Two States Parties shall cooperate.')],
      body: ['1.→One State Party shall act.¶- {Level1}', '[-2.][-→]Two States Parties shall cooperate.¶ {Level1}'],
    },
    {
      name: 'a deleted last paragraph takes the mark before it, for the last mark of a file cannot go',
      draft: [one],
      body: ['1.→One State Party shall act.¶- {Level1}', '[-2.][-→][-Two States Parties shall cooperate.]¶ {Level1}'],
    },
    {
      name: 'a new last paragraph takes the mark before it',
      draft: [one, two, para('x', 'a', 'New.', 2)],
      body: [
        '1.→One State Party shall act.¶ {Level1}',
        '2.→Two States Parties shall cooperate.¶+ {Level1}',
        '[+(a)][+→][+New.]¶ {Level2<Level1}',
      ],
    },
    {
      name: 'a new level is a change of the paragraph’s style, and its number a change of words',
      draft: [one, para('2', 'a', 'Two States Parties shall cooperate.', 2)],
      body: ['1.→One State Party shall act.¶ {Level1}', '[-2.][+(a)]→Two States Parties shall cooperate.¶ {Level2<Level1}'],
    },
    {
      name: 'words at the end of a paragraph and a new one behind it are one insertion, as Word writes it',
      draft: [para('1', '1', 'One State Party shall act. And more.'), para('x', 'a', 'New.', 2), two],
      body: [
        '1.→One State Party shall act.[+ And more.]¶+ {Level1}',
        '[+(a)][+→][+New.]¶ {Level2<Level1}',
        '2.→Two States Parties shall cooperate.¶ {Level1}',
      ],
    },
  ])('$name', async ({ draft, body }) => {
    expect(marked(await exported(base, draftOf(...draft)))).toEqual([...HEAD, ...body])
  })

  it('no insertion at the end of a paragraph meets one at the beginning of the next, which LibreOffice would take for one', async () => {
    const before = doc(p(null, 'One State'), p(null, 'Party shall act.'))
    const after = schema.node('doc', null, [
      given('para_1', p(null, 'One State and every')),
      given('para_2', p(null, 'other Party shall act.')),
    ])
    expect(marked(await exported(before, after))).toEqual([
      'One State[+ and every]¶ {Level1Unnumbered}',
      '[-Party][+other Party] shall act.¶ {Level1Unnumbered}',
    ])
  })

  it('a renumbered article keeps the word and changes the number', async () => {
    const before = doc(article('5', 'Purpose', p('1', 'One.')))
    const after = schema.node('doc', null, [given('art_5', article('6', 'Purpose', para('1', '1', 'One.')))])
    expect(marked(await exported(before, after))[0]).toBe('Article [-5][+6]¶ {articleNumber}')
  })

  it('bold and italics are changes of words; a note’s number is raised', async () => {
    const strong = schema.text('act', [schema.mark('strong')])
    const note = schema.text('7', [schema.mark('noteRef')])
    const read = await exported(
      base,
      draftOf(given('art_5__para_1', p('1', [schema.text('One State Party shall '), strong, note, schema.text('.')])), two),
    )
    expect(read.accepted[2]!.runs).toEqual([':1.\tOne State Party shall ', 'b:act', 's:7', ':.'])
  })
})

describe('changes that one author made within minutes', () => {
  const at = (seconds: number) => new Date(EXPORTED_AT.getTime() + seconds * 1000)
  const before = doc(p('1', 'Parties should endeavour to act.'))
  const after = doc(p('1', 'Parties shall act.'))
  /** Each character a second later than the one before it; the first `of` are another author's. */
  const typed =
    (seconds: number, of = 0): DocxExport['attribute'] =>
    ({ at: offset }) =>
      typeof offset === 'number'
        ? { author: offset < of ? 'Ben Okri' : 'Ana Costa', at: at(offset * seconds) }
        : { author: 'Ana Costa', at: at(0) }
  const changes = async (attribute: DocxExport['attribute']) =>
    (await exported(before, after, { attribute })).revisions.map(({ author, date }) => `${author} ${date}`)

  it('stand in the file as one deletion and one insertion', async () => {
    const read = await exported(before, after, { attribute: typed(1) })
    expect(marked(read)).toEqual(['1.→Parties [-should endeavour to][+shall] act.¶ {Level1}'])
    expect(await changes(typed(1))).toEqual(Array.from({ length: 2 }, () => 'Ana Costa 2026-11-23T12:00:26Z'))
  })

  it('part where another author or another hour begins', async () => {
    expect(marked(await exported(before, after, { attribute: typed(1, 10) }))).toEqual([
      '1.→Parties [-sh][-ould endeavour to][+sh][+all] act.¶ {Level1}',
    ])
    expect((await changes(typed(60))).length).toBeGreaterThan(4)
  })
})

describe('the file around the text', () => {
  const base = doc(
    title('Convention'),
    chapter('I', 'General'),
    article('1', 'Purpose', p('1', 'Old.')),
    chapter('II', 'Crimes'),
    article('2', 'Access', p('1', 'Same.')),
  )
  const draft = doc(
    title('Convention'),
    chapter('I', 'General'),
    article('1', 'Purpose', p('1', 'New.')),
    chapter('II', 'Crimes'),
    article('2', 'Access', p('1', 'Same.')),
  )

  it('has the legend, the base and the draft in the header and nothing of them in the body', async () => {
    const { parts } = await exported(base, draft)
    const headers = Object.entries(parts)
      .filter(([path]) => path.includes('header'))
      .map(([, xml]) => xml)
      .join('')
    for (const words of ['Inserted words are underlined', 'Final draft (A/AC.291/22)', 'Coalition text', '23 November 2026']) {
      expect(headers).toContain(words)
      expect(parts['word/document.xml']).not.toContain(words)
    }
  })

  it('names the program and no person, and the time of export', async () => {
    const core = (await exported(base, draft, { instrumentTitle: 'Crimes & “punishment” <1>' })).parts['docProps/core.xml']!
    expect(core).toContain('<dc:title>Crimes &amp; “punishment” &lt;1&gt;</dc:title><dc:creator>Travaux</dc:creator>')
    expect(core).toContain('2026-11-23T12:00:00Z</dcterms:created>')
  })

  it('gives the changed article under its chapter, and no other', async () => {
    const read = await exported(base, draft, { scope: 'changed' })
    expect(texts(read.accepted)).toEqual(['Convention', 'CHAPTER I', 'General', 'Article 1', 'Purpose', '1.\tNew.'])
    expect(texts(read.rejected)).toEqual(['Convention', 'CHAPTER I', 'General', 'Article 1', 'Purpose', '1.\tOld.'])
  })

  it('gives whole both articles that a new heading parts, and no other', async () => {
    const [one, two, three] = ['One.', 'Two.', 'Three.'].map((words, index) => p(String(index + 1), words))
    const before = doc(article('1', 'Purpose', one!, two!), article('5', 'Terms', three!))
    const [first, last] = before.children
    const heading = article('2', 'Access')
    const parted = heading.type.create({ ...heading.attrs, eId: 'art_2' }, [...heading.children, first!.lastChild!])
    const after = schema.node('doc', null, [
      first!.copy(first!.content.cut(0, first!.content.size - first!.lastChild!.nodeSize)),
      parted,
      last!,
    ])
    const read = await exported(before, after, { scope: 'changed' })
    expect(texts(read.accepted)).toEqual(['Article 1', 'Purpose', '1.\tOne.', 'Article 2', 'Access', '2.\tTwo.'])
    expect(texts(read.rejected)).toEqual(['Article 1', 'Purpose', '1.\tOne.', '2.\tTwo.'])
  })

  it('sets right-to-left text from the right, with Latin words left to right', async () => {
    const arabic = doc(title('اتفاقية'), p('1', [schema.text('وفقا لـ'), schema.text('ICCPR', [schema.mark('strong')])]))
    const body = (await exported(arabic, arabic, { language: 'ar', direction: 'rtl' })).parts['word/document.xml']!
    expect(body.match(/<w:bidi\/>/g)).toHaveLength(2)
    expect(body).toContain('<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">اتفاقية</w:t></w:r>')
    expect(body).toContain('<w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">ICCPR</w:t></w:r>')
  })

  it('leaves out what no XML file can hold, and never takes words for a page number', async () => {
    const odd = doc(title('A\u0000B\ud800C\tD'), p(null, 'CURRENT'), p(null, 'TOTAL_PAGES'), p(null, '{x} & <y>'))
    expect(texts((await exported(odd, odd)).accepted)).toEqual(['ABC\tD', 'CURRENT', 'TOTAL_PAGES', '{x} & <y>'])
  })

  it.each([
    ['art_24__para_1__point_a', 'art_24__para_1__point_a'],
    ['title', 'title'],
    ['art_1~2', expect.stringMatching(/^art_12_h[0-9a-z]{11}$/)],
    ['annex_1__art_24__para_xabcdefghij__point_xabcdefghij', expect.stringMatching(/^annex_1__art_24__para_x_h[0-9a-z]{11}$/)],
    ['art_第1', expect.stringMatching(/^art_1_h/)],
  ])('the bookmark of %s', (eId, name) => {
    expect(bookmarkName(eId)).toEqual(name)
  })

  it('two eIds that differ only in case have bookmarks that differ', () => {
    expect(bookmarkName('point_A').toLowerCase()).not.toBe(bookmarkName('point_a'))
  })
})
