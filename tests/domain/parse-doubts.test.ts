import { describe, expect, it } from 'vitest'
import { characters, codes, outline, printed, read } from '../support/parse-reading.ts'

describe('doubtful places', () => {
  it.each([
    ['a missing number', 'T\n\nArticle 1\n1. One.\n3. Three.', 'number-sequence', 'line 5', 'before 3.'],
    ['a repeated number', 'T\n\nArticle 1\n1. One.\n2. Two.\n2. Three.', 'number-sequence', 'line 6', '2.'],
    ['a list that begins late', 'T\n\nArticle 1\n4. Four.\n5. Five.', 'number-sequence', 'line 4', '4.'],
    ['a missing article', 'T\n\nArticle 1\nOne.\n\nArticle 3\nThree.', 'article-sequence', 'line 6', 'missing'],
    ['no title', 'Article 1\nOne.', 'no-title', 'line 1', 'title'],
    ['no articles', 'T\n\n1. One.\n2. Two.', 'no-articles', null, 'articles'],
  ])('%s is warned of with its place', async (_name, source, code, place, words) => {
    const parsed = await read(source)
    expect(parsed.warnings).toHaveLength(1)
    expect(parsed.warnings[0]).toMatchObject({ code, place })
    expect(parsed.warnings[0]!.message).toContain(words)
    expect(printed(parsed.doc)).toBe(characters(source))
  })

  it('a text of numbered paragraphs alone is kept', async () => {
    expect(outline(await read('Principles\n\n1. One:\n(a) a;\n(b) b.\n2. Two.'))).toEqual([
      'title Principles',
      '1 1. One:',
      '2 (a) a;',
      '2 (b) b.',
      '1 2. Two.',
    ])
  })

  it('a run-on preamble is divided at its opening words, or kept whole and named', async () => {
    const filler = 'the long history of the matter and of the many meetings that dealt with it, '.repeat(8)
    const recitals = ['Recalling', 'Convinced that', 'Noting'].map((word) => `${word} ${filler}`).join('')
    const source = `A Convention\n\nPreamble The States Parties, ${recitals}Have agreed as follows:\n\nArticle 1\nText.`
    const divided = await read(source)
    expect(divided.doc.children.slice(1, 7).map((node) => node.type.name)).toEqual([
      'preamble',
      'preamble',
      'recital',
      'recital',
      'recital',
      'preamble',
    ])
    expect(codes(divided)).toEqual(['preamble-divided'])
    expect(printed(divided.doc)).toBe(characters(source))
    const plain = await read(source.replace(/Recalling|Convinced|Noting/g, 'because'))
    expect(codes(plain)).toEqual(['preamble-undivided'])
  })

  it('a masthead becomes the document’s details and a table of contents is left out: both whole in a warning', async () => {
    const masthead = ['United Nations', 'A/AC.291/22/Rev.3', 'Distr.: General', '23 November 2023', 'Original: English']
    const contents = ['Contents', 'CHAPTER I General 2', 'Article 1 Scope 2', 'Article 2 Terms 3', 'Article 3 Effect 4']
    const rest = [
      'A Convention',
      'CHAPTER I',
      'General',
      'Article 1',
      'Scope',
      'Text.',
      'Article 2',
      'Terms',
      'Text.',
      'Article 3',
      'Effect',
      'Text.',
    ]
    const parsed = await read([...masthead, ...contents, ...rest].join('\n\n'))
    expect(parsed.metadata).toMatchObject({ symbol: 'A/AC.291/22/Rev.3', date: '2023-11-23', title: 'A Convention' })
    expect(parsed.found).toMatchObject({ chapters: 1, articles: 3 })
    expect(codes(parsed)).toEqual(['contents', 'masthead'])
    expect(parsed.warnings.map(({ text }) => text)).toEqual([contents.join('\n'), masthead.join('\n')])
    expect(printed(parsed.doc)).toBe(characters(rest.join('')))
  })
})

describe('encodings', () => {
  const source = 'Traité\n\nArticle 1\nÉtat partie.'
  const utf16 = (littleEndian: boolean, mark: boolean) => {
    const units = Array.from((mark ? '\uFEFF' : '') + source, (char) => char.charCodeAt(0))
    return Uint8Array.from(units.flatMap((unit) => (littleEndian ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])))
  }
  it.each([
    ['UTF-8', new TextEncoder().encode(source), []],
    ['UTF-8 with a mark', new TextEncoder().encode(`\uFEFF${source}`), []],
    ['UTF-16 little-endian', utf16(true, true), []],
    ['UTF-16 big-endian', utf16(false, true), []],
    ['UTF-16 without a mark', utf16(true, false), []],
    ['Windows-1252', Uint8Array.from(source, (char) => char.charCodeAt(0)), ['encoding']],
  ])('%s', async (_name, bytes, warnings) => {
    const parsed = await read(bytes)
    expect(outline(parsed)).toEqual(['title Traité', 'article Article 1', '1 État partie.'])
    expect(codes(parsed)).toEqual(warnings)
  })
})
