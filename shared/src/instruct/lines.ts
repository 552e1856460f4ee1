import type { Node } from 'prosemirror-model'
import { nodeLabel } from '../number/index.ts'
import { quotable } from './words.ts'

/** Each level of a quoted block is set in by so many spaces. */
export const INDENT = 4

/**
 * A unit as the lines of a quoted block, each with its number: "Article 6 bis. Protection of security researchers", below it
 * "    1. …" and "        (a) …". Levels are shown by the indent, as on paper, relative to the first line.
 */
export function printLines(nodes: readonly Node[], language: string): string[] {
  const first = nodes[0]
  const base = first?.type.name === 'provision' ? (first.attrs['level'] as number) : 0
  return nodes.flatMap((node) => {
    if (node.type.name === 'provision') return [provisionLine(node, language, base)]
    if (node.isTextblock) return [headLine(node, node, language)]
    const headed = node.firstChild?.type.name === 'heading'
    return [
      headLine(node, headed ? node.firstChild : null, language),
      ...node.children.slice(headed ? 1 : 0).map((child) => provisionLine(child, language, 0)),
    ]
  })
}

function provisionLine(node: Node, language: string, base: number): string {
  const indent = ' '.repeat(Math.max(0, (node.attrs['level'] as number) - base) * INDENT)
  return indent + [nodeLabel(node, language), quotable(node)].filter(Boolean).join(' ')
}

/** "CHAPTER II. General provisions", "Article 6 bis"; the number of a recital or footnote is set before its words as it is printed there. */
function headLine(node: Node, words: Node | null, language: string): string {
  const label = nodeLabel(node, language)
  const separator = HEADED.has(node.type.name) && !/[.:–—-]$/.test(label) ? '. ' : ' '
  return [label, quotable(words)].filter(Boolean).join(separator)
}

const HEADED = new Set(['article', 'annex', 'division'])
