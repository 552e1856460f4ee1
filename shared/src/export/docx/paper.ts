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
import { readsRightToLeft, xmlText } from '../stream/xml-text.ts'
import { coreProperties } from './core-properties.ts'
import { frame, pageProperties } from './frame.ts'
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
        ...frame(paper.head, `${name} · ${what}`),
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

class PaperWriter {
  private readonly rightToLeft: boolean
  /** The next paragraph begins a page. */
  private breaks = false

  constructor({ direction }: Paper) {
    this.rightToLeft = direction === 'rtl'
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
        return [this.words(block.role, block.runs)]
      case 'facts':
        return block.facts.map(
          ({ name, value }) =>
            new Paragraph({
              children: [new TextRun({ text: `${name}: `, bold: true }), new TextRun(xmlText(value))],
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
    const children = [...(this.breaks ? [new PageBreak()] : []), new TextRun({ text: xmlText(text) })]
    this.breaks = false
    return new Paragraph({ heading: HEADINGS[depth - 1]!, alignment: AlignmentType.CENTER, keepNext: true, children })
  }

  private words(role: WordsRole, runs: readonly PaperRun[]): Paragraph {
    const inDocument = role === 'justification'
    const lines = runs.length === 1 ? runsText(runs).split('\n') : null
    const slanted = role === 'justification' || role === 'remark' || role === 'absent' || role === 'legend'
    const look = { ...(slanted && { italics: true }), ...(role === 'location' && { bold: true }) }
    return new Paragraph({
      ...(role === 'location' && { alignment: AlignmentType.CENTER, keepNext: true }),
      ...(inDocument && this.rightToLeft && { bidirectional: true }),
      children: lines
        ? lines.map((line, index) => new TextRun({ text: xmlText(line), ...(index > 0 && { break: 1 }), ...look }))
        : runs.map((run) => new TextRun({ ...this.run(run), ...look })),
    })
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
          new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, children: [new TextRun({ text, italics: true })] }),
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
      ...(em && { italics: true }),
      ...(noteRef && { superScript: true }),
      ...(op === 'insert' && { underline: {} }),
      ...(op === 'delete' && { strike: true }),
      ...(this.rightToLeft && readsRightToLeft(text) && { rightToLeft: true }),
    }
  }
}
