import type { Node } from 'prosemirror-model'
import { identify } from './identify.ts'
import { schema, type DivisionRank } from './schema.ts'

/** Small builders: `doc(title('…'), article('24', 'Conditions', p('1', '…'), p('a', '…', 2)))`. Parsers and tests use them. */
type Inline = string | Node | readonly Node[]
const inline = (content: Inline): Node[] =>
  typeof content === 'string' ? (content ? [schema.text(content)] : []) : content instanceof Array ? [...content] : [content]

export interface Numbering {
  number?: string | null
  form?: string | null
}

export const title = (text: Inline): Node => schema.node('title', null, inline(text))
export const preamble = (text: Inline): Node => schema.node('preamble', null, inline(text))
export const recital = (text: Inline, numbering: Numbering = {}): Node => schema.node('recital', { ...numbering }, inline(text))
export const closing = (text: Inline): Node => schema.node('closing', null, inline(text))
export const note = (number: string | null, text: Inline, form: string | null = null): Node =>
  schema.node('note', { number, form }, inline(text))
export const heading = (text: Inline): Node => schema.node('heading', null, inline(text))
export const division = (rank: DivisionRank, number: string | null, text: Inline, form: string | null = null): Node =>
  schema.node('division', { rank, number, form }, inline(text))
export const chapter = (number: string | null, text: Inline): Node => division('chapter', number, text)

/** A paragraph (level 1) or subparagraph (2–4). */
export const p = (number: string | null, text: Inline, level = 1, form: string | null = null): Node =>
  schema.node('provision', { number, form, level }, inline(text))

const unit =
  (type: 'article' | 'annex') =>
  (number: string | null, name: Inline | null, ...content: Node[]): Node =>
    schema.node(type, { number }, name === null ? content : [heading(name), ...content])
export const article = unit('article')
export const annex = unit('annex')

/** A whole document with eIds in place. */
export const doc = (...content: Node[]): Node => identify(schema.node('doc', null, content))
