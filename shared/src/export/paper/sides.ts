import type { Entry } from '../../diff/index.ts'
import { entryBlocks, type LineContext } from './lines.ts'
import type { PaperBlock, PaperLine, PaperRun } from './paper.ts'

/** One of the two texts of a comparison. */
export type Side = 'base' | 'draft'

/**
 * The entries as they read in one of the two texts, the words that the other doesn't have in bold italics: the cells of a two-column
 * table (`amending-language.md`).
 */
export function sideBlocks(entries: readonly Entry[], side: Side, context: LineContext): PaperBlock[] {
  const dropped = side === 'base' ? 'insert' : 'delete'
  const list: PaperBlock[] = []
  let carried: PaperLine | null = null
  for (const block of entryBlocks(entries, context)) {
    if (block.kind !== 'line' && block.kind !== 'heading') continue
    const lines: PaperLine[] = []
    for (const line of block.kind === 'line' ? [block.line] : block.lines) {
      const own = joined(carried, oneSided(line, dropped))
      carried = null
      if (line.end === dropped) carried = own
      else lines.push({ ...own, end: 'keep' })
    }
    if (lines.length === 0) continue
    if (block.kind === 'line') list.push({ ...block, line: lines[0]!, anchor: null })
    else list.push({ ...block, lines, anchor: null })
  }
  if (carried && carried.words.length > 0) list.push({ kind: 'line', line: { ...carried, end: 'keep' }, anchor: null })
  return list
}

const oneSided = (line: PaperLine, dropped: 'insert' | 'delete'): PaperLine => ({
  ...line,
  label: shown(line.label, dropped),
  words: shown(line.words, dropped),
})

const shown = (runs: readonly PaperRun[], dropped: 'insert' | 'delete'): PaperRun[] =>
  runs.flatMap((run) => (run.op === dropped ? [] : [run.op === 'keep' ? run : { ...run, op: 'keep', strong: true, em: true }]))

/** A line whose predecessor's end is not in this text goes on with it. */
const joined = (before: PaperLine | null, line: PaperLine): PaperLine =>
  before === null || (before.label.length === 0 && before.words.length === 0)
    ? line
    : { ...line, label: before.label, words: [...before.words, ...line.label, ...line.words] }
