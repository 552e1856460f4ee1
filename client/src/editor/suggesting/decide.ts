import type { Editor } from '@tiptap/core'
import { authorOf, freshEId } from '@travaux/shared/model'
import { newNumber } from '@travaux/shared/number'
import { accept, reject, tidied, type Decided } from '@travaux/shared/suggest'
import { withRecords } from '../fragment-sync.ts'
import type { Author, Decision } from '../types.ts'
import { DECISION, onOwnSuggestion } from './notes.ts'
import { suggestedDraft } from './plugin.ts'

/** Deciding on suggestions: a drafter's accepting and rejecting, and everyone's withdrawing of their own. */
export interface Deciding {
  accept(ids: readonly string[]): Decision
  reject(ids: readonly string[]): Decision
  withdraw(ids: readonly string[]): Decision
}

export interface DecidingOptions {
  readonly editor: Editor
  readonly me: Author
  /** Drafters decide on everybody's suggestions. */
  readonly mayDecide: () => boolean
  /** A decision is a step of its own for undo. */
  readonly newStep: () => void
}

export function deciding({ editor, me, mayDecide, newStep }: DecidingOptions): Deciding {
  const carryOut = (ids: readonly string[], allowed: boolean, decide: () => Decided, addToHistory = true): Decision => {
    if (!allowed) return { ok: false, reason: 'not-allowed' }
    const decided = decide()
    if (!decided.ok) return decided
    const tr = editor.state.tr
    for (const step of decided.transform.steps) tr.step(step)
    withRecords(tr, decided.records).setMeta(DECISION, true).setMeta('addToHistory', addToHistory)
    if (!addToHistory) onOwnSuggestion(tr, ids, draft().records)
    newStep()
    editor.view.dispatch(tr)
    newStep()
    return { ok: true }
  }
  const draft = () => suggestedDraft(editor.state)
  const areMine = (ids: readonly string[]) => ids.every((id) => authorOf(id) === me.id)
  return {
    accept: (ids) =>
      carryOut(ids, mayDecide(), () => tidied(draft(), accept(draft(), ids, { newEId: freshEId, numberOf: newNumber }))),
    reject: (ids) => carryOut(ids, mayDecide(), () => tidied(draft(), reject(draft(), ids))),
    // A reviewer's steps of undo are their own suggestions', not those of Yjs.
    withdraw: (ids) => carryOut(ids, areMine(ids), () => reject(draft(), ids), mayDecide()),
  }
}
