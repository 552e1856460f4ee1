import PDFDocument from 'pdfkit'

/** One paragraph of a text to be printed. */
export interface Piece {
  kind: 'title' | 'chapter' | 'article' | 'text'
  /** "1.", "(a)", "Article 4"; null for text without one. */
  label: string | null
  words: string
  /** 1 for a paragraph, 2 for a point, 3 for a sub-point. */
  level: number
  /** A footnote that the last word refers to. */
  note?: string
}

/** A way to print a text. Lengths are in points. */
export interface PrintLayout {
  page: readonly [width: number, height: number]
  margin: number
  columns: 1 | 2
  /** Between two columns. */
  gutter: number
  size: number
  /** Distance of two lines, in sizes. */
  leading: number
  /** Added between paragraphs. */
  gap: number
  /** How a labelled paragraph is set: the label apart and the words hanging, the first line indented, or flush. */
  indent: 'hanging' | 'first' | 'none'
  /** How far each level stands from the one above. */
  step: number
  justified: boolean
  headings: 'centred' | 'bold' | 'plain'
  /** Whether a heading stands on the line of its label. */
  oneLine: boolean
  head: string | null
  foot: ((page: number) => string) | null
  /** Notes are set in this share of the size. */
  noteSize: number
  /** The mark that a note begins with: on the line, or small above it. */
  noteMark: 'level' | 'raised'
  /** Whether notes are counted anew on each page. */
  notesByPage: boolean
  /** Whether the notes of a page in columns stand below all of them, and not each below its own. */
  notesAcross: boolean
  contents: boolean
  hyphens: boolean
}

export const PLAIN_PRINT: PrintLayout = {
  page: [595, 842],
  margin: 72,
  columns: 1,
  gutter: 22,
  size: 11,
  leading: 1.25,
  gap: 6,
  indent: 'none',
  step: 0,
  justified: false,
  headings: 'plain',
  oneLine: false,
  head: null,
  foot: null,
  noteSize: 0.8,
  noteMark: 'level',
  notesByPage: false,
  notesAcross: false,
  contents: false,
  hyphens: false,
}

/** A printed text and what stands on its pages beside the text itself. */
export interface Printed {
  bytes: Uint8Array
  pages: number
  /** Words broken at the ends of lines. */
  broken: number
  /** The notes as they are marked, in order: "1 See …". */
  notes: string[]
}

const FONTS = { plain: 'Times-Roman', bold: 'Times-Bold' }

/** Prints pieces as a PDF, as a word processor would. */
export async function printPdf(pieces: readonly Piece[], layout: PrintLayout): Promise<Printed> {
  const printer = new Printer(layout)
  if (layout.contents) {
    printer.heading('CONTENTS', 'centred')
    pieces
      .filter(({ kind }) => kind === 'chapter' || kind === 'article')
      .forEach((piece, index) => printer.entry(piece, Math.floor(index / 3) + 2))
    printer.newPage()
  }
  for (const piece of pieces) printer.piece(piece)
  return printer.finish()
}

class Printer {
  readonly #doc: PDFKit.PDFDocument
  readonly #chunks: Buffer[] = []
  readonly #layout: PrintLayout
  #page = 0
  #column = 0
  #y = 0
  #notes: { mark: string; lines: string[] }[] = []
  #noteCount = 0
  readonly #marked: string[] = []
  #broken = 0

  constructor(layout: PrintLayout) {
    this.#layout = layout
    this.#doc = new PDFDocument({ size: [...layout.page], margin: 0, autoFirstPage: false, compress: true })
    this.#doc.on('data', (chunk: Buffer) => this.#chunks.push(chunk))
    this.newPage()
  }

