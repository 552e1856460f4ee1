import { describe, expect, it } from 'vitest'
import { schema } from '@travaux/shared/model'
import { item, listLevel, para, run, wordFile, type WordParts } from '../support/parse-docx.ts'
import { codes, outline, read } from '../support/parse-reading.ts'

const heading = para('A Convention') + para('Article 1') + para('Scope')
const treaty = (body: string, parts: Omit<WordParts, 'body'> = {}) => wordFile({ body: heading + body, ...parts })
/** What stands below the article's heading. */
const below = async (file: Uint8Array, options: Parameters<typeof read>[1] = {}) => outline(await read(file, options)).slice(2)

/** Three levels as Word's treaty templates have them: "1.", "(a)", "(i)"; list 1 uses them, list 2 starts them again. */
const LISTS = `<w:abstractNum w:abstractNumId="0">${listLevel(0, 'decimal', '%1.')}${listLevel(1, 'lowerLetter', '(%2)')}${listLevel(2, 'lowerRoman', '(%3)')}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>`

const style = (id: string, inner: string) =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id}"/>${inner}</w:style>`
const list = (levels: string, more = '') =>
  `<w:abstractNum w:abstractNumId="0">${levels}${more}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`

describe('automatic numbers', () => {
  it('count by level and start again below', async () => {
    const body =
      item(1, 0, 'One:') +
      item(1, 1, 'a;') +
      item(1, 2, 'i;') +
      item(1, 2, 'ii;') +
      item(1, 1, 'b.') +
      item(1, 0, 'Two:') +
      item(1, 1, 'c.')
    expect(await below(treaty(body, { numbering: LISTS }))).toEqual([
      '1 1. One:',
      '2 (a) a;',
      '3 (i) i;',
      '3 (ii) ii;',
      '2 (b) b.',
      '1 2. Two:',
      '2 (a) c.',
    ])
  })

  it('start again in a list that says so, at the number it says', async () => {
    const body =
      item(1, 0, 'One.') + item(1, 0, 'Two.') + para('Article 2') + para('Terms') + item(2, 0, 'One.') + item(2, 0, 'Two.')
    const next = para('Article 3') + para('Effect') + item(3, 0, 'Four.') + item(3, 0, 'Five.')
    const parsed = await read(treaty(body + next, { numbering: LISTS }))
    expect(outline(parsed).slice(2)).toEqual([
      '1 1. One.',
      '1 2. Two.',
      'article Article 2 Terms',
      '1 1. One.',
      '1 2. Two.',
      'article Article 3 Effect',
      '1 4. Four.',
      '1 5. Five.',
    ])
    expect(codes(parsed)).toEqual(['number-sequence'])
  })

  it('go on where a list goes on after text without number', async () => {
    const body = item(1, 0, 'One.') + para('An aside.') + item(1, 0, 'Two.')
    expect(await below(treaty(body, { numbering: LISTS }))).toEqual(['1 1. One.', '1 An aside.', '1 2. Two.'])
  })

  it('come from styles, inherited ones too, and can be switched off', async () => {
    const styles =
      style('Para', '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>') +
      style('Own', '<w:basedOn w:val="Para"/>') +
      style('Point', '<w:basedOn w:val="Para"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>')
    const body =
      para('One.', '<w:pStyle w:val="Own"/>') +
      para('a;', '<w:pStyle w:val="Point"/>') +
      para('Plain.', '<w:pStyle w:val="Own"/><w:numPr><w:numId w:val="0"/></w:numPr>') +
      para('Two.', '<w:pStyle w:val="Para"/>')
    expect(await below(treaty(body, { numbering: LISTS, styles }))).toEqual(['1 1. One.', '2 (a) a;', '1 Plain.', '1 2. Two.'])
  })

  it('number articles and chapters', async () => {
    const numbering = list(
      listLevel(0, 'upperRoman', 'CHAPTER %1') + listLevel(1, 'decimal', 'Article %2', '<w:lvlRestart w:val="0"/>'),
    )
    const body =
      para('A Convention') +
      item(1, 0, 'General') +
      item(1, 1, 'Scope') +
      para('Text.') +
      item(1, 0, 'Measures') +
      item(1, 1, 'Terms') +
      para('Text.')
    expect(outline(await read(wordFile({ body, numbering })))).toEqual([
      'title A Convention',
      'chapter CHAPTER I General',
      'article Article 1 Scope',
      '1 Text.',
      'chapter CHAPTER II Measures',
      'article Article 2 Terms',
      '1 Text.',
    ])
  })

  it.each([
    ['decimal levels', listLevel(0, 'decimal', '%1.') + listLevel(1, 'decimal', '%1.%2'), ['1 1. A.', '2 1.1 B.', '2 1.2 B.']],
    [
      'legal numbers',
      listLevel(0, 'upperRoman', '%1.') + listLevel(1, 'decimal', '%1.%2', '<w:isLgl/>'),
      ['1 I. A.', '2 1.1 B.', '2 1.2 B.'],
    ],
    [
      'letters in capitals',
      listLevel(0, 'decimal', '%1)') + listLevel(1, 'upperLetter', '%2.'),
      ['1 1) A.', '2 A. B.', '2 B. B.'],
    ],
    ['bullets', listLevel(0, 'decimal', '%1.') + listLevel(1, 'bullet', '\u2022'), ['1 1. A.', '1 – B.', '1 – B.']],
    ['none', listLevel(0, 'decimal', '%1.') + listLevel(1, 'none', '%2'), ['1 1. A.', '1 B.', '1 B.']],
  ])('as %s', async (_name, levels, expected) => {
    const body = item(1, 0, 'A.') + item(1, 1, 'B.') + item(1, 1, 'B.')
    expect(await below(treaty(body, { numbering: list(levels) }))).toEqual(expected)
  })

  it('letters go on after z', async () => {
    const body = para('Terms:') + Array.from({ length: 28 }, () => item(1, 0, 'a term;')).join('')
    const labels = await below(treaty(body, { numbering: list(listLevel(0, 'lowerLetter', '(%1)')) }))
    expect(labels.slice(-3)).toEqual(['2 (z) a term;', '2 (aa) a term;', '2 (bb) a term;'])
    expect(labels.every((line) => line.startsWith('2 ') || line === '1 Terms:')).toBe(true)
  })
})

