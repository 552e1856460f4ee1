import {
  AlignmentType,
  Document,
  HeadingLevel,
  Packer,
  PageBreak,
  Paragraph,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
  type FileChild,
  type IParagraphOptions,
  type IRunOptions,
} from 'docx'
import {
  instructionLines,
  isShort,
  leadsToPlace,
  runsText,
  type Depth,
  type Paper,
  type PaperBlock,
  type PaperLine,
  type PaperRun,
  type WordsRole,
} from '../paper/paper.ts'
import { directionalRuns, readsRightToLeft, xmlText } from '../stream/xml-text.ts'
import { coreProperties } from './core-properties.ts'
import { frame, pageProperties } from './frame.ts'
import { wordLanguage } from './language.ts'
import type { Frame } from '../words/index.ts'
import type { Headed } from '../stream/look.ts'
import { INDENT, TEXT_SIZE, treatyStyles } from './styles.ts'

/** A paper as a Word file: tables, lists of instructions, packs. A text with its changes is `exportDocx`, whose changes are tracked ones. */
export async function paperDocx(paper: Paper): Promise<Uint8Array> {
  const children = new PaperWriter(paper).blocks(paper.blocks)
  const [name = '', what = ''] = paper.head
  const document = new Document({
    styles: treatyStyles(paper.language, headedIn(paper.blocks)),
    sections: [
      {
        properties: pageProperties,
        ...frame(paper.head, `${name} · ${what}`, paper.frame.direction),
        children: children.length > 0 ? children : [new Paragraph('')],
      },
    ],
  })
  return Packer.pack(document, 'uint8array', undefined, [coreProperties(paper.title, paper.generatedAt)])
}

const headedIn = (blocks: readonly PaperBlock[]): ReadonlySet<Headed> =>
  new Set(
    blocks.flatMap((block): Headed[] => {
      if (block.kind === 'columns') return [...headedIn(block.cells[0]), ...headedIn(block.cells[1])]
      return block.kind === 'heading' && block.headed !== 'title' ? [block.headed] : []
    }),
  )

/** Half of the text's width (A4 less the margins) in twips. */
const COLUMN_WIDTH = 4535
const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
]

/** In a cell nothing has a place in the outline, which is for the file's own headings: both sides repeat an article. */
const IN_CELL: IParagraphOptions = { outlineLevel: 9, keepNext: false, keepLines: false, spacing: { before: 0, after: 60 } }

const SLANTED: ReadonlySet<WordsRole> = new Set<WordsRole>(['justification', 'remark', 'absent', 'legend'])

/** "en" of "en-GB". */
const primary = (tag: string): string => tag.split('-')[0]!.toLowerCase()

const bidirectional = ({ direction }: Pick<Frame, 'direction'>) => (direction === 'rtl' ? { bidirectional: true } : {})

class PaperWriter {
  private readonly rightToLeft: boolean
  private readonly slanted: boolean
  private readonly frame: Frame
  private readonly language: string
  /** The next paragraph begins a page. */
  private breaks = false

  constructor({ direction, frame, language }: Paper) {
    this.rightToLeft = direction === 'rtl'
    this.slanted = wordLanguage(language).slanted
    this.frame = frame
    this.language = language
  }

  blocks(blocks: readonly PaperBlock[], cell = false): FileChild[] {
    return blocks.flatMap((block, at) => this.block(block, cell, leadsToPlace(blocks, at)))
  }

  /** @param leads the block stands on the page of what follows it */
  private block(block: PaperBlock, cell: boolean, leads: boolean): FileChild[] {
    switch (block.kind) {
      case 'line':
        return [this.line(block.line, cell)]
      case 'heading':
        return block.lines.map((line) => this.line(line, cell))
      case 'caption':
        return [this.caption(block.text, block.depth)]
      case 'words':
        return block.role === 'instruction' ? this.instruction(block, leads) : [this.words(block, leads)]
      case 'facts':
        return block.facts.map(
          ({ name, value }) =>
            new Paragraph({
              ...bidirectional(this.frame),
              ...(leads && { keepNext: true }),
              children: [...this.said(`${name}${block.colon}`, this.frame, { bold: true }), ...this.said(value, this.frame)],
              spacing: { after: 40 },
            }),
        )
      case 'columns':
        return [this.table(block), new Paragraph({ spacing: { after: 0 } })]
      case 'page':
        this.breaks = true
        return []
    }
  }

  private caption(text: string, depth: Depth): Paragraph {
    const children = [...(this.breaks ? [new PageBreak()] : []), ...this.said(text, this.frame)]
    this.breaks = false
    return new Paragraph({
      ...bidirectional(this.frame),
      heading: HEADINGS[depth - 1]!,
      alignment: AlignmentType.CENTER,
      keepNext: true,
      children,
    })
  }

