import { xmlText } from '../stream/xml-text.ts'
import type { Paper, PaperBlock, PaperLine, PaperRun } from '../paper/paper.ts'

/** A paper as CommonMark with the tables of GitHub; changes are `<ins>` and `<del>`, which Markdown takes as they are. */
export const writeMarkdown = (paper: Paper): string =>
  `${[...paper.head.map((line, index) => (index === 0 ? `**${escaped(line)}**` : `*${escaped(line)}*`)), ...paper.blocks.map(block)].join('\n\n')}\n`

function block(one: PaperBlock): string {
  switch (one.kind) {
    case 'line':
      return line(one.line)
    case 'heading':
      return `${'#'.repeat(one.depth)} ${one.lines.map(line).join(' — ')}`
    case 'caption':
      return `${'#'.repeat(one.depth)} ${escaped(one.text)}`
    case 'words':
      return one.role === 'justification'
        ? `*${runs(one.runs).trim()}*`
        : one.role === 'location'
          ? `**${runs(one.runs).trim()}**`
          : runs(one.runs)
    case 'facts':
      return one.facts.map(({ name, value }) => `**${escaped(name)}${one.colon.trimEnd()}** ${escaped(value)}`).join('  \n')
    case 'columns':
      return [`| ${one.heads.map(cellText).join(' | ')} |`, '| --- | --- |', `| ${one.cells.map(cell).join(' | ')} |`].join('\n')
    case 'page':
      return '---'
  }
}

const cellText = (text: string): string => escaped(text)

/** A cell is one line: its paragraphs are parted by line breaks. */
const cell = (blocks: readonly PaperBlock[]): string =>
  blocks
    .map((one) => (one.kind === 'heading' ? one.lines.map(line).join('<br>') : block(one)))
    .join('<br>')
    .replaceAll('\n', '<br>')

function line({ label, words, end }: PaperLine): string {
  const lone = end !== 'keep' && [...label, ...words].some(({ op }) => op !== end)
  const text = `${label.length > 0 ? `${runs(label)} ` : ''}${runs(words)}${lone ? changed(end, '¶') : ''}`
  // At the start of a line a number with a full stop begins a list, four spaces begin code.
  return text.trimStart().replace(/^(\d+)([.)])/, '$1\\$2')
}

const runs = (list: readonly PaperRun[]): string => list.map(run).join('')

function run({ text, op, strong, em, noteRef }: PaperRun): string {
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(escaped(text))!
  if (words === '') return changed(op, before)
  const mark = `${strong ? '**' : ''}${em ? '*' : ''}`
  const looked = `${mark}${noteRef ? `<sup>${words}</sup>` : words}${mark}`
  return changed(op, `${before}${looked}${after}`)
}

const changed = (op: PaperRun['op'], text: string): string =>
  op === 'keep' || text === '' ? text : op === 'insert' ? `<ins>${text}</ins>` : `<del>${text}</del>`

/** Characters that Markdown reads as marks (CommonMark 0.31, 2.4), without those that mean nothing inside a line. */
const escaped = (text: string): string =>
  xmlText(text)
    .replaceAll(/[\\`*_[\]<>&#~|]/g, '\\$&')
    .replaceAll(/[\t\n\r]+/g, ' ')
    .replaceAll(/^([-+=])/gm, '\\$1')
