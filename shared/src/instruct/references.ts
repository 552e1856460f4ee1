import type { Node } from 'prosemirror-model'
import type { StaleReference } from './amendment.ts'

/** The cross-references of the draft that its changes make stale, in document order, each with a proposed repair. */
export function staleReferences(base: Node, draft: Node): StaleReference[] {
  throw new Error(`Being written: ${base.childCount + draft.childCount}`)
}
