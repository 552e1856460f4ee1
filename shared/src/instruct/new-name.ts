import { DIVISION_RANKS, type Block } from '../model/index.ts'
import type { FirstLine } from './read-lines.ts'

/** What is inserted, in words: "article 6 bis", "subparagraph (b bis)", "preambular paragraph". */
export function newName({ kind, rank, level, number }: Pick<Block, 'kind' | 'rank' | 'level' | 'number'>): string {
  const named = (word: string) => (number === null ? word : `${word} ${number}`)
  switch (kind) {
    case 'paragraph':
      return named('paragraph')
    case 'subparagraph':
      return number === null ? 'subparagraph' : `${level > 1 ? 'subparagraph' : 'paragraph'} (${number})`
    case 'article':
    case 'annex':
      return named(kind)
    case 'part':
    case 'chapter':
    case 'section':
      return named(rank ?? kind)
    case 'recital':
      return number === null ? 'preambular paragraph' : `recital ${number}`
    case 'note':
      return named('footnote')
    case 'title':
      return 'title'
    case 'preamble':
      return 'formula of the preamble'
    case 'closing':
      return 'closing paragraph'
  }
}

/** The inverse. A subparagraph's level depends on where it goes: `below` is the level of the place it follows. Null for other words. */
export function readNewName(words: string, below: number): FirstLine | null {
  const text = words
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/\bsub-\s?(?=para)/i, 'sub')
    .replace(/,$/, '')
  const found = /^(\p{L}+(?: paragraph| of the preamble)?)(?: (.+))?$/u.exec(text)
  if (!found) return null
  const [, noun, said] = found as unknown as [string, string, string | undefined]
  const word = noun.toLowerCase()
  const number = said === undefined ? null : said.replace(/^\((.+)\)$/, '$1')
  const block = (kind: Block['kind'], fields: Partial<FirstLine> = {}): FirstLine => ({
    kind,
    rank: null,
    level: 0,
    number,
    ...fields,
  })
  switch (word) {
    case 'article':
    case 'annex':
      return block(word)
    case 'paragraph':
    case 'para':
      return block('paragraph', { level: 1 })
    case 'subparagraph':
    case 'point':
      return block('subparagraph', { level: Math.max(2, below) })
    case 'preambular paragraph':
      return block('recital', { number: null })
    case 'recital':
      return block('recital')
    case 'footnote':
      return block('note')
    case 'title':
      return block('title')
    case 'formula of the preamble':
      return block('preamble')
    case 'closing paragraph':
      return block('closing')
    default: {
      const rank = DIVISION_RANKS.find((one) => one === word)
      return rank ? block(rank === 'subsection' ? 'section' : rank, { rank }) : null
    }
  }
}
