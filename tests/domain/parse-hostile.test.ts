import PDFDocument from 'pdfkit'
import { describe, expect, it } from 'vitest'
import { parseFile, type Problem } from '@travaux/shared/parse'
import { para, wordFile } from '../support/parse-docx.ts'
import { PLAIN_PRINT, printPdf } from '../support/parse-pdf.ts'
import { codes, read } from '../support/parse-reading.ts'

/** A PDF by hand; `draw` is given the document with its first page open. */
async function pdf(options: PDFKit.PDFDocumentOptions, draw: (doc: PDFKit.PDFDocument) => void): Promise<Uint8Array> {
  const doc = new PDFDocument(options)
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise((resolve) => doc.on('end', resolve))
  draw(doc)
  doc.end()
  await ended
  return Uint8Array.from(Buffer.concat(chunks))
}

const good = async () =>
  (
    await printPdf(
      [
        { kind: 'title', label: null, words: 'A Convention', level: 0 },
        { kind: 'article', label: 'Article 1', words: 'Scope', level: 0 },
        { kind: 'text', label: '1.', words: 'Each Party shall act.', level: 1 },
      ],
      PLAIN_PRINT,
    )
  ).bytes

const BAD: [name: string, file: () => Promise<Uint8Array>, problem: Problem, words: RegExp][] = [
  ['a PDF with a password', () => pdf({ userPassword: 'secret' }, (doc) => doc.text('Article 1')), 'unreadable-file', /password/],
  [
    'a PDF of pictures',
    () => pdf({}, (doc) => doc.rect(50, 50, 400, 600).fill('grey').addPage().rect(9, 9, 9, 9).fill()),
    'no-structure',
    /pictures of pages/,
  ],
  ['an empty PDF', () => pdf({}, () => undefined), 'no-structure', /pictures of pages/],
  [
    'a PDF cut in half',
    async () => {
      const file = await good()
      return file.subarray(0, file.length >> 1)
    },
    'unreadable-file',
    /cut off/,
  ],
  [
    'a PDF without its table',
    async () => new TextEncoder().encode(`%PDF-1.7\n${'x'.repeat(5000)}\n%%EOF`),
    'unreadable-file',
    /damaged/,
  ],
]

describe('bad PDFs', () => {
  it.each(BAD)('%s is refused with a reason', async (_name, file, problem, words) => {
    const parsed = await parseFile(await file())
    expect(parsed).toMatchObject({ ok: false, problem })
    expect(!parsed.ok && parsed.reason).toMatch(words)
  })

  it('scripts, links and forms are never looked at', async () => {
    const file = await pdf({}, (doc) => {
      doc.text('Article 1\n\n1. Each Party shall act.')
      doc.link(10, 10, 100, 100, 'http://localhost:1/')
      doc.addNamedJavaScript('a', 'app.alert(1)')
    })
    expect((await read(file)).found.articles).toBe(1)
  })

  it('text along the edge is left out and named', async () => {
    const file = await pdf({}, (doc) => {
      doc.text('Article 1').moveDown().text('1. Each Party shall act, and no Party shall wait.')
      doc.rotate(-90, { origin: [30, 500] }).text('ADVANCE COPY', 30, 500)
    })
    const parsed = await read(file)
    expect(parsed.warnings.find(({ code }) => code === 'astray-text')!.text).toContain('ADVANCE')
    expect(parsed.doc.textContent).not.toContain('ADVANCE')
  })
})

it('a Word file with macros is read as any other, and its macros are named and not looked at', async () => {
  const file = wordFile({ body: para('Article 1') + para('Text.'), parts: { 'word/vbaProject.bin': Uint8Array.from([1, 2, 3]) } })
  expect(codes(await read(file))).toContain('macros')
})
