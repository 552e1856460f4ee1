import type { WordEdit } from './instruction.ts'
import type { Stretch } from './scope.ts'
import { deletion, hits, needsSpace, type Splice } from './words.ts'

/** Splices by index of the block they belong to. */
export type BlockSplices = Map<number, Splice[]>

/** What stands in the way of an edit. */
export type WordProblem = { readonly why: 'absent' | 'ambiguous' | 'occurrence' | 'nothing'; readonly count: number }

interface Hit {
  readonly index: number
  readonly from: number
  readonly to: number
}

/**
 * The splices that an edit means in the words of its place. `textOf` gives the text of a block. Quoted words that do not stand there
 * letter for letter are looked for with other quotation marks, dashes and spaces.
 */
export function applyWords(
  edit: WordEdit,
  within: readonly Stretch[],
  textOf: (index: number) => string,
): { ok: true; splices: [index: number, splice: Splice][] } | { ok: false; problem: WordProblem } {
  if (edit.op === 'add') {
    const last = within.at(-1)
    if (!last) return { ok: false, problem: { why: 'nothing', count: 0 } }
    const text = textOf(last.index)
    const space = needsSpace(text.slice(0, last.to), edit.insert) ? ' ' : ''
    return { ok: true, splices: [[last.index, { from: last.to, to: last.to, text: space + edit.insert }]] }
  }
  const found = find(edit.words, within, textOf)
  const chosen = choose(found, edit.occurrence)
  if ('why' in chosen) return { ok: false, problem: chosen }
  return { ok: true, splices: chosen.map((hit) => [hit.index, spliceOf(edit, hit, textOf(hit.index))]) }
}

function choose(found: readonly Hit[], occurrence: number | 'every' | null): readonly Hit[] | WordProblem {
  const count = found.length
  if (count === 0) return { why: 'absent', count }
  if (occurrence === 'every') return found
  if (occurrence === null) return count === 1 ? found : { why: 'ambiguous', count }
  const hit = found.at(occurrence < 0 ? occurrence : occurrence - 1)
  return hit ? [hit] : { why: 'occurrence', count }
}

function find(words: string, within: readonly Stretch[], textOf: (index: number) => string): Hit[] {
  const search = (wanted: string, fold: (text: string) => string) =>
    within.flatMap(({ index, from, to }) =>
      hits(fold(textOf(index)), wanted)
        .filter((at) => at >= from && at + wanted.length <= to)
        .map((at): Hit => ({ index, from: at, to: at + wanted.length })),
    )
  const exact = search(words, (text) => text)
  if (exact.length > 0) return exact
  return search(folded(words.trim().replace(/\s+/g, ' ')), folded)
}

/** Characters that people exchange for one another, one for one. */
const folded = (text: string): string =>
  text
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’‚]/g, "'")
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s/g, ' ')

function spliceOf(edit: Exclude<WordEdit, { op: 'add' }>, { from, to }: Hit, text: string): Splice {
  switch (edit.op) {
    case 'replace':
      return { from, to, text: edit.by }
    case 'delete':
      return deletion(text, from, to)
    case 'after':
      return { from: to, to, text: `${needsSpace(text.slice(from, to), edit.insert) ? ' ' : ''}${edit.insert}` }
    case 'before':
      return { from, to: from, text: `${edit.insert}${needsSpace(edit.insert, text.slice(from, to)) ? ' ' : ''}` }
  }
}