const tracked = (name: string, content: string) =>
  `<w:${name} w:id="9" w:author="A" w:date="2024-01-01T00:00:00Z">${content}</w:${name}>`
const deletedRun = (text: string) => `<w:r><w:delText xml:space="preserve">${text}</w:delText></w:r>`
const mark = (name: string) => `<w:rPr><w:${name} w:id="8" w:author="A"/></w:rPr>`

describe('tracked changes', () => {
  it.each([
    [
      'words',
      para(run('Keep ') + tracked('del', deletedRun('old')) + tracked('ins', run('new')) + run('.')),
      ['1 Keep new.'],
      ['1 Keep old.'],
    ],
    [
      'a deletion of an insertion',
      para(run('Keep') + tracked('ins', run(' in') + tracked('del', deletedRun(' both'))) + run('.')),
      ['1 Keep in.'],
      ['1 Keep.'],
    ],
    [
      'a new paragraph',
      para('One.') + para(tracked('ins', run('New.')), mark('ins')) + para('Two.'),
      ['1 One.', '1 New.', '1 Two.'],
      ['1 One.', '1 Two.'],
    ],
    [
      'a deleted paragraph',
      para('One.') + para(tracked('del', deletedRun('Old.')), mark('del')) + para('Two.'),
      ['1 One.', '1 Two.'],
      ['1 One.', '1 Old.', '1 Two.'],
    ],
    ['a split', para('One ', mark('ins')) + para('and two.'), ['1 One', '1 and two.'], ['1 One and two.']],
    ['a join', para('One ', mark('del')) + para('and two.'), ['1 One and two.'], ['1 One', '1 and two.']],
    [
      'a move',
      para(tracked('moveFrom', run('Moved.')), mark('moveFrom')) +
        para('One.') +
        para(tracked('moveTo', run('Moved.')), mark('moveTo')) +
        para('Two.'),
      ['1 One.', '1 Moved.', '1 Two.'],
      ['1 Moved.', '1 One.', '1 Two.'],
    ],
  ])('%s', async (_name, body, accepted, rejected) => {
    expect(await below(treaty(body))).toEqual(accepted)
    expect(await below(treaty(body), { trackedChanges: 'reject' })).toEqual(rejected)
    expect(codes(await read(treaty(body)))).toEqual(['tracked-changes'])
  })

  it('a deleted numbered paragraph takes no number', async () => {
    const deleted = para(
      tracked('del', deletedRun('Old.')),
      `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>${mark('del')}`,
    )
    const body = item(1, 0, 'One.') + deleted + item(1, 0, 'Two.')
    expect(await below(treaty(body, { numbering: LISTS }))).toEqual(['1 1. One.', '1 2. Two.'])
    expect(await below(treaty(body, { numbering: LISTS }), { trackedChanges: 'reject' })).toEqual([
      '1 1. One.',
      '1 2. Old.',
      '1 3. Two.',
    ])
  })

  it('a table row', async () => {
    const cell = (text: string) => `<w:tc>${para(text)}</w:tc>`
    const body = `<w:tbl><w:tr>${cell('One.')}</w:tr><w:tr><w:trPr><w:del w:id="1" w:author="A"/></w:trPr>${cell('Old.')}</w:tr></w:tbl>`
    expect(await below(treaty(body))).toEqual(['1 One.'])
    expect(await below(treaty(body), { trackedChanges: 'reject' })).toEqual(['1 One.', '1 Old.'])
  })

  it('a style that was changed', async () => {
    const body = para(
      'Two.',
      `<w:pPrChange w:id="1" w:author="A"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>`,
    )
    expect(await below(treaty(body, { numbering: LISTS }))).toEqual(['1 Two.'])
    expect(await below(treaty(body, { numbering: LISTS }), { trackedChanges: 'reject' })).toEqual(['1 1. Two.'])
  })
})

