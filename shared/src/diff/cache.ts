import type { Node } from 'prosemirror-model'
import { blocks, blockText, type Block } from '../model/index.ts'
import { bagOf, SAME_PROVISION, similarity, type Bag } from './overlap.ts'
import type { Piece, Redline } from './redline.ts'
import { PARAGRAPH, Vocabulary, tokenise, type Token } from './tokens.ts'
import { comparePieces } from './words.ts'

/** The words compared last time for one draft block. */
interface Compared {
  readonly bases: readonly Block[]
  readonly drafts: readonly Block[]
  readonly pieces: readonly Piece[]
}

/**
 * What `redline` remembers between two keystrokes. It holds nothing but what the texts themselves determine, so a redline drawn
 * with a cache equals one drawn without (law in tests). Pieces are kept by eId and compared by content, because a Yjs binding
 * builds a node anew on a remote update; a block's tokens are kept by node.
 */
export class DiffCache {
  readonly #vocabulary = new Vocabulary()
  readonly #tokens = new WeakMap<Node, readonly Token[]>()
  readonly #bags = new WeakMap<Node, Bag>()
  readonly #alike = new WeakMap<Node, { base: Node; alike: boolean }>()
  readonly #compared = new Map<string, Compared>()
  #last: { base: Node; draft: Node; redline: Redline } | null = null
  #base: { doc: Node; blocks: readonly Block[] } | null = null

  /** What was made of these two texts the last time, or what `make` makes of them: several ask for the same redline after a keystroke. */
  once(base: Node, draft: Node, make: () => Redline): Redline {
    if (this.#last?.base !== base || this.#last.draft !== draft) this.#last = { base, draft, redline: make() }
    return this.#last.redline
  }

  /** The blocks of the base, which stays the same from keystroke to keystroke. */
  baseBlocks(doc: Node): readonly Block[] {
    if (this.#base?.doc !== doc) this.#base = { doc, blocks: blocks(doc) }
    return this.#base.blocks
  }

  tokens({ node }: Block): readonly Token[] {
    if (node === null) return []
    let tokens = this.#tokens.get(node)
    if (!tokens) this.#tokens.set(node, (tokens = tokenise(node, this.#vocabulary)))
    return tokens
  }

  bag(block: Block): Bag {
    if (block.node === null) return EMPTY
    let bag = this.#bags.get(block.node)
    if (!bag) this.#bags.set(block.node, (bag = bagOf(this.tokens(block))))
    return bag
  }

  /** Whether two blocks have enough words in common to be one provision. Empty text is like any other. */
  alike(base: Block, draft: Block): boolean {
    if (base.node === null || draft.node === null) return true
    const last = this.#alike.get(draft.node)
    if (last?.base === base.node) return last.alike
    const alike = sameEnds(blockText(base), blockText(draft)) || this.#sameWords(base, draft)
    this.#alike.set(draft.node, { base: base.node, alike })
    return alike
  }

  #sameWords(base: Block, draft: Block): boolean {
    const [from, to] = [this.bag(base), this.bag(draft)]
    return from.weight === 0 || to.weight === 0 || similarity(from, to) >= SAME_PROVISION
  }

  /** The redline of the words of blocks that belong together: one on each side, or several on one of them. */
  pieces(bases: readonly Block[], drafts: readonly Block[]): readonly Piece[] {
    const key = drafts[0]?.eId ?? `-${bases[0]!.eId}`
    const last = this.#compared.get(key)
    if (last && sameTexts(last.bases, bases) && sameTexts(last.drafts, drafts)) return last.pieces
    const pieces = sameTexts(bases, drafts) ? keptPieces(drafts[0]!) : comparePieces(this.#joined(bases), this.#joined(drafts))
    this.#compared.set(key, { bases, drafts, pieces })
    return pieces
  }

  #joined(list: readonly Block[]): readonly Token[] {
    return list.length === 1
      ? this.tokens(list[0]!)
      : list.flatMap((block, at) => [...(at > 0 ? [PARAGRAPH] : []), ...this.tokens(block)])
  }
}

const keptPieces = ({ node }: Block): Piece[] =>
  (node?.children ?? []).map(({ text, marks }) => ({ op: 'keep', text: text ?? '', marks }))

const EMPTY: Bag = { words: new Map(), weight: 0 }

/** Whether two texts begin and end alike for most of the longer one: the quick answer for a block in which someone types. */
function sameEnds(a: string, b: string): boolean {
  const limit = Math.min(a.length, b.length)
  let start = 0
  while (start < limit && a.charCodeAt(start) === b.charCodeAt(start)) start++
  let end = 0
  while (end < limit - start && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end++
  return start + end >= SAME_PROVISION * Math.max(a.length, b.length)
}

function sameTexts(a: readonly Block[], b: readonly Block[]): boolean {
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index++) if (!sameText(a[index]!, b[index]!)) return false
  return true
}

/** Whether two blocks hold the same words with the same marks. */
export const sameText = (a: Block, b: Block): boolean =>
  a.node === b.node ||
  ((a.node?.content.size ?? 0) === (b.node?.content.size ?? 0) &&
    (a.node === null || b.node === null || a.node.content.eq(b.node.content)))