  async finish(): Promise<Printed> {
    this.#printNotes()
    const ended = new Promise((resolve) => this.#doc.on('end', resolve))
    this.#doc.end()
    await ended
    const [pages, broken, notes] = [this.#page, this.#broken, this.#marked]
    return { bytes: Uint8Array.from(Buffer.concat(this.#chunks)), pages, broken, notes }
  }

  get #width(): number {
    const { page, margin, columns, gutter } = this.#layout
    return (page[0] - 2 * margin - (columns - 1) * gutter) / columns
  }
  get #left(): number {
    return this.#layout.margin + this.#column * (this.#width + this.#layout.gutter)
  }
  get #bottom(): number {
    const notes = this.#notes.reduce((sum, { lines }) => sum + lines.length, 0)
    const { page, margin, size, noteSize, leading } = this.#layout
    if (this.#isAcross) return page[1] - margin - ACROSS * page[1]
    return page[1] - margin - (notes > 0 ? notes * size * noteSize * leading + size : 0)
  }
  /** Whether notes stand below all columns, in a part of the page that is kept for them. */
  get #isAcross(): boolean {
    return this.#layout.notesAcross && this.#layout.columns > 1
  }

  newPage(): void {
    this.#printNotes()
    this.#doc.addPage()
    this.#page++
    this.#column = 0
    if (this.#layout.notesByPage) this.#noteCount = 0
    const { page, margin, size, head, foot } = this.#layout
    this.#doc.font(FONTS.plain).fontSize(size * 0.85)
    if (head !== null) this.#put(head, (page[0] - this.#doc.widthOfString(head)) / 2, margin * 0.6)
    const footing = foot?.(this.#page)
    if (footing !== undefined) this.#put(footing, (page[0] - this.#doc.widthOfString(footing)) / 2, page[1] - margin * 0.5)
    this.#y = margin + size
  }

  #put(text: string, x: number, y: number, wordSpacing = 0): void {
    this.#doc.text(text, x, y, { lineBreak: false, baseline: 'alphabetic', wordSpacing })
  }

  piece(piece: Piece): void {
    const { headings, oneLine, gap } = this.#layout
    this.#y += gap
    if (piece.kind === 'text') return this.#paragraph(piece)
    if (piece.kind === 'title') return this.heading(piece.words, headings, piece.note)
    this.#keepWithNext(piece)
    if (oneLine && piece.words) return this.heading(`${piece.label}. ${piece.words}`, headings, piece.note)
    this.heading(piece.label ?? '', headings, piece.words ? undefined : piece.note)
    if (piece.words) this.heading(piece.words, headings, piece.note)
  }

  /** No heading is the last of its column: what stands below it begins there too. */
  #keepWithNext({ label, words }: Piece): void {
    const { size, leading, columns } = this.#layout
    this.#doc.font(FONTS.bold).fontSize(size)
    const lines = [label ?? '', words].flatMap((text) => this.#linesOf(text.split(' '), () => this.#width, false)).length
    if (this.#y + (lines + LINES_BELOW) * size * leading > this.#bottom) this.#next(columns)
  }

  heading(text: string, setting: PrintLayout['headings'], note?: string): void {
    const { size } = this.#layout
    const font = setting === 'plain' ? FONTS.plain : FONTS.bold
    this.#doc.font(font).fontSize(size)
    const lines = this.#linesOf(text.split(' '), () => this.#width, false)
    lines.forEach((words, index) => {
      const mark = this.#room(index === lines.length - 1 ? note : undefined)
      this.#doc.font(font).fontSize(size)
      const line = words.join(' ')
      const x = setting === 'centred' ? this.#left + (this.#width - this.#doc.widthOfString(line)) / 2 : this.#left
      this.#put(line, x, this.#y)
      if (mark !== null) this.#raised(mark, x + this.#doc.widthOfString(line))
      this.#y += size * this.#layout.leading
    })
  }

  entry({ label, words }: Piece, page: number): void {
    const { size, leading } = this.#layout
    this.#doc.font(FONTS.plain).fontSize(size)
    const number = String(page)
    const lines = this.#linesOf(`${label} ${words}`.split(' '), () => this.#width - 3 * size, false).map((line) => line.join(' '))
    lines.forEach((line, index) => {
      this.#room()
      this.#doc.font(FONTS.plain).fontSize(size)
      let text = line
      if (index === lines.length - 1) {
        while (this.#doc.widthOfString(text) < this.#width - 2 * size) text += '.'
        this.#put(number, this.#left + this.#width - this.#doc.widthOfString(number), this.#y)
      }
      this.#put(text, this.#left, this.#y)
      this.#y += size * leading
    })
  }

  #paragraph({ label, words, level, note }: Piece): void {
    const { size, leading, indent, step, justified, hyphens } = this.#layout
    const from = Math.max(0, level - 1) * step
    const hang = indent === 'hanging' && label !== null ? HANG : 0
    const first = indent === 'first' ? FIRST : 0
    const flush = label === null || hang > 0 ? words : `${label} ${words}`
    this.#doc.font(FONTS.plain).fontSize(size)
    const lines = this.#linesOf(flush.split(' '), (index) => this.#width - from - hang - (index === 0 ? first : 0), hyphens)
    lines.forEach((line, index) => {
      const last = index === lines.length - 1
      const mark = this.#room(last ? note : undefined)
      this.#doc.font(FONTS.plain).fontSize(size)
      const x = this.#left + from + hang + (index === 0 ? first : 0)
      if (index === 0 && hang > 0) this.#put(label!, this.#left + from, this.#y)
      const text = line.join(' ')
      const room = this.#width - (x - this.#left) - this.#doc.widthOfString(text)
      const stretch = justified && !last && line.length > 1 ? room / (line.length - 1) : 0
      this.#put(text, x, this.#y, stretch)
      if (mark !== null) this.#raised(mark, x + this.#doc.widthOfString(text))
      this.#y += size * leading
    })
  }

  #raised(mark: string, x: number, y = this.#y, size = this.#layout.size): void {
    this.#doc.font(FONTS.plain).fontSize(size * 0.6)
    this.#put(mark, x, y - size * 0.35)
  }

  /** Makes room for one line, and for the note that it brings with it; returns the note's mark. */
  #room(note?: string): string | null {
    const { columns } = this.#layout
    if (note === undefined) {
      if (this.#y > this.#bottom) this.#next(columns)
      return null
    }
    if (this.#y > this.#bottom || !this.#hasRoom(note)) this.#next(columns)
    // A page of its own may be too narrow still: then the note has what room there is.
    if (!this.#hasRoom(note)) this.newPage()
    const mark = String(++this.#noteCount)
    this.#notes.push({ mark, lines: this.#noteLines(mark, note) })
    this.#marked.push(`${mark} ${note}`)
    return mark
  }

  #hasRoom(note: string): boolean {
    const { page, size, noteSize, leading } = this.#layout
    const lines = this.#noteLines(String(this.#noteCount + 1), note).length
    const height = (lines + 1) * size * noteSize * leading
    const taken = this.#notes.reduce((sum, { lines: own }) => sum + own.length, 0) * size * noteSize * leading
    return this.#isAcross ? taken + height + size <= ACROSS * page[1] : this.#y <= this.#bottom - height - size
  }

  #noteLines(mark: string, note: string): string[] {
    const { size, noteSize, page, margin } = this.#layout
    this.#doc.font(FONTS.plain).fontSize(size * noteSize)
    const width = this.#isAcross ? page[0] - 2 * margin : this.#width
    return this.#linesOf(`${mark} ${note}`.split(' '), () => width, false).map((words) => words.join(' '))
  }

  #next(columns: number): void {
    if (this.#column + 1 < columns) {
      if (!this.#isAcross) this.#printNotes()
      this.#column++
      this.#y = this.#layout.margin + this.#layout.size
    } else this.newPage()
  }

  #printNotes(): void {
    const { size, noteSize, noteMark, leading, margin } = this.#layout
    if (this.#notes.length === 0) return
    const left = this.#isAcross ? margin : this.#left
    let y = this.#bottom + size * noteSize * leading + size * 0.5
    for (const { mark, lines } of this.#notes) {
      lines.forEach((line, index) => {
        this.#doc.font(FONTS.plain).fontSize(size * noteSize)
        const raised = index === 0 && noteMark === 'raised'
        const words = raised ? line.slice(mark.length) : line
        this.#put(words, raised ? left + this.#doc.widthOfString(mark) : left, y)
        if (raised) this.#raised(mark, left, y, size * noteSize)
        y += size * noteSize * leading
      })
    }
    this.#notes = []
  }

  /** Words by line. With hyphens a long word that has no room is broken. */
  #linesOf(words: readonly string[], width: (line: number) => number, hyphens: boolean): string[][] {
    const lines: string[][] = [[]]
    for (const word of words) {
      const line = lines.at(-1)!
      const room = width(lines.length - 1)
      if (line.length === 0 || this.#doc.widthOfString([...line, word].join(' ')) <= room) {
        line.push(word)
        continue
      }
      const cut = hyphens && /^\p{Ll}{8,}$/u.test(word) ? Math.floor(word.length / 2) : 0
      if (cut > 0 && this.#doc.widthOfString([...line, `${word.slice(0, cut)}-`].join(' ')) <= room) {
        line.push(`${word.slice(0, cut)}-`)
        lines.push([word.slice(cut)])
        this.#broken++
      } else lines.push([word])
    }
    return lines
  }
}

/** From a label to its words where these hang. */
const HANG = 24
/** Of a first line. */
const FIRST = 24
/** Of what stands below a heading, two lines stand in the same column, with the note that one of them may have. */
const LINES_BELOW = 6
/** The share of a page that is kept for notes across its columns. */
const ACROSS = 0.22
