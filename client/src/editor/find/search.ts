import type { Node } from '@tiptap/pm/model'
import { fold, type Folded } from './fold.ts'

/** What is looked for. */
export interface Query {
  words: string
  matchCase: boolean
  wholeWords: boolean
}

/** Where it stands: positions in the document, within one block. */
export interface Match {
  from: number
  to: number
}

type Offsets = readonly (readonly [from: number, to: number])[]
const NONE: Offsets = []

/**
 * A search for one query: gives the matches of a document in order, none for an empty query. Blocks are remembered, so that after an edit
 * only the block that changed is read again.
 */
export function searchFor(query: Query): (doc: Node) => Match[] {
  const wanted = fold(query.words, query.matchCase).text
  const seen = new WeakMap<Node, Offsets>()
  const inBlock = (block: Node): Offsets => {
    const ready = seen.get(block)
    if (ready) return ready
    const found = occurrences(block.textContent, wanted, query)
    seen.set(block, found)
    return found
  }
  return (doc) => {
    const matches: Match[] = []
    if (wanted === '') return matches
    doc.descendants((node, pos) => {
      if (!node.isTextblock) return true
      for (const [from, to] of inBlock(node)) matches.push({ from: pos + 1 + from, to: pos + 1 + to })
      return false
    })
    return matches
  }
}

/** Offsets in `text` where the folded words `wanted` stand, none overlapping another. */
export function occurrences(text: string, wanted: string, { matchCase, wholeWords }: Omit<Query, 'words'>): Offsets {
  const folded = fold(text, matchCase)
  let found: [number, number][] | null = null
  let index = folded.text.indexOf(wanted)
  while (index >= 0) {
    const range = sourceRange(folded, index, index + wanted.length)
    const fits = range !== null && (!wholeWords || isWhole(text, ...range))
    if (fits) (found ??= []).push(range)
    index = folded.text.indexOf(wanted, fits ? index + wanted.length : index + 1)
  }
  return found ?? NONE
}

/** The source's range, accents behind its last letter included; null where it would cut a character. */
function sourceRange({ at }: Folded, start: number, end: number): [number, number] | null {
  if (!at) return [start, end]
  if (at[start] === at[start - 1] || at[end] === at[end - 1]) return null
  return [at[start]!, at[end]!]
}

const LETTER_BEFORE = /[\p{L}\p{N}\p{M}_]$/u
const LETTER_AFTER = /^[\p{L}\p{N}\p{M}_]/u

const isWhole = (text: string, from: number, to: number): boolean =>
  !LETTER_BEFORE.test(text.slice(Math.max(0, from - 2), from)) && !LETTER_AFTER.test(text.slice(to, to + 2))
