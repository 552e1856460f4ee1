import type { Node } from 'prosemirror-model'
import { blocks, blockText } from '../model/index.ts'

/** What one text is compared by with another. */
export interface Likeable {
  title: string | null
  symbol: string | null
  doc: Node
}

/** Texts that share less than this of their turns of phrase are different instruments; two treaties of one field share about a twentieth. */
export const SAME_INSTRUMENT = 0.25

/** Words in a row that make a turn of phrase. */
const IN_A_ROW = 4

/** How alike two texts are, 0 to 1: another revision of the same document by its symbol is wholly alike, the same title nearly so. */
export function likeness(a: Likeable, b: Likeable): number {
  if (a.symbol !== null && b.symbol !== null && withoutRevision(a.symbol) === withoutRevision(b.symbol)) return 1
  const phrases = BY_WORDS * sharedPhrases(a.doc, b.doc)
  const sameTitle = a.title !== null && b.title !== null && folded(a.title) === folded(b.title)
  return sameTitle ? Math.max(phrases, SAME_TITLE) : phrases
}

/** Words alone never speak as clearly as the document's symbol. */
const BY_WORDS = 0.99
const SAME_TITLE = 0.9

/** "A/AC.291/22/Rev.3" → "A/AC.291/22": revisions, corrections and additions carry the document's symbol. */
const withoutRevision = (symbol: string): string => symbol.replace(/(?:\/(?:Rev|Corr|Add)\.\d+)+$/i, '')

const folded = (title: string): string => wordsIn(title).join(' ')

const wordsIn = (text: string): string[] =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .match(/\p{Script=Han}|[^\P{L}\p{Script=Han}]+|\p{Nd}+/gu) ?? []

/** The share of turns of phrase that stand in both texts (Sørensen–Dice). */
function sharedPhrases(a: Node, b: Node): number {
  const [first, second] = [phrases(a), phrases(b)]
  if (first.size + second.size === 0) return 0
  return (2 * first.intersection(second).size) / (first.size + second.size)
}

function phrases(doc: Node): Set<string> {
  const words = wordsIn(blocks(doc).map(blockText).join(' '))
  return new Set(words.slice(0, -IN_A_ROW + 1).map((_, index) => words.slice(index, index + IN_A_ROW).join(' ')))
}
