import type { Depth, Paper, PaperBlock, PaperLine, PaperRun } from '../paper/paper.ts'
import type { Frame } from '../words/index.ts'
import { escaped } from './escape.ts'
import { STYLE } from './style.ts'

/**
 * A paper as one HTML file that needs nothing beside it, prints well and runs nothing. The headings make an outline without gaps,
 * changes are `ins` and `del`; leaving out either side's elements leaves the other text.
 */
export function writeHtml(paper: Paper): string {
  const writer = new HtmlWriter(paper)
  return [
    '<!doctype html>',
    `<html lang="${escaped(paper.language)}" dir="${paper.direction}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="generator" content="Travaux">',
    `<title>${escaped(paper.title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    writer.head(),
    '<main>',
    ...writer.blocks(paper.blocks),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

class HtmlWriter {
  private readonly paper: Paper
  private readonly anchors = new Set<string>()
  /** Where the instrument's own title stands among the blocks it is the heading of the page, otherwise the file's name is. */
  private readonly titled: boolean

  constructor(paper: Paper) {
    this.paper = paper
    this.titled = paper.blocks.some((block) => block.kind === 'heading' && block.headed === 'title')
  }

  head(): string {
    const [name = '', ...rest] = this.paper.head
    const first = this.titled ? `<p class="name">${escaped(name)}</p>` : `<h1 class="name">${escaped(name)}</h1>`
    return `<header${this.framed(this.paper.frame)}>${first}${rest.map((line) => `<p>${escaped(line)}</p>`).join('')}</header>`
  }

  blocks(blocks: readonly PaperBlock[]): string[] {
    return blocks.map((block) => this.block(block))
  }

  private block(block: PaperBlock): string {
    switch (block.kind) {
      case 'line':
        return `<p class="${block.line.look}${ended(block.line)}"${this.id(block.anchor)}>${line(block.line)}</p>`
      case 'heading': {
        const tag = `h${this.depth(block.depth)}`
        const lines = block.lines.map((one) => `<span class="${one.look}${ended(one)}">${line(one)}</span>`)
        return `<${tag} class="${block.headed}"${this.id(block.anchor)}>${lines.join('<br>')}</${tag}>`
      }
      case 'caption':
        return `<h${this.depth(block.depth)} class="caption">${escaped(block.text)}</h${this.depth(block.depth)}>`
      case 'words':
        return `<p class="${block.role}"${this.framed(block.frame)}>${runs(block.runs)}</p>`
      case 'facts':
        return `<dl${this.framed(this.paper.frame)}>${block.facts.map(({ name, value }) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`
      case 'columns':
        return [
          '<table><thead><tr>',
          ...block.heads.map((head) => `<th scope="col"${this.framed(this.paper.frame)}>${escaped(head)}</th>`),
          '</tr></thead><tbody><tr>',
          ...block.cells.map((cell) => `<td>${this.blocks(cell).join('\n')}</td>`),
          '</tr></tbody></table>',
        ].join('')
      case 'page':
        return '<div class="page"></div>'
    }
  }

  /** The first heading is h1: the instrument's title, or the file's name, under which everything else stands one step deeper. */
  private depth(depth: Depth): number {
    return this.titled ? depth : Math.min(Math.max(depth, 2), 6)
  }

  /** Attributes of words that are in another language than the page. */
  private framed(frame: Frame | null): string {
    const { language, direction } = this.paper
    if (frame === null || (frame.language === language && frame.direction === direction)) return ''
    return ` lang="${frame.language}" dir="${frame.direction}"`
  }

  private id(anchor: string | null): string {
    if (anchor === null || this.anchors.has(anchor) || /\s/.test(anchor) || anchor === '') return ''
    this.anchors.add(anchor)
    return ` id="${escaped(anchor)}"`
  }
}

const ended = ({ end }: PaperLine): string => (end === 'keep' ? '' : end === 'insert' ? ' new-end' : ' gone-end')

function line({ label, words, end }: PaperLine): string {
  const number = label.length > 0 ? `<span class="label">${runs(label)}</span> ` : ''
  // An end that goes or comes without its words can't be seen otherwise.
  const lone = end !== 'keep' && [...label, ...words].some(({ op }) => op !== end)
  return `${number}${runs(words)}${lone ? changed(end, '<span class="mark">¶</span>') : ''}`
}

export const runs = (list: readonly PaperRun[]): string => list.map(run).join('')

function run({ text, op, strong, em, noteRef }: PaperRun): string {
  let html = escaped(text).replaceAll('\n', '<br>')
  if (noteRef) html = `<sup>${html}</sup>`
  if (em) html = `<em>${html}</em>`
  if (strong) html = `<strong>${html}</strong>`
  return changed(op, html)
}

const changed = (op: PaperRun['op'], html: string): string =>
  op === 'keep' ? html : op === 'insert' ? `<ins>${html}</ins>` : `<del>${html}</del>`
