import type { Node } from 'prosemirror-model'
import fc from 'fast-check'
import { blocks, blockText, provisions } from '@travaux/shared/model'
import { blockLabel } from '@travaux/shared/number'
import { openPdf } from '../../shared/src/parse/pdf/open.ts'
import { PLAIN_PRINT, type Piece, type PrintLayout } from './parse-pdf.ts'
import { characters, printed, type read } from './parse-reading.ts'

/** The paragraphs of an instrument as they are printed; every `noted`th of them gets a footnote. */
export function piecesOf(doc: Node, noted = Infinity): Piece[] {
  const language = doc.attrs['language'] as string
  return blocks(doc)
    .filter(({ kind }) => kind !== 'note')
    .map((block, index): Piece => {
      const label = blockLabel(block, language) || null
      const note = index % noted === noted - 1 ? noteOf(index) : undefined
      return {
        kind: pieceKind(block.kind),
        label,
        words: blockText(block),
        level: block.level,
        ...(note === undefined ? {} : { note }),
      }
    })
}

const pieceKind = (kind: string): Piece['kind'] => {
  if (kind === 'title' || kind === 'article') return kind
  return kind === 'chapter' || kind === 'part' || kind === 'section' || kind === 'annex' ? 'chapter' : 'text'
}

const noteOf = (index: number): string =>
  index % 2 === 0
    ? `See paragraph ${index} of the report.`
    : `The reservation of ${index} delegations is kept in the report of the Committee, which was adopted at its last session and deals with the matter at some length in its annex ${index}.`

/** The notes of pieces, numbered through. */
export const notesOf = (pieces: readonly Piece[]): string[] =>
  pieces.flatMap(({ note }) => note ?? []).map((note, index) => `${index + 1} ${note}`)

/** Kind or level, number and words of each provision, notes apart. */
export const rowsOfDoc = (doc: Node): string[] =>
  provisions(doc)
    .filter(({ kind }) => kind !== 'note')
    .map(({ kind, level, number, heading, text }) => `${level || kind} ${number} ${heading ?? text}`)

export const notesRead = (doc: Node): string[] =>
  provisions(doc).flatMap(({ kind, number, text }) => (kind === 'note' ? [`${number} ${text}`] : []))

/** Every sign of a PDF's pages, in the order of the alphabet: what must be placed or named. */
export async function signsOf(bytes: Uint8Array): Promise<string> {
  const pages = await openPdf(bytes)
  if (!Array.isArray(pages)) throw new Error(pages.reason)
  return sorted(pages.map(({ glyphs, astray }) => glyphs.map(({ text }) => text).join('') + astray).join(''))
}

/** Every sign of what was read: the document as printed, and what its warnings say was left out. */
export function signsRead({ doc, warnings }: Awaited<ReturnType<typeof read>>): string {
  const apart = warnings.map(({ code, text }) => {
    if (code === 'hyphens') return text!.replace(/[^-\n]/g, '')
    return LEFT_OUT.has(code) ? text! : ''
  })
  return sorted(printed(doc) + apart.join(''))
}

const LEFT_OUT = new Set(['contents', 'masthead', 'page-furniture', 'astray-text'])
const sorted = (text: string): string => Array.from(characters(text)).sort().join('')

