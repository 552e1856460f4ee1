import type { Op } from '../../diff/index.ts'
import type { Block } from '../../model/index.ts'
import { headedAs, type Look } from './look.ts'
import type { Attribution, Token } from './token.ts'

/**
 * What stands before a block's words: its label, and what parts it from the words. The number of a heading stands on a line of
 * its own (`line` is that line's style), the number of a paragraph before a tab; without words or without label nothing parts them.
 */
export interface Prefix {
  label: string
  separator: 'none' | 'tab' | { line: Look }
}

export function prefixOf(block: Block, label: string): Prefix {
  const headed = headedAs(block)
  if (label === '') return { label, separator: 'none' }
  if (headed === null) return { label, separator: 'tab' }
  return { label, separator: block.node?.childCount ? { line: `${headed}Number` } : 'none' }
}

/** The prefix of a block as it is in the base and in the draft; null where the block is not in that text. */
export function prefixTokens(base: Prefix | null, draft: Prefix | null, by: Attribution | null): Token[] {
  const before = base ?? NOTHING
  const after = draft ?? NOTHING
  return [...labelTokens(before.label, after.label, by), ...separatorTokens(before.separator, after.separator, by)]
}

const NOTHING: Prefix = { label: '', separator: 'none' }

function labelTokens(before: string, after: string, by: Attribution | null): Token[] {
  const shared = sharedWords(before, after)
  return [
    ...words('keep', after.slice(0, shared), null),
    ...words('delete', before.slice(shared), by),
    ...words('insert', after.slice(shared), by),
  ]
}

/** How many leading characters two labels share, in whole words: "Article " of "Article 5" and "Article 6". */
function sharedWords(before: string, after: string): number {
  if (before === after) return after.length
  let at = 0
  while (at < before.length && before[at] === after[at]) at++
  const whole = (label: string) => at === label.length || /\s/.test(label[at]!)
  return whole(before) && whole(after) ? at : after.slice(0, at).search(/\S*$/)
}

const words = (op: Op, text: string, by: Attribution | null): Token[] =>
  text ? [{ kind: 'words', op, text, marks: [], label: true, by }] : []

function separatorTokens(before: Prefix['separator'], after: Prefix['separator'], by: Attribution | null): Token[] {
  if (typeof before === 'object' && typeof after === 'object')
    return [{ kind: 'end', op: 'keep', draft: after.line, base: before.line, by }]
  if (before === after) return separator('keep', after, by)
  return [...separator('delete', before, by), ...separator('insert', after, by)]
}

function separator(op: Op, kind: Prefix['separator'], by: Attribution | null): Token[] {
  if (kind === 'none') return []
  if (kind === 'tab') return words(op, '\t', op === 'keep' ? null : by)
  return [{ kind: 'end', op, draft: op === 'delete' ? null : kind.line, base: op === 'insert' ? null : kind.line, by }]
}
