import type { Editor } from '@tiptap/core'
import type { Transaction } from '@tiptap/pm/state'
import { Mapping, type Step } from '@tiptap/pm/transform'
import type * as Y from 'yjs'
import { recordKey, reject, suggestions, type SuggestionRecord } from '@travaux/shared/suggest'
import { mappingOf } from '../difference.ts'
import { withRecords } from '../fragment-sync.ts'
import { isFromYjs } from '../origin.ts'
import type { Author } from '../types.ts'
import { DECISION } from './dispatch.ts'
import { suggestedDraft, suggestingIn } from './plugin.ts'

/** Undo and redo. While editing it takes back one's own edits, while suggesting it withdraws one's own latest suggestion. */
export interface OwnHistory {
  undo(): boolean
  redo(): boolean
  canUndo(): boolean
  canRedo(): boolean
  heard(tr: Transaction): void
  /** Is told what is proposed now, whenever that has been looked through. */
  listed(all: readonly { readonly user: string }[]): void
}

/** A suggestion that was withdrawn, and what has happened to the text since. */
interface Withdrawn {
  readonly steps: readonly Step[]
  readonly records: readonly SuggestionRecord[]
  readonly since: Mapping
}

const OWN_STEP = 'undo or redo of a suggestion'

export function ownHistory(editor: Editor, undoManager: Y.UndoManager, me: Author): OwnHistory {
  let withdrawn: Withdrawn[] = []
  /** Looking through the whole draft at each key would cost more than the key: known from the last look and from own edits since. */
  let anythingMine = false
  const isSuggesting = () => suggestingIn(editor.state).mode === 'suggesting'
  const latest = (): string | null => {
    const mine = suggestions(suggestedDraft(editor.state)).filter(({ user }) => user === me.id)
    return mine.length === 0 ? null : mine.reduce((one, other) => (other.at >= one.at ? other : one)).id
  }
  const withdrawLatest = (): boolean => {
    const id = latest()
    const draft = suggestedDraft(editor.state)
    const decided = id === null ? null : reject(draft, [id])
    if (!decided?.ok) return false
    const { transform, records } = decided
    const tr = editor.state.tr
    for (const step of transform.steps) tr.step(step)
    const gone = [...draft.records.values()].filter((record) => records.remove.includes(recordKey(record)))
    const steps = transform.steps.map((step, index) => step.invert(transform.docs[index]!)).toReversed()
    editor.view.dispatch(silently(withRecords(tr, records)))
    withdrawn.push({ steps, records: gone, since: new Mapping() })
    return true
  }
  const suggestAgain = (): boolean => {
    const last = withdrawn.pop()
    if (!last) return false
    const tr = editor.state.tr
    replay(tr, last)
    if (tr.docChanged || last.records.length > 0)
      editor.view.dispatch(silently(withRecords(tr, { set: last.records, remove: [] })))
    return true
  }
  return {
    undo: () => (isSuggesting() ? withdrawLatest() : undoManager.undo() !== null),
    redo: () => (isSuggesting() ? suggestAgain() : undoManager.redo() !== null),
    canUndo: () => (isSuggesting() ? anythingMine : undoManager.undoStack.length > 0),
    canRedo: () => (isSuggesting() ? withdrawn.length > 0 : undoManager.redoStack.length > 0),
    listed: (all) => void (anythingMine = all.some(({ user }) => user === me.id)),
    heard(tr) {
      if (tr.docChanged && !isFromYjs(tr) && !tr.getMeta(DECISION)) anythingMine = true
      if (!tr.docChanged || withdrawn.length === 0) return
      if (!isFromYjs(tr) && !tr.getMeta(OWN_STEP)) withdrawn = []
      for (const { since } of withdrawn) since.appendMapping(mappingOf(tr))
    },
  }
}

const silently = (tr: Transaction): Transaction =>
  tr.setMeta(DECISION, true).setMeta(OWN_STEP, true).setMeta('addToHistory', false).scrollIntoView()

/** Each step stands on those before it, so it is carried back over them, forth over what has happened, and over them again. */
function replay(tr: Transaction, { steps, since }: Withdrawn): void {
  steps.forEach((step, index) => {
    const back = steps
      .slice(0, index)
      .toReversed()
      .map((done) => done.getMap().invert())
    const mapped = step.map(new Mapping([...back, ...since.maps, ...tr.mapping.maps]))
    if (mapped) tr.maybeStep(mapped)
  })
}
