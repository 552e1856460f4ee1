import type { Mark, Node } from 'prosemirror-model'

/** A word, a run of white space, one punctuation mark or one CJK character; or the paragraph mark between two blocks. */
export interface Token {
  readonly text: string
  readonly marks: readonly Mark[]
  /** Equal for two tokens with the same text and marks of one `Vocabulary`. */
  readonly id: number
  readonly space: boolean
  /** What it counts for when texts are weighed: a word its letters (2 at least), punctuation 1, white space 0. */
  readonly weight: number
}

/** Stands between the blocks of one side of a split or a join. It equals no token, because the other side has none. */
export const PARAGRAPH: Token = { text: '', marks: [], id: 0, space: false, weight: 1 }

/** The writing systems that put no space between words; they are compared character by character. */
const UNSPACED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}'
const LETTER = `[[\\p{L}\\p{M}\\p{N}]--[${UNSPACED}]]`
const TOKEN = new RegExp(`${LETTER}+(?:[’'‑\\-]${LETTER}+)*|\\s+|.\\p{M}*`, 'gsv')
const SPACE = /^\s/
const WORD = /^[\p{L}\p{M}\p{N}]/u

/** Tells tokens apart by number: equal words with equal marks are one token, so that comparing two is comparing integers. */
export class Vocabulary {
  readonly #tokens = new Map<string, Token>()

  token(text: string, marks: readonly Mark[]): Token {
    const key = marks.length === 0 ? text : `${text}\u0000${marks.map(markKey).join('\u0000')}`
    let token = this.#tokens.get(key)
    if (!token) {
      const space = SPACE.test(text)
      const weight = space ? 0 : WORD.test(text) ? Math.max(2, text.length) : 1
      token = { text, marks, id: this.#tokens.size + 1, space, weight }
      this.#tokens.set(key, token)
    }
    return token
  }
}

const markKey = (mark: Mark): string => mark.type.name + JSON.stringify(mark.attrs)

/** The texts of the tokens of some words. */
export const tokensIn = (text: string): readonly string[] => text.match(TOKEN) ?? []

/** The tokens of a textblock in order; their texts joined are its text. A block without a node has none. */
export function tokenise(node: Node | null, vocabulary: Vocabulary): Token[] {
  const tokens: Token[] = []
  node?.forEach(({ text, marks }) => {
    for (const word of tokensIn(text ?? '')) tokens.push(vocabulary.token(word, marks))
  })
  return tokens
}
