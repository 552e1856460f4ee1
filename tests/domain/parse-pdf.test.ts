import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Node } from 'prosemirror-model'
import { notesRead, arbitraryPrint, piecesOf, PRINT_LAYOUTS, rowsOfDoc, signsOf, signsRead } from '../support/parse-print.ts'
import { readLabel } from '../../shared/src/parse/structure/label.ts'
import { mayFollow } from '../../shared/src/parse/pdf/sequence.ts'
import { printPdf } from '../support/parse-pdf.ts'
import { arbitraryPrintedTreaty, print, rowsOf } from '../support/parse-layouts.ts'
import { read } from '../support/parse-reading.ts'
import { PATIENCE, seeds } from '../support/seeds.ts'

const SAMPLE = path.resolve(import.meta.dirname, '../../server/sample/third-revision.txt')
let sample: Node
beforeAll(async () => {
  sample = (await read(readFileSync(SAMPLE))).doc
})

describe('a treaty of 68 articles printed as', () => {
  it.each(PRINT_LAYOUTS)('%s', async (_name, layout) => {
    const pieces = piecesOf(sample, 9)
    const { bytes, pages, notes } = await printPdf(pieces, layout)
    const parsed = await read(bytes)
    expect(rowsOfDoc(parsed.doc)).toEqual(rowsOfDoc(sample))
    expect(notesRead(parsed.doc)).toEqual(notes)
    expect(signsRead(parsed)).toBe(await signsOf(bytes))
    expect(pages).toBeGreaterThan(10)
  })
})

const longTreaty = fc
  .array(arbitraryPrintedTreaty, { minLength: 3, maxLength: 4 })
  .map((parts) => ({ chapters: parts.flatMap(({ chapters }) => chapters) }))

describe('any treaty in any print', () => {
  it(
    'gives the same provisions, notes and signs',
    async () => {
      await fc.assert(
        fc.asyncProperty(longTreaty, arbitraryPrint, async (treaty, layout) => {
          // A line that begins with "(a)" behind a comma can't be told from a point.
          fc.pre(!/, \(?a\)/.test(JSON.stringify(treaty)))
          const { doc } = await read(print(treaty, PLAIN_TEXT))
          const pieces = piecesOf(doc, 5)
          const { bytes, pages, notes } = await printPdf(pieces, layout)
          // A running head can only be told from a title by coming again, and a column's width from lines that fill it.
          fc.pre(pages > (layout.contents ? 3 : 2))
          const parsed = await read(bytes)
          expect(rowsOfDoc(parsed.doc).slice(1)).toEqual(rowsOf(treaty))
          expect(notesRead(parsed.doc)).toEqual(notes)
          expect(signsRead(parsed)).toBe(await signsOf(bytes))
        }),
        { ...seeds(12), endOnFailure: true },
      )
    },
    PATIENCE,
  )
})

describe('a label below an unfinished sentence', () => {
  const label = (text: string) => readLabel(text)!
  it.each([
    ['continues the points', '(c)', ['(b) to act, and', '(a) to speak,'], true],
    [
      'continues the paragraphs behind points',
      '3.',
      ['(b) to act, and', '(a) to speak,', '2. Each Party shall:', '1. Words.'],
      true,
    ],
    ['continues the points behind sub-points', '(b)', ['(ii) to act; and', '(i) to speak;', '(a) To allow persons:'], true],
    ['begins points behind a comma', '(a)', ['1. Each Party shall, as may be necessary,'], true],
    ['begins none behind “and”', 'a)', ['(b) to act as may be necessary, and'], false],
    ['is out of sequence', '24.', ['2. In accordance with what may be necessary,', '1. Words.'], false],
    ['is one that the points have had', '(a)', ['(b) to act, and/or', '(a) to speak,'], false],
    ['stands below a finished sentence', '24.', ['2. Words.'], true],
  ] as const)('%s: %s', (_name, text, openings, expected) => {
    expect(mayFollow(label(`${text} words`), openings[0], openings)).toBe(expected)
  })
})

const PLAIN_TEXT = {
  paragraph: '#.',
  point: '(#)',
  chapterHeading: '\n',
  articleHeading: '\n',
  article: 'Article',
  gap: '\n\n',
  width: null,
} as const
