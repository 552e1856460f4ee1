import type { Mark } from 'prosemirror-model'
import type { Op, Piece } from './redline.ts'
import { PARAGRAPH, type Token } from './tokens.ts'

/** Pieces in order, tokens of one operation and equal marks run together. */
export class PieceList {
  readonly list: Piece[] = []
  #op: Op | null = null
  #marks: readonly Mark[] = []

  add(op: Op, tokens: readonly Token[], from: number, to: number): void {
    for (let index = from; index < to; index++) {
      const token = tokens[index]!
      if (token === PARAGRAPH) this.#addParagraph(op)
      else this.#addText(op, token)
    }
  }

  #addText(op: Op, { text, marks }: Token): void {
    const last = this.list.at(-1)
    if (last && 'text' in last && op === this.#op && sameMarks(marks, this.#marks)) {
      last.text += text
      return
    }
    this.#op = op
    this.#marks = marks
    this.list.push({ op, text, marks })
  }

  #addParagraph(op: Op): void {
    if (op === 'keep') throw new Error('A paragraph mark stands on one side only.')
    this.list.push({ op, paragraph: true })
  }
}

/** ProseMirror orders marks by type, so equal sets are equal lists. */
export const sameMarks = (a: readonly Mark[], b: readonly Mark[]): boolean =>
  a === b || (a.length === b.length && a.every((mark, index) => mark.eq(b[index]!)))
