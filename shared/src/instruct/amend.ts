import type { Node } from 'prosemirror-model'
import type { DiffCache } from '../diff/index.ts'
import type { Amendment, Revision } from './amendment.ts'

export interface AmendOptions {
  /** Kept from call to call: only units that changed since are stated again. */
  readonly cache?: AmendCache
  /** Earlier official texts: an article that reads as in one of them is retained. */
  readonly revisions?: readonly Revision[]
}

/** What `amend` remembers between two calls. */
export class AmendCache {
  readonly diff: DiffCache | null = null
}

/**
 * The amendments that lead from the base to the draft, in document order, each with its instructions (`amending-language.md`).
 * Pending suggestions and comments in the draft are left out. Every instruction has been replayed.
 */
export function amend(base: Node, draft: Node, options: AmendOptions = {}): Amendment[] {
  throw new Error(`Being written: ${base.childCount + draft.childCount + Object.keys(options).length}`)
}
