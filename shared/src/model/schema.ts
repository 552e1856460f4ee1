import { Schema, type MarkSpec, type NodeSpec } from 'prosemirror-model'

/**
 * The one document schema. Every content expression is a `*`: concurrent edits can empty any container, and a Yjs binding
 * deletes what the schema does not allow, together with its parent.
 *
 * An instrument is flat but for articles and annexes: chapters are headings between articles, and the levels of paragraphs and
 * subparagraphs are an attribute, so that Tab changes one attribute and never moves text.
 */
export const SCHEMA_VERSION = 1

/** Headings that divide an instrument, outermost first. */
export const DIVISION_RANKS = ['part', 'chapter', 'section', 'subsection'] as const
export type DivisionRank = (typeof DIVISION_RANKS)[number]

/** Paragraph `1.` is level 1, subparagraph `(a)` 2, `(i)` 3, `(A)` 4. */
export const MAX_LEVEL = 4

const inline = 'text*'
/** `number` is the label without punctuation or word ("24", "6 bis", "a"); null where the text carries none. */
const numbered = { number: { default: null } }
/**
 * `form` is how the source writes the label, with `#` for the number ("#)", "Article #", "第#条");
 * null means the house style of the document's language (see `number/label.ts`).
 */
const formed = { ...numbered, form: { default: null } }
/** `sug` is set on a block that a reviewer proposes (`Stamp` as `printStamp` writes it), and null on what belongs to the draft. */
const proposable = { sug: { default: null } }
const identified = { eId: { default: '' }, ...proposable }

const nodes = {
  doc: {
    content: 'block*',
    attrs: { schemaVersion: { default: SCHEMA_VERSION }, language: { default: 'en' }, direction: { default: 'ltr' } },
  },
  title: { content: inline, group: 'block', attrs: identified },
  /** A formula of the preamble: its heading, "The States Parties to this Convention,", "Have agreed as follows:". */
  preamble: { content: inline, group: 'block', attrs: identified },
  recital: { content: inline, group: 'block', attrs: { ...identified, ...formed } },
  division: { content: inline, group: 'block', attrs: { ...identified, ...formed, rank: { default: 'chapter' } } },
  article: { content: '(heading | provision)*', group: 'block', attrs: { ...identified, ...formed }, isolating: true },
  annex: { content: '(heading | provision)*', group: 'block', attrs: { ...identified, ...formed }, isolating: true },
  heading: { content: inline, attrs: proposable },
  /** A paragraph or subparagraph; stands directly in the document where an instrument has text outside articles. */
  provision: { content: inline, group: 'block', attrs: { ...identified, ...formed, level: { default: 1 } } },
  closing: { content: inline, group: 'block', attrs: identified },
  /** A footnote's text; its reference in the text is the same number under a `noteRef` mark. */
  note: { content: inline, group: 'block', attrs: { ...identified, ...formed } },
  text: { group: 'inline' },
} satisfies Record<string, NodeSpec>

/** Of a suggestion's marks: several people's stand on the same words, and what is typed beside them does not take them on. */
const suggested = { attrs: { id: {}, user: {}, at: {} }, excludes: '', inclusive: false } satisfies MarkSpec

/**
 * `insertion` and `deletion` are words that a reviewer proposes to add or to strike; `comment` is where a thread hangs. In Yjs each is
 * a format of its own whose value is a plain number or true: object-valued formats leak past their end (yjs issue 776).
 */
const marks = {
  strong: {},
  em: {},
  noteRef: { inclusive: false },
  insertion: suggested,
  deletion: suggested,
  comment: { attrs: { id: {} }, excludes: '', inclusive: false },
} satisfies Record<string, MarkSpec>

/**
 * Under an `insertion` mark this character is a proposed paragraph break: nothing is split until it is accepted. No text of an
 * instrument holds it: see `withoutBreaks`.
 */
export const BREAK = '\u2761'

export type NodeName = keyof typeof nodes
export type MarkName = keyof typeof marks

export const schema = new Schema<NodeName, MarkName>({ nodes, marks })
