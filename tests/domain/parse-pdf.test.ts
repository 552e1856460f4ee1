import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Node } from 'prosemirror-model'
import {
  notesOf,
  notesRead,
  arbitraryPrint,
  piecesOf,
  PRINT_LAYOUTS,
  rowsOfDoc,
  signsOf,
  signsRead,
} from '../support/parse-print.ts'
import { printPdf } from '../support/parse-pdf.ts'
import { arbitraryTreaty, print, rowsOf } from '../support/parse-layouts.ts'
import { read } from '../support/parse-reading.ts'

const SAMPLE = path.resolve(import.meta.dirname, '../../server/sample/third-revision.txt')
let sample: Node
beforeAll(async () => {
  sample = (await read(readFileSync(SAMPLE))).doc
})

describe('a treaty of 68 articles printed as', () => {
  it.each(PRINT_LAYOUTS)('%s', async (_name, layout) => {
    const pieces = piecesOf(sample, 9)
    const { bytes, pages } = await printPdf(pieces, layout)
    const parsed = await read(bytes)
    expect(rowsOfDoc(parsed.doc)).toEqual(rowsOfDoc(sample))
    expect(notesRead(parsed.doc)).toEqual(notesOf(pieces))
    expect(signsRead(parsed)).toBe(await signsOf(bytes))
    expect(pages).toBeGreaterThan(10)
  })
})

const longTreaty = fc
  .array(arbitraryTreaty, { minLength: 3, maxLength: 4 })
  .map((parts) => ({ chapters: parts.flatMap(({ chapters }) => chapters) }))

describe('any treaty in any print', () => {
  it('gives the same provisions, notes and signs', async () => {
    await fc.assert(
      fc.asyncProperty(longTreaty, arbitraryPrint, async (treaty, layout) => {
        // A line that begins with "(a)" behind a comma can't be told from a point.
        fc.pre(!/, \(?a\)/.test(JSON.stringify(treaty)))
        const { doc } = await read(print(treaty, PLAIN_TEXT))
        const pieces = piecesOf(doc, 5)
        const { bytes, pages } = await printPdf(pieces, layout)
        // A running head can only be told from a title by coming again, and a column's width from lines that fill it.
        fc.pre(pages > 2)
        const parsed = await read(bytes)
        expect(rowsOfDoc(parsed.doc).slice(1)).toEqual(rowsOf(treaty))
        expect(notesRead(parsed.doc)).toEqual(notesOf(pieces))
        expect(signsRead(parsed)).toBe(await signsOf(bytes))
      }),
      { seed: Number(process.env['TRAVAUX_SEED'] ?? 7), numRuns: 12, endOnFailure: true },
    )
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
