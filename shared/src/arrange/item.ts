import type { DivisionRank, MarkName } from '../model/index.ts'
import type { Warning } from '../protocol/index.ts'

export const ITEM_KINDS = [
  'title',
  'preamble',
  'recital',
  'division',
  'article',
  'annex',
  'paragraph',
  'closing',
  'note',
  'leftOut',
] as const
export type ItemKind = (typeof ITEM_KINDS)[number]

/** Words with equal looks. */
export interface Stretch {
  readonly text: string
  readonly marks: readonly MarkName[]
}

/** One piece of an imported text on its way into a revision: a block of the document to be, or text that stays outside it. */
export interface Item {
  readonly id: string
  readonly kind: ItemKind
  /** Of a division; null for everything else. */
  readonly rank: DivisionRank | null
  /** Of a paragraph, 1 to 4; 0 for everything else. */
  readonly level: number
  readonly number: string | null
  /** As in the document: how the label is written, `#` for the number; null for the language's house style. */
  readonly form: string | null
  /** The label's characters as they stand in the source; '' where none were taken for a label. A correction leaves them as they are. */
  readonly read: string
  readonly words: readonly Stretch[]
  /** As the source names it, in Akoma Ntoso; null where it is named by its number and place. */
  readonly eId: string | null
  /** Indexes of the source's lines that it came from. */
  readonly lines: readonly number[]
}

export interface Doubt extends Warning {
  readonly accepted: boolean
  /** The item that it is about; null when it is about the whole file. */
  readonly item: string | null
}

/** An imported text that is being corrected. `items` stand in the order of the source. */
export interface Arrangement {
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly items: readonly Item[]
  readonly doubts: readonly Doubt[]
}

export const wordsOf = (item: Item): string => item.words.map(({ text }) => text).join('')

/** A text without space and marks that show nothing: what must not get lost. */
export const characters = (text: string): string => text.replace(/[\s\u200B\u200E\u200F\u061C\uFEFF\u00AD]/gu, '')
