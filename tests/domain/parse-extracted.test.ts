import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Node } from 'prosemirror-model'
import { extracted, type Extraction } from '../support/parse-extracted.ts'
import { notesOf, notesRead, piecesOf, rowsOfDoc } from '../support/parse-print.ts'
import { accounted, codes, outline, read, sorted } from '../support/parse-reading.ts'

const SAMPLE = path.resolve(import.meta.dirname, '../../server/sample/third-revision.txt')
let sample: Node
beforeAll(async () => {
  sample = (await read(readFileSync(SAMPLE))).doc
})

const PLAIN: Extraction = {
  width: 88,
  height: 46,
  number: (page) => `- ${page} -`,
  at: 'head',
  head: null,
  formFeeds: false,
  rule: '_______________',
  labels: 'before',
  headings: 'centred',
}

describe('the text of a treaty of 68 articles that a program took out of a PDF', () => {
  it.each<[name: string, how: Extraction, noted: number]>([
    ['page numbers between dashes, at the head', PLAIN, 9],
    ['page numbers at the foot, form feeds', { ...PLAIN, at: 'foot', formFeeds: true, number: String }, 9],
    [
      'running heads, narrow pages',
      { ...PLAIN, head: 'A/CONF.999/L.1', width: 64, height: 30, number: (page) => `Page ${page}` },
      7,
    ],
    ['notes without a rule', { ...PLAIN, rule: null, formFeeds: true, headings: 'left' }, 9],
    ['form feeds alone', { ...PLAIN, number: null, formFeeds: true }, Infinity],
    ['bare numbers', { ...PLAIN, number: String, headings: 'left' }, Infinity],
    ['labels alone on their line', { ...PLAIN, labels: 'above', headings: 'left', at: 'foot' }, Infinity],
  ])('%s', async (_name, how, noted) => {
    const pieces = piecesOf(sample, noted)
    const source = extracted(pieces, how)
    const parsed = await read(source)
    expect(rowsOfDoc(parsed.doc)).toEqual(rowsOfDoc(sample))
    expect(notesRead(parsed.doc)).toEqual(notesOf(pieces))
    expect(accounted(parsed)).toBe(sorted(source))
  })
})

describe('a text that was printed once', () => {
  it('goes on where a sentence is broken by the end of a page', async () => {
    const source = `ACUERDO SOBRE LAS MAREAS
Las Partes en el presente Acuerdo,

Conscientes de la necesidad de que el régimen de las mareas sea amplio y trate mejor su
conservación,

Han convenido en lo siguiente:

Artículo 1
Términos
1.
Por “Parte” se entiende un Estado que haya consentido en obligarse por lo que dispone el

- 2 -

Acuerdo y respecto del cual el Acuerdo está en vigor, así como una organización que haya
sido constituida.
a)
Una organización es la que figura con ese nombre en la lista que la Conferencia de la
Convención apruebe.
b)
Un Estado es un Estado.`
    const parsed = await read(source)
    expect(outline(parsed).slice(4)).toEqual([
      'article Artículo 1 Términos',
      '1 1. Por “Parte” se entiende un Estado que haya consentido en obligarse por lo que dispone el Acuerdo y respecto del cual el Acuerdo está en vigor, así como una organización que haya sido constituida.',
      '2 a) Una organización es la que figura con ese nombre en la lista que la Conferencia de la Convención apruebe.',
      '2 b) Un Estado es un Estado.',
    ])
    expect(codes(parsed)).toEqual(['page-furniture'])
    expect(accounted(parsed)).toBe(sorted(source))
  })

  it('loses the hyphens of broken words, and says so', async () => {
    const line = (words: string) => words
    const source = [
      'T',
      '',
      'Article 1',
      '',
      line('1. Each Party shall take all the measures that are needed to keep its waters from harm and to cooper-'),
      line('ate with the other Parties, in particular by exchanging what they know of tides and their self-'),
      line('regulation, and shall report to the Conference of the Parties on all that it has done under this Con-'),
      line('vention, as often as the Conference asks for it, and no less often than once in the course of a year.'),
    ].join('\n')
    const parsed = await read(source)
    expect(outline(parsed).at(-1)).toMatch(/and to cooperate with .* self-regulation, .* under this Convention, as often/)
    expect(parsed.warnings.find(({ code }) => code === 'hyphens')!.text).toBe('cooper-ate\nCon-vention')
    expect(accounted(parsed)).toBe(sorted(source))
  })

  it('a note on the number of an article is no part of the number', async () => {
    const source = `T

Article 122

Words.

Article 12310

More words.

Article 124

Last words.

__________
10 As amended.`
    expect(outline(await read(source))).toEqual([
      'title T',
      'article Article 122',
      '1 Words.',
      'article Article 123 10',
      '1 More words.',
      'article Article 124',
      '1 Last words.',
      'note 10 As amended.',
    ])
  })

  it.each([
    ['labels in brackets are no page numbers', 'T\n\nArticle 1\n\n(1)\n\nOne.\n\n(2)\n\nTwo.', ['1 (1) One.', '1 (2) Two.']],
    ['figures are no footnotes', 'T\n\nArticle 1\n\n1 One by rule 2 is so.\n\n2 Two.', ['1 1 One by rule 2 is so.', '1 2 Two.']],
  ])('%s', async (_name, source, expected) => {
    expect(outline(await read(source)).slice(2)).toEqual(expected)
  })
})
