import {
  instructionLines,
  isShort,
  leadsToPlace,
  type Depth,
  type Paper,
  type PaperBlock,
  type PaperLine,
  type PaperRun,
} from '../paper/paper.ts'
import type { Frame } from '../words/index.ts'
import { xmlText } from '../stream/xml-text.ts'

/**
 * A paper as the data that the Typst template reads. Words go as data and never as markup, so nothing that a text says is ever read as
 * a command. Keys are short: a treaty has ten thousand runs.
 */
export function typstData(paper: Paper): string {
  const levels = new Levels()
  return JSON.stringify({
    title: xmlText(paper.title),
    head: paper.head.map(xmlText),
    lang: paper.language.split('-')[0]!.toLowerCase(),
    dir: paper.direction,
    frame: frameData(paper.frame),
    year: paper.generatedAt.getUTCFullYear(),
    month: paper.generatedAt.getUTCMonth() + 1,
    day: paper.generatedAt.getUTCDate(),
    blocks: paper.blocks.map((block, at) => ({
      ...blockData(block, levels),
      ...(leadsToPlace(paper.blocks, at) && { leads: true }),
    })),
  })
}

/** Steps into the outline without leaving one out, as PDF/UA-1 (ISO 14289-1, 7.4.2) asks. */
class Levels {
  private readonly open: number[] = []

  of(depth: Depth): number {
    while (this.open.length > 0 && this.open.at(-1)! >= depth) this.open.pop()
    this.open.push(depth)
    return this.open.length
  }
}

function blockData(block: PaperBlock, levels: Levels): object {
  switch (block.kind) {
    case 'line':
      return { k: 'line', ...lineData(block.line) }
    case 'heading':
      return { k: 'heading', l: levels.of(block.depth), h: block.headed, lines: block.lines.map(lineData) }
    case 'caption':
      return { k: 'caption', l: levels.of(block.depth), t: xmlText(block.text) }
    case 'words':
      if (block.role === 'instruction') {
        const lines = instructionLines(block.runs).map(({ text, depth }) => ({ t: xmlText(text), depth }))
        return { k: 'instruction', in: frameData(block.frame), lines }
      }
      return { k: 'words', role: block.role, in: frameData(block.frame), r: block.runs.map(runData) }
    case 'facts':
      return { k: 'facts', colon: block.colon, facts: block.facts.map(({ name, value }) => [xmlText(name), xmlText(value)]) }
    case 'columns':
      return {
        k: 'columns',
        heads: block.heads,
        short: isShort(block.cells),
        // A heading within a cell is words, not a place in the outline.
        cells: block.cells.map((cell) => cell.map((inner) => ({ ...blockData(inner, levels), cell: true }))),
      }
    case 'page':
      return { k: 'page' }
  }
}

const frameData = (frame: Frame | null) => frame && { lang: frame.language, dir: frame.direction }

const lineData = ({ look, label, words, end }: PaperLine) => ({
  look,
  level: Number(/^Level(\d)/.exec(look)?.[1] ?? 0),
  n: label.map(runData),
  r: words.map(runData),
  ...(end !== 'keep' && [...label, ...words].some(({ op }) => op !== end) && { end: end === 'insert' ? 'i' : 'd' }),
})

const runData = ({ text, op, strong, em, noteRef }: PaperRun) => ({
  t: xmlText(text),
  ...(op !== 'keep' && { o: op === 'insert' ? 'i' : 'd' }),
  ...(strong && { b: 1 }),
  ...(em && { e: 1 }),
  ...(noteRef && { s: 1 }),
})
