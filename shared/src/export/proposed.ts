import { accept, suggestions, withChanges, type SuggestedDraft } from '../suggest/index.ts'
import type { Attribute } from './stream/token.ts'

/** A draft as it would read with what is pending in it, and who proposes what. */
export interface Proposed {
  readonly doc: SuggestedDraft['doc']
  /** By eId of the block that a suggestion begins in: who made the first one there, by id, and when. */
  readonly by: ReadonlyMap<string, { readonly user: string; readonly at: number }>
}

/** Carries out every pending suggestion that still can be. */
export function proposedDraft(draft: SuggestedDraft): Proposed {
  let current = draft
  const by = new Map<string, { user: string; at: number }>()
  for (const { id, user, at, eId } of suggestions(draft)) {
    const decided = accept(current, [id])
    if (!decided.ok) continue
    current = { doc: decided.transform.doc, records: withChanges(current.records, decided.records) }
    if (!by.has(eId)) by.set(eId, { user, at })
  }
  return { doc: current.doc, by }
}

/** Names the author of a suggestion where there is one, and whoever wrote the draft everywhere else. */
export const proposer =
  (by: Proposed['by'], names: ReadonlyMap<string, string>, otherwise: Attribute): Attribute =>
  (place) => {
    const found = by.get(place.eId)
    return found ? { author: names.get(found.user) ?? 'Unknown', at: new Date(found.at) } : otherwise(place)
  }
