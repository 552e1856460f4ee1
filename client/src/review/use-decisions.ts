import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_DECIDED_SIDE, MAX_DECISIONS_AT_ONCE, type DecisionKind, type NewDecision } from '@travaux/shared/protocol'
import { sidesOf, type Suggestion } from '@travaux/shared/suggest'
import { api } from '../api/calls.ts'
import { useEditorField, type Decision, type EditorHandle } from '../editor/index.ts'
import { notify } from '../ui/Toasts.tsx'

export type Verb = Exclude<DecisionKind, 'undone'>

export interface Decisions {
  /** What was decided last, in words, for the live region. */
  readonly said: string
  /** Decides on all of them; those that can't be decided stay, and the person is told why. */
  readonly decide: (verb: Verb, chosen: readonly Suggestion[]) => void
}

/** Decides on suggestions in the text itself, so that it works offline and undo brings them back, and notes it for the history. */
export function useDecisions(handle: EditorHandle, draftId: string): Decisions {
  const { t } = useTranslation()
  const [said, setSaid] = useState('')
  const noted = useNotedDecisions(handle, draftId)
  const decide = (verb: Verb, chosen: readonly Suggestion[]) => {
    const { done, stuck } = carryOut(handle, verb, chosen)
    if (done.length > 0) {
      noted(verb, done)
      setSaid(t(`review.said.${verb}`, { count: done.length }))
    }
    const [first] = stuck
    if (first)
      notify({
        title: t('review.stuck.title', { count: stuck.length }),
        description: t(`review.stuck.${first.reason}`),
        kind: 'problem',
      })
  }
  return { said, decide }
}

type Reason = Extract<Decision, { ok: false }>['reason'] | 'changed'
interface Outcome {
  readonly done: readonly Suggestion[]
  readonly stuck: readonly { readonly suggestion: Suggestion; readonly reason: Reason }[]
}

/** All at once where that is possible: one step of undo. Otherwise one by one. */
function carryOut(handle: EditorHandle, verb: Verb, chosen: readonly Suggestion[]): Outcome {
  const [fresh, changed] = compared(handle, verb, chosen)
  const stuck = changed.map((suggestion) => ({ suggestion, reason: 'changed' as Reason }))
  if (fresh.length === 0) return { done: [], stuck }
  if (act(handle, verb, fresh).ok) return { done: fresh, stuck }
  const done: Suggestion[] = []
  for (const suggestion of fresh) {
    const decision = act(handle, verb, [suggestion])
    if (decision.ok) done.push(suggestion)
    else stuck.push({ suggestion, reason: decision.reason })
  }
  return { done, stuck }
}

/** What reads as its card did, and what somebody has changed since: accepting gives what was shown, or nothing. */
function compared(handle: EditorHandle, verb: Verb, chosen: readonly Suggestion[]): [Suggestion[], Suggestion[]] {
  if (verb !== 'accepted') return [[...chosen], []]
  const now = new Map(handle.suggestions().map((one) => [one.id, JSON.stringify(one.statements)]))
  const same = ({ id, statements }: Suggestion) => !now.has(id) || now.get(id) === JSON.stringify(statements)
  return [chosen.filter(same), chosen.filter((one) => !same(one))]
}

function act(handle: EditorHandle, verb: Verb, chosen: readonly Suggestion[]): Decision {
  const ids = chosen.map(({ id }) => id)
  switch (verb) {
    case 'accepted':
      return handle.accept(ids)
    case 'rejected':
      return handle.reject(ids)
    case 'withdrawn':
      return handle.withdraw(ids)
  }
}

/**
 * Tells the server what was decided here, and when it is open again: by an undo of one's own, or because somebody else moved it at the
 * moment of the decision, which then did not reach it, or has brought an earlier version back. Of that the person is told.
 */
function useNotedDecisions(handle: EditorHandle, draftId: string) {
  const { t } = useTranslation()
  const suggestions = useEditorField(handle, 'suggestions')
  const gone = useRef(new Map<string, Suggestion>())
  useEffect(() => {
    const back = suggestions.filter(({ id }) => gone.current.has(id))
    // Right after a decision the list is still the one before it.
    const undone = back.filter((one) => gone.current.get(one.id) !== one)
    for (const { id } of undone) gone.current.delete(id)
    note(draftId, 'undone', undone)
    // After an undo there is something to do again, until the next edit.
    const [first] = handle.getSnapshot().canRedo ? [] : undone
    if (first)
      notify({
        title: t('review.openAgain.title', { count: undone.length }),
        description: t('review.openAgain.why', { location: first.location }),
        kind: 'problem',
      })
  }, [suggestions, draftId, handle, t])
  return (verb: Verb, decided: readonly Suggestion[]) => {
    for (const one of decided) gone.current.set(one.id, one)
    note(draftId, verb, decided)
  }
}

/** Without a connection nothing is noted: the draft itself and its log still tell what was changed by whom. */
function note(draftId: string, decision: DecisionKind, decided: readonly Suggestion[]): void {
  const rows = decided.map((suggestion): NewDecision => {
    const { id: suggestionId, kind, eId: target, location } = suggestion
    const { before, after } = sidesOf(suggestion)
    const short = (text: string) => text.slice(0, MAX_DECIDED_SIDE)
    return { suggestionId, decision, kind, target, location, before: short(before), after: short(after) }
  })
  for (let from = 0; from < rows.length; from += MAX_DECISIONS_AT_ONCE)
    api.noteDecisions(draftId, rows.slice(from, from + MAX_DECISIONS_AT_ONCE)).catch(() => {})
}
