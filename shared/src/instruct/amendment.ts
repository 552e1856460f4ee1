import type { Node } from 'prosemirror-model'
import type { Entry } from '../diff/index.ts'
import type { Instruction } from './instruction.ts'

/** As Akoma Ntoso and the European Parliament's amendment lists name them, with RETAIN for a text taken from an earlier revision. */
export type AmendmentKind = 'ADD' | 'MOD' | 'DEL' | 'RETAIN'

/**
 * An amendment is all changes of one unit: the title, a formula or recital of the preamble, the heading of a division, an article or
 * annex with everything in it, a provision outside articles, the closing, a footnote.
 */
export interface Amendment {
  /**
   * The eId of the unit, stable while the draft moves on: the base's, or the draft's for an `ADD`. Unique among the amendments of one
   * draft. It names the block that opens the unit, in base or draft.
   */
  readonly id: string
  readonly kind: AmendmentKind
  /** The unit in words: "article 24", "article 6 bis", "the title", "the second preambular paragraph". Of an ADD, its own number. */
  readonly name: string
  /** The changed entries of the redline that belong to it, in order. */
  readonly changes: readonly Entry[]
  /** In order; replaying those of all amendments together makes the draft of the base, but for what is `unstated`. */
  readonly instructions: readonly Stated[]
  /** What no sentence of the grammar can state; never printed wrong, always reported. */
  readonly unstated: readonly Unstated[]
}

export interface Stated {
  readonly instruction: Instruction
  /** The sentence, without its number: "In article 24, paragraph 1, replace “this chapter” with “this Convention”." */
  readonly text: string
}

/** Something of the draft that replaying the instructions does not bring back. */
export interface Unstated {
  /** eId in the draft; in the base for what is gone. */
  readonly eId: string
  /** `words`: words, number or place; `emphasis`: bold or italics; `footnote`: a reference to a footnote. */
  readonly what: 'words' | 'emphasis' | 'footnote'
}

/** An official text of the instrument that articles can be retained from. */
export interface Revision {
  /** As a sentence names it behind "the": "third revision". */
  readonly name: string
  readonly doc: Node
}

/** A cross-reference that the draft makes stale. */
export interface StaleReference {
  /** eId of the draft's block that cites. */
  readonly at: string
  /** Where that is, in words. */
  readonly place: string
  /** Offsets in the block's text. */
  readonly from: number
  readonly to: number
  /** The reference as it reads: "article 17, paragraph 2". */
  readonly text: string
  /** What became of the provision cited. */
  readonly why: 'deleted' | 'renumbered'
  /** What it should read; null when the provision is gone and nothing stands in its place. */
  readonly proposal: string | null
}
