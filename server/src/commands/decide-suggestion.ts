import type { Doc } from 'yjs'
import { takenUp, writeChange, writeRecords } from '@travaux/shared/crdt'
import { newNumber } from '@travaux/shared/number'
import { TEXT_ROOT, type DecisionKind, type Person, type ReadAs, type SuggestionRow } from '@travaux/shared/protocol'
import {
  accept,
  reject,
  sidesOf,
  suggestions,
  tidied,
  type Decided,
  type SuggestedDraft,
  type Suggestion,
} from '@travaux/shared/suggest'
import type { Services } from '../services.ts'
import { noteDecisions } from '../store/decisions.ts'
import { notStored } from './not-stored.ts'
import { namesOf, presentSuggestion, suggestedDraft } from './read-suggestions.ts'

type CarriedOut =
  | { ok: true; suggestion: Suggestion }
  | Exclude<Decided, { ok: true }>
  | { ok: false; reason: 'reads-otherwise'; suggestion: Suggestion }

/** What was decided, or why it can't be. */
export type DecidedSuggestion =
  | { ok: true; suggestion: SuggestionRow }
  | { ok: false; problem: 'not-found' | 'suggestion-stuck' | 'conflict' | 'draft-full' | 'store-failed'; reason: string }

export interface Decision {
  readonly draftId: string
  readonly suggestionId: string
  readonly decision: Exclude<DecisionKind, 'undone'>
  readonly by: Person
  /** How it read to them; what is not said may have changed. */
  readonly readAs?: ReadAs
}

/** Accepts, rejects or withdraws one suggestion in somebody's name, as an edit that everybody in the draft sees. */
export async function decideSuggestion(
  { store, rooms }: Pick<Services, 'store' | 'rooms'>,
  { draftId, suggestionId, decision, by, readAs = {} }: Decision,
): Promise<DecidedSuggestion> {
  const edited = await rooms.edit(draftId, by, (live) => carryOut(live, suggestionId, decision, readAs))
  if (edited.refused !== null) return notStored(edited.refused)
  const carried = edited.value
  if (!carried.ok && carried.reason === 'reads-otherwise')
    return { ok: false, problem: 'conflict', reason: newReading(carried.suggestion) }
  if (!carried.ok) return { ok: false, ...REASONS[carried.reason] }
  const { suggestion } = carried
  const { kind, eId: target, location } = suggestion
  await noteDecisions(store.db, draftId, by.id, [{ suggestionId, decision, kind, target, location, ...sidesOf(suggestion) }])
  return { ok: true, suggestion: presentSuggestion(suggestion, await namesOf(store.db), suggestion.at) }
}

const REASONS = {
  unknown: { problem: 'not-found', reason: 'There is no such suggestion any more: it may have been decided already.' },
  'target-gone': {
    problem: 'suggestion-stuck',
    reason: 'What it is about has been deleted from the draft since. Reject it instead.',
  },
  'nothing-to-join': {
    problem: 'suggestion-stuck',
    reason: 'The paragraph that it joins to this one is no longer there. Reject it instead.',
  },
  'inside-suggestion': {
    problem: 'suggestion-stuck',
    reason: 'It moves text into a block that is itself only suggested. Accept that first.',
  },
} as const

function decide(draft: SuggestedDraft, id: string, decision: Decision['decision']): Decided {
  switch (decision) {
    case 'accepted':
      return tidied(draft, accept(draft, [id], { numberOf: newNumber }))
    case 'rejected':
      return tidied(draft, reject(draft, [id]))
    case 'withdrawn':
      return reject(draft, [id])
  }
}

const newReading = (suggestion: Suggestion): string => {
  const { before, after } = sidesOf(suggestion)
  return `Somebody has typed in it since: it would now put “${after}” in the place of “${before}”. Look at it again.`
}

function readsAs(suggestion: Suggestion, readAs: ReadAs): boolean {
  const sides = sidesOf(suggestion)
  return (readAs.before ?? sides.before) === sides.before && (readAs.after ?? sides.after) === sides.after
}

function carryOut(live: Doc, id: string, decision: Decision['decision'], readAs: ReadAs): CarriedOut {
  const draft = suggestedDraft(live)
  const suggestion = suggestions(draft).find((one) => one.id === id)
  if (!suggestion) return { ok: false, reason: 'unknown' }
  if (!readsAs(suggestion, readAs)) return { ok: false, reason: 'reads-otherwise', suggestion }
  const decided = decide(draft, id, decision)
  if (!decided.ok) return decided
  const { transform } = decided
  writeChange(live.getXmlFragment(TEXT_ROOT), transform.doc, new Map(), takenUp(transform))
  writeRecords(live, decided.records)
  return { ok: true, suggestion }
}
