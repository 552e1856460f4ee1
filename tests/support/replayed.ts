import type { Node } from 'prosemirror-model'
import { expect } from 'vitest'
import { parseInstructions, printInstructions, replay, type Amendment } from '@travaux/shared/instruct'
import { blocks } from '@travaux/shared/model'
import { nodeLabel } from '@travaux/shared/number'

const HEADER = { title: 'Convention', symbol: 'A/AC.291/22', revision: 'final draft', date: '6 February 2024' }

const UNNUMBERED = new Set(['preamble', 'recital', 'paragraph', 'subparagraph', 'closing', 'note'])

/**
 * Each block as a reader sees it: what it is, its level, its label and its words without the numbers of footnotes. An empty paragraph
 * without a number is nothing to read.
 */
export const asRead = (text: Node) =>
  blocks(text)
    .filter(({ kind, number, node }) => number !== null || node?.content.size !== 0 || !UNNUMBERED.has(kind))
    .map(({ kind, rank, level, number, form, node }) => ({
      kind,
      rank,
      level,
      number,
      form: number === null ? null : form,
      label: node && node.type.name !== 'heading' ? nodeLabel(node, text.attrs['language'] as string) : null,
      words: (node?.children ?? [])
        .filter(({ marks }) => marks.every(({ type }) => type.name !== 'noteRef'))
        .map((run) => run.text)
        .join(''),
    }))

/** Whether something of this kind is in no instruction. */
export const leavesOut = (amendments: readonly Amendment[], what: string) =>
  amendments.some(({ unstated }) => unstated.some((one) => one.what === what))

/** The draft that the printed list makes of the base, read from its text alone. */
export function replayed(base: Node, amendments: readonly Amendment[]): Node {
  const text = printInstructions(HEADER, amendments)
  if (amendments.every(({ instructions }) => instructions.length === 0)) return base
  const { items, problems } = parseInstructions(text)
  expect(problems, text).toEqual([])
  const made = replay(
    base,
    items.map(({ instruction }) => instruction),
  )
  if (!made.ok) throw new Error(`${JSON.stringify(made.problems)}\n${text}`)
  return made.draft
}
