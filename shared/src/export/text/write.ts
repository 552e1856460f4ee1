import { wordsIn } from '../words/index.ts'
import type { Paper, PaperBlock, PaperLine, PaperRun } from '../paper/paper.ts'
import { runsText, showsChanges } from '../paper/paper.ts'

/**
 * A paper as plain text: a line a paragraph, levels indented, headings set apart by empty lines. Words that are inserted or deleted stand
 * in braces and brackets as `wdiff` (GNU) writes them, with `¶` for a paragraph's end.
 */
export function writeText(paper: Paper): string {
  const legend = showsChanges(paper.blocks) ? [wordsIn(paper.language).signs] : []
  const head = [...paper.head.slice(0, 2), ...legend]
  return `${[...head, '', ...paper.blocks.flatMap(block)]
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`
}

function block(one: PaperBlock): string[] {
  switch (one.kind) {
    case 'line':
      return [`${indent(one.line)}${line(one.line)}`]
    case 'heading':
      return ['', ...one.lines.map(line), '']
    case 'caption':
      return ['', one.text, '']
    case 'words':
      return [runsText(one.runs), '']
    case 'facts':
      return [...one.facts.map(({ name, value }) => `${name}${one.colon}${value}`), '']
    case 'columns':
      return one.heads.flatMap((head, index) => ['', `${head}:`, '', ...one.cells[index]!.flatMap(block)])
    case 'page':
      return ['', '* * *', '']
  }
}

const indent = ({ look }: PaperLine): string => '    '.repeat(Math.max(Number(/^Level(\d)/.exec(look)?.[1] ?? 1) - 1, 0))

function line({ label, words, end }: PaperLine): string {
  const lone = end !== 'keep' && [...label, ...words].some(({ op }) => op !== end)
  return `${label.length > 0 ? `${runs(label)} ` : ''}${runs(words)}${lone ? marked(end, '¶') : ''}`
}

const runs = (list: readonly PaperRun[]): string =>
  // Runs that differ only in their looks are one.
  list
    .reduce<PaperRun[]>((joined, run) => {
      const last = joined.at(-1)
      if (last?.op === run.op) joined[joined.length - 1] = { ...last, text: last.text + run.text }
      else joined.push(run)
      return joined
    }, [])
    .map(({ op, text }) => marked(op, text.replaceAll('\n', ' ')))
    .join('')

const marked = (op: PaperRun['op'], text: string): string =>
  op === 'keep' ? text : op === 'insert' ? `{+${text}+}` : `[-${text}-]`
