import type { Node } from 'prosemirror-model'
import type { Revision } from './amendment.ts'
import type { Instruction, Problem } from './instruction.ts'

export type Replayed = { readonly ok: true; readonly draft: Node } | { readonly ok: false; readonly problems: readonly Problem[] }

export interface ReplayOptions {
  readonly revisions?: readonly Revision[]
  /** Lines of the instructions in the text they were read from, for problems. */
  readonly lines?: readonly number[]
}

/** The draft that the instructions make of the base. What stays keeps its eId. Nothing is carried out unless everything can be. */
export function replay(base: Node, instructions: readonly Instruction[], options: ReplayOptions = {}): Replayed {
  throw new Error(`Being written: ${base.childCount + instructions.length + Object.keys(options).length}`)
}
