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
import { treatyStyles } from './styles.ts'

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
    return blocks.flatMap((block) => this.block(block, cell))
  }

  private block(block: PaperBlock, cell: boolean): FileChild[] {
    switch (block.kind) {
      case 'line':
        return [this.line(block.line, cell)]
      case 'heading':
        return block.lines.map((line) => this.line(line, cell))
      case 'caption':
        return [this.caption(block.text, block.depth)]
      case 'words':
        return [this.words(block)]
      case 'facts':
        return block.facts.map(
          ({ name, value }) =>
            new Paragraph({
              ...bidirectional(this.frame),
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

  private words({ role, frame, runs }: Extract<PaperBlock, { kind: 'words' }>): Paragraph {
    const slanted = SLANTED.has(role) && (frame ? wordLanguage(frame.language).slanted : this.slanted)
    const look = { ...(slanted && { italics: true }), ...(role === 'location' && { bold: true }) }
    const lines = frame ? runsText(runs).split('\n') : []
    return new Paragraph({
      ...bidirectional(frame ?? { direction: this.rightToLeft ? 'rtl' : 'ltr' }),
      ...(role === 'location' && { alignment: AlignmentType.CENTER, keepNext: true }),
      children: frame
        ? lines.flatMap((line, index) => [...(index > 0 ? [new TextRun({ break: 1 })] : []), ...this.said(line, frame, look)])
        : runs.map((run) => new TextRun({ ...this.run(run), ...look })),
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
      // A place in the outline is only for the file's own headings: the cells repeat an article on both sides.
      style: look,
      ...(cell && { outlineLevel: 9, spacing: { before: 0, after: 60 } }),
      ...(this.rightToLeft && { bidirectional: true }),
      children: [...this.runs(label), ...(tabbed ? [new TextRun({ children: [new Tab()] })] : []), ...this.runs(words)],
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
      rows: [new TableRow({ tableHeader: true, children: heads.map(head) }), new TableRow({ children: cells.map(body) })],
    })
  }

  private runs(list: readonly PaperRun[]): TextRun[] {
    return list.map((run) => new TextRun(this.run(run)))
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