  private words({ role, frame, runs }: Extract<PaperBlock, { kind: 'words' }>, leads: boolean): Paragraph {
    const slanted = SLANTED.has(role) && (frame ? wordLanguage(frame.language).slanted : this.slanted)
    const look = { ...(slanted && { italics: true }), ...(role === 'location' && { bold: true }) }
    return new Paragraph({
      ...bidirectional(frame ?? { direction: this.rightToLeft ? 'rtl' : 'ltr' }),
      ...(role === 'location' && { alignment: AlignmentType.CENTER }),
      ...(leads && { keepNext: true }),
      children: frame ? this.said(runsText(runs), frame, look) : runs.map((run) => new TextRun({ ...this.run(run), ...look })),
    })
  }

  /** The sentence, and what it quotes line by line as the instrument sets it. */
  private instruction({ frame, runs }: Extract<PaperBlock, { kind: 'words' }>, leads: boolean): Paragraph[] {
    const quoted: Frame = { language: this.language, direction: this.rightToLeft ? 'rtl' : 'ltr' }
    return instructionLines(runs).map(({ text, depth }, index, lines) => {
      const own = index === 0 && frame ? frame : quoted
      return new Paragraph({
        ...bidirectional(own),
        ...(leads && { keepNext: true }),
        ...(depth > 0 && { indent: { start: depth * INDENT } }),
        ...(index < lines.length - 1 && { spacing: { after: 40 } }),
        children: this.said(text, own),
      })
    })
  }

  /** Words that are not the instrument's; what they quote of it may run the other way. */
  private said(text: string, { language, direction }: Frame, look: IRunOptions = {}): TextRun[] {
    const speaks = primary(language) !== primary(this.language) && { language: wordLanguage(language).language }
    const parts = direction === 'rtl' ? [{ text, rightToLeft: readsRightToLeft(text) }] : directionalRuns(text)
    return parts.map(
      (part) =>
        new TextRun({
          ...look,
          text: xmlText(part.text),
          ...(part.rightToLeft ? { rightToLeft: true } : speaks),
        }),
    )
  }

  private line({ look, label, words }: PaperLine, cell: boolean): Paragraph {
    const tabbed = label.length > 0 && /^Level|^Note|^Recital/.test(look)
    const options: IParagraphOptions = {
      style: look,
      ...(cell && { ...IN_CELL, ...(!/^Title$|Number$|Heading$/.test(look) && { alignment: AlignmentType.LEFT }) }),
      ...(this.rightToLeft && { bidirectional: true }),
      children: [
        ...this.runs(label, cell),
        ...(tabbed ? [new TextRun({ children: [new Tab()] })] : []),
        ...this.runs(words, cell),
      ],
    }
    return new Paragraph(options)
  }

  private table({ heads, cells }: Extract<PaperBlock, { kind: 'columns' }>): Table {
    const width = { size: COLUMN_WIDTH, type: WidthType.DXA }
    const margins = { top: 80, bottom: 80, left: 110, right: 110 }
    const head = (text: string) =>
      new TableCell({
        width,
        margins,
        children: [
          new Paragraph({
            ...bidirectional(this.frame),
            alignment: AlignmentType.CENTER,
            keepNext: true,
            spacing: { after: 0 },
            children: this.said(text, this.frame, wordLanguage(this.frame.language).slanted ? { italics: true } : { bold: true }),
          }),
        ],
      })
    const body = (blocks: readonly PaperBlock[]) =>
      new TableCell({
        width,
        margins,
        children: blocks.length > 0 ? (this.blocks(blocks, true) as Paragraph[]) : [new Paragraph('')],
      })
    return new Table({
      columnWidths: [COLUMN_WIDTH, COLUMN_WIDTH],
      width: { size: 2 * COLUMN_WIDTH, type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      ...(this.rightToLeft && { visuallyRightToLeft: true }),
      rows: [
        new TableRow({ tableHeader: true, children: heads.map(head) }),
        new TableRow({ cantSplit: isShort(cells), children: cells.map(body) }),
      ],
    })
  }

  private runs(list: readonly PaperRun[], cell: boolean): TextRun[] {
    return list.map((run) => new TextRun({ ...this.run(run), ...(cell && { size: TEXT_SIZE }) }))
  }

  private run({ text, op, strong, em, noteRef }: PaperRun): IRunOptions {
    return {
      text: xmlText(text),
      ...(strong && { bold: true }),
      ...(em && this.slanted && { italics: true }),
      ...(noteRef && { superScript: true }),
      ...(op === 'insert' && { underline: {} }),
      ...(op === 'delete' && { strike: true }),
      ...(this.rightToLeft && readsRightToLeft(text) && { rightToLeft: true }),
    }
  }
}
