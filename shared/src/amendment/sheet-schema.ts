import { Schema, type NodeSpec } from 'prosemirror-model'

/**
 * What a draft says about its amendments, beside its text: a list that people edit together as they edit the text. Every content
 * expression is a `*`, as in the draft's own schema: two people may make the same entry at the same moment, and both stay.
 */
const nodes = {
  doc: { content: '(amendment | numbering)*' },
  /** How the draft numbers what it adds and what follows: a choice of the whole draft (`Numbering`). */
  numbering: { attrs: { choice: { default: null } } },
  /**
   * `key` is the eId of the unit that the amendment was made for; it stays while the amendment takes on other units. `into` is the key of
   * the amendment that it was merged into: nothing is moved, so that what somebody notes on it at the same moment comes along.
   */
  amendment: {
    content: '(unit | supporter | justification | fallback)*',
    attrs: { key: { default: '' }, into: { default: null }, proposer: { default: null }, status: { default: null } },
  },
  /** A unit or provision whose changes belong to the amendment. */
  unit: { attrs: { eId: { default: '' } } },
  /** Who supports it: an organisation of the coalition, or a State with the document or meeting in which it said so. */
  supporter: { attrs: { kind: { default: 'organisation' }, name: { default: '' }, document: { default: null } } },
  justification: { content: 'paragraph*' },
  /** What the coalition would accept if the amendment fails. */
  fallback: { content: 'paragraph*' },
  /** `list` is `bullet` on an item of a list, null otherwise. */
  paragraph: { content: 'text*', attrs: { list: { default: null } } },
  text: {},
} satisfies Record<string, NodeSpec>

export type SheetNodeName = keyof typeof nodes

export const sheetSchema = new Schema<SheetNodeName, 'strong' | 'em'>({ nodes, marks: { strong: {}, em: {} } })