/** Layouts that have troubled readers of PDFs before. */
export const PRINT_LAYOUTS: readonly (readonly [name: string, layout: PrintLayout])[] = [
  ['plain, with gaps between paragraphs', PLAIN_PRINT],
  [
    'justified, labels apart and words hanging',
    { ...PLAIN_PRINT, justified: true, indent: 'hanging', step: 24, headings: 'centred' },
  ],
  ['first lines indented, no gaps', { ...PLAIN_PRINT, justified: true, indent: 'first', gap: 0, headings: 'centred' }],
  ['headings in bold on the line of their label', { ...PLAIN_PRINT, headings: 'bold', oneLine: true }],
  ['two columns, broken words', { ...PLAIN_PRINT, columns: 2, size: 9, justified: true, hyphens: true, headings: 'centred' }],
  [
    'two columns, hanging, small page',
    { ...PLAIN_PRINT, columns: 2, size: 9, page: [516, 729], margin: 50, indent: 'hanging', step: 14, justified: true },
  ],
  [
    'a treaty series: heads, page numbers, contents, notes',
    {
      ...PLAIN_PRINT,
      justified: true,
      indent: 'first',
      headings: 'centred',
      head: 'United Nations — Treaty Series',
      foot: (page) => String(page),
      contents: true,
      hyphens: true,
    },
  ],
  [
    'a United Nations document',
    {
      ...PLAIN_PRINT,
      indent: 'hanging',
      step: 30,
      headings: 'bold',
      head: 'A/AC.291/22/Rev.3',
      foot: (page) => `${page}/58   V.23-12345`,
      leading: 1.5,
    },
  ],
  ['large letters on a small page', { ...PLAIN_PRINT, page: [420, 595], margin: 40, size: 14, foot: (page) => `– ${page} –` }],
  [
    'letter size, wide lines',
    { ...PLAIN_PRINT, page: [612, 792], margin: 54, size: 10, gap: 3, justified: true, headings: 'centred' },
  ],
  [
    'an official journal: two columns close together, notes across both, counted by page',
    {
      ...PLAIN_PRINT,
      columns: 2,
      gutter: 14,
      size: 8.5,
      margin: 46,
      gap: 3,
      justified: true,
      hyphens: true,
      headings: 'centred',
      head: 'Official Journal',
      foot: (page) => `L 99/${page}`,
      noteMark: 'raised',
      notesByPage: true,
      notesAcross: true,
      contents: true,
    },
  ],
  [
    'notes with raised marks, counted by page, on long pages',
    { ...PLAIN_PRINT, page: [612, 1008], justified: true, noteMark: 'raised', notesByPage: true, foot: (page) => `${page}` },
  ],
]

const anyPrint: fc.Arbitrary<PrintLayout> = fc.record({
  page: fc.constantFrom<(readonly [number, number])[]>([595, 842], [612, 792], [420, 595], [499, 709], [612, 1008]),
  margin: fc.constantFrom(40, 48, 72),
  columns: fc.constantFrom(1, 1, 2),
  gutter: fc.constantFrom(22, 30),
  size: fc.constantFrom(9, 10, 11, 12),
  leading: fc.constantFrom(1.15, 1.3, 1.5),
  gap: fc.constantFrom(4, 8, 12),
  indent: fc.constantFrom('hanging', 'first', 'none'),
  step: fc.constantFrom(0, 18, 24),
  justified: fc.boolean(),
  headings: fc.constantFrom('centred', 'bold', 'plain'),
  oneLine: fc.boolean(),
  head: fc.constantFrom(null, 'Draft Convention', 'A/AC.291/22/Rev.3'),
  foot: fc.constantFrom(
    null,
    (page: number) => String(page),
    (page: number) => `Page ${page} of 90`,
    (page: number) => `- ${page} -`,
  ),
  noteSize: fc.constantFrom(0.75, 0.85),
  noteMark: fc.constantFrom('level', 'raised'),
  notesByPage: fc.boolean(),
  notesAcross: fc.constant(false),
  contents: fc.boolean(),
  hyphens: fc.boolean(),
})

/**
 * Two columns are set small and on a large page: nobody prints a treaty in columns of twenty letters. Narrower gutters and notes across
 * both columns stand among the layouts above.
 */
export const arbitraryPrint: fc.Arbitrary<PrintLayout> = anyPrint.map((printed) => {
  // Headings that look like text are told by the gap below them alone.
  const layout = printed.headings === 'plain' ? { ...printed, gap: Math.max(printed.gap, 8) } : printed
  if (layout.columns === 1) return layout
  const [size, margin] = [Math.min(layout.size, 10) - 0.5, Math.min(layout.margin, 48)]
  return { ...layout, size, margin, page: layout.page[0] < 550 ? ([595, 842] as const) : layout.page }
})