describe('what else is in Word files', () => {
  const reference = (id: number) => `<w:r><w:footnoteReference w:id="${id}"/></w:r>`

  it('footnotes are kept apart, numbered as the text refers to them', async () => {
    const footnotes = `<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>
      <w:footnote w:id="2">${para('Second note.')}</w:footnote><w:footnote w:id="5">${para('First')}${para('note.')}</w:footnote>`
    const body = para('Article 12') + para(run('Terms') + reference(5)) + para(run('Text') + reference(2) + run(' here.'))
    const parsed = await read(wordFile({ body: para('T') + body, footnotes }))
    expect(outline(parsed)).toEqual([
      'title T',
      'article Article 12 Terms1',
      '1 Text2 here.',
      'note 1 First note.',
      'note 2 Second note.',
    ])
    const references: string[] = []
    parsed.doc.descendants((node) => {
      if (schema.marks.noteRef.isInSet(node.marks)) references.push(node.text!)
    })
    expect(references).toEqual(['1', '2'])
  })

  it('a note on an article’s number is no part of the number', async () => {
    const footnotes = `<w:footnote w:id="1">${para('Note.')}</w:footnote>`
    const parsed = await read(
      wordFile({ body: para('T') + para(run('Article 12') + reference(1)) + para('Terms') + para('Text.'), footnotes }),
    )
    expect(outline(parsed)[1]).toBe('article Article 12 Terms1')
  })

  it('bold and italic words keep their looks, headings set in bold do not', async () => {
    const parsed = await read(
      treaty(
        para(run('Plain ') + run('bold', '<w:b/>') + run(' and ') + run('italic', '<w:i/>') + run(' not', '<w:b w:val="0"/>')),
      ),
    )
    const marks = parsed.doc.lastChild!.lastChild!.children.map((node) => [node.text, ...node.marks.map((one) => one.type.name)])
    expect(marks).toEqual([['Plain '], ['bold', 'strong'], [' and '], ['italic', 'em'], [' not']])
    const headed = await read(
      wordFile({ body: para('T') + para(run('Article 1', '<w:b/>')) + para(run('Scope', '<w:b/>')) + para('Text.') }),
    )
    expect(headed.doc.child(1).firstChild!.firstChild!.marks).toEqual([])
  })

  it('tables of contents are left out, by field, style or content control, and named whole', async () => {
    const field = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
    const byField =
      para(
        `${field('begin')}<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>${field('separate')}${run('Article 1 Scope\t2')}`,
      ) + para(`${run('Article 2 Terms\t3')}${field('end')}`)
    const byStyle = para('Article 1 Scope 2', '<w:pStyle w:val="TOC1"/>')
    const byControl = `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>${para('Article 1 Scope 2')}</w:sdtContent></w:sdt>`
    const styles = `<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>`
    const text = para('Article 1') + para('Scope') + para('Text.')
    for (const contents of [byField, byStyle, byControl]) {
      const parsed = await read(wordFile({ body: para('T') + contents + text, styles }))
      expect(outline(parsed)).toEqual(['title T', 'article Article 1 Scope', '1 Text.'])
      expect(parsed.warnings.map(({ code, text: left }) => [code, left?.includes('Article 1 Scope')])).toEqual([
        ['contents', true],
      ])
    }
  })

  it('other fields show their result, links and controls their content', async () => {
    const field =
      '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    const body =
      para(`${run('See ')}${field}${run('article 2')}<w:r><w:fldChar w:fldCharType="end"/></w:r>${run('.')}`) +
      para(
        `<w:hyperlink>${run('A link')}</w:hyperlink><w:smartTag>${run(' and a tag')}</w:smartTag><w:sdt><w:sdtContent>${run('.')}</w:sdtContent></w:sdt>`,
      ) +
      `<w:sdt><w:sdtContent>${para('In a control.')}</w:sdtContent></w:sdt>`
    expect(await below(treaty(body))).toEqual(['1 See article 2.', '1 A link and a tag.', '1 In a control.'])
  })

  it('tabs, breaks and special hyphens', async () => {
    const body =
      para(
        '<w:r><w:t>1.</w:t><w:tab/><w:t>co</w:t><w:noBreakHyphen/><w:t>operate, in</w:t><w:softHyphen/><w:t>deed</w:t><w:br/><w:t>always</w:t></w:r>',
      ) +
      para('<w:r><w:t>CHAPTER II</w:t><w:br/><w:t>Measures</w:t></w:r>') +
      para('<w:r><w:t>Article 2</w:t><w:br/><w:t>Terms</w:t></w:r>') +
      para('<w:r><w:t>Text.</w:t><w:sym w:font="Symbol" w:char="F0B7"/></w:r>')
    expect(await below(treaty(body))).toEqual([
      '1 1. co\u2011operate, indeed always',
      'chapter CHAPTER II Measures',
      'article Article 2 Terms',
      '1 Text.•',
    ])
  })

  it('hidden text and text boxes are left out and named', async () => {
    const box = '<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>'
    const parsed = await read(treaty(para(run('Text') + run(' secret', '<w:vanish/>') + box + run('.'))))
    expect(outline(parsed).slice(2)).toEqual(['1 Text.'])
    expect(parsed.warnings.map(({ code, text }) => [code, text])).toEqual([
      ['hidden-text', ' secret'],
      ['text-box', 'In a box'],
    ])
  })

  it('the cells of a table become paragraphs, with a warning at its place', async () => {
    const body = `<w:tbl><w:tr><w:tc>${para('1. One.')}</w:tc><w:tc>${para('2. Two.')}</w:tc></w:tr></w:tbl>`
    const parsed = await read(treaty(body))
    expect(outline(parsed).slice(2)).toEqual(['1 1. One.', '1 2. Two.'])
    expect(parsed.warnings).toMatchObject([{ code: 'table', place: 'paragraph 4' }])
  })

  it('headings set as headings are found where most articles have none', async () => {
    const styles = `<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>`
    const body = [1, 2, 3].map((number) => para(`Article ${number}`) + para('Everyone has rights.')).join('')
    const headed = para('Article 4') + para('Life', '<w:pStyle w:val="H"/>') + para('Everyone lives.')
    expect(outline(await read(wordFile({ body: para('T') + body + headed, styles }))).slice(-2)).toEqual([
      'article Article 4 Life',
      '1 Everyone lives.',
    ])
  })

  it('a number that is all of its paragraph opens an article, and an empty point of a list only counts', async () => {
    const numbering = `${LISTS}<w:abstractNum w:abstractNumId="9">${listLevel(0, 'decimal', 'Article %1')}</w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>`
    const body =
      item(9, 0, run('')) +
      para('Scope') +
      item(1, 0, 'One.') +
      item(1, 0, run('')) +
      item(1, 0, 'Three.') +
      item(9, 0, run('')) +
      para('Terms') +
      para('None.')
    expect(outline(await read(wordFile({ body: para('T') + body, numbering })))).toEqual([
      'title T',
      'article Article 1 Scope',
      '1 1. One.',
      '1 3. Three.',
      'article Article 2 Terms',
      '1 None.',
    ])
  })

  it('a list within a list that counts in the same way is told by its indent', async () => {
    const level = (at: number, left: number) =>
      listLevel(at, 'decimal', `%${at + 1}.`, `<w:pPr><w:ind w:left="${left}"/></w:pPr>`)
    const numbering = `<w:abstractNum w:abstractNumId="1">${level(0, 567)}${level(1, 1134)}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`
    const body = item(1, 0, 'One:') + item(1, 1, 'first;') + item(1, 1, 'second.') + item(1, 0, 'Two:') + item(1, 1, 'third.')
    expect(await below(treaty(body, { numbering }))).toEqual([
      '1 1. One:',
      '2 1. first;',
      '2 2. second.',
      '1 2. Two:',
      '2 1. third.',
    ])
  })

  it('footnotes that were typed, with a raised number or stars, are notes', async () => {
    const raised = (mark: string) => run(mark, '<w:vertAlign w:val="superscript"/>')
    const body =
      para(`${run('One')}${raised('1')}${run(' thing, 3')}${raised('2')}${run(' of it.')}`) +
      para('2. Titles are short.*') +
      para('Done at Oslo.') +
      para(raised('1') + run(' The first.')) +
      para(raised('3') + run('rd parties.')) +
      para('* For convenience.')
    const parsed = await read(treaty(body))
    expect(outline(parsed).slice(2)).toEqual([
      '1 One1 thing, 32 of it.',
      '1 2. Titles are short.*',
      'closing Done at Oslo.',
      'closing 3rd parties.',
      'note 1 The first.',
      'note * For convenience.',
    ])
  })

  it('a text box is named once, at its place', async () => {
    const content = `<w:txbxContent>${para('In a box')}</w:txbxContent>`
    const box = `<w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:drawing>${content}</w:drawing></mc:Choice><mc:Fallback><w:pict>${content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>`
    const parsed = await read(treaty(para(run('Text.') + box)))
    expect(parsed.warnings).toMatchObject([{ code: 'text-box', text: 'In a box', place: 'paragraph 4' }])
  })

  it('two-line titles and headings of one style are one', async () => {
    const centred = (text: string) => para(text, '<w:pStyle w:val="C"/><w:jc w:val="center"/>')
    const styles = style('C', '')
    const body =
      centred('Convention on') +
      centred('Cybercrime') +
      centred('CHAPTER I') +
      centred('General') +
      centred('provisions') +
      para('Article 1') +
      para('Scope') +
      para('Text.')
    expect(outline(await read(wordFile({ body, styles })))).toEqual([
      'title Convention on Cybercrime',
      'chapter CHAPTER I General provisions',
      'article Article 1 Scope',
      '1 Text.',
    ])
  })
})
