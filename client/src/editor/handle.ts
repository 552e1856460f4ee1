import type { Editor } from '@tiptap/core'
import { toggleMark } from '@tiptap/pm/commands'
import { TextSelection, type Command, type EditorState, type Transaction } from '@tiptap/pm/state'
import type * as Y from 'yjs'
import { redline } from '@travaux/shared/diff'
import { authorOf, type MarkName } from '@travaux/shared/model'
import { proposedAgain, recordKey, settled, suggestions, type SuggestedDraft } from '@travaux/shared/suggest'
import { patiently } from '../ui/patiently.ts'
import { changeVisits } from './change-visits.ts'
import { markComment, placeToComment, selectComment, unmarkComment } from './comments.ts'
import { difference } from './difference.ts'
import { createFinder } from './find/index.ts'
import { shiftLevels } from './levels.ts'
import { openNumberField } from './number-field.ts'
import { findByEId, isUnitNode } from './place.ts'
import { freshRedline, redlineKey, type RedlineState } from './redline-plugin.ts'
import { restored } from './restore.ts'
import { inDraft } from './settled-redline.ts'
import { retained } from './retain.ts'
import { shownBlocks } from './shown-blocks.ts'
import {
  deciding,
  suggestedDraft,
  suggestingIn,
  suggestionAtCaret,
  type OwnHistory,
  type SuggestionStyles,
} from './suggesting/index.ts'
import type { Author, EditorHandle, EditorSnapshot } from './types.ts'
import { addArticle, blockAt, deleteByEId, numberSet, unitAt } from './units.ts'

export interface HandleSource {
  editor: Editor
  undoManager: Y.UndoManager
  history: OwnHistory
  page: HTMLElement
  language: string
  me: Author
  mayDecide: boolean
  styles: SuggestionStyles
}

/** The handle and what ends its listening. */
export function createHandle(source: HandleSource): { handle: EditorHandle; destroy: () => void } {
  const { editor, history, page, me, mayDecide } = source
  const { subscribe, getSnapshot, stop } = observe(source)
  const decisions = deciding({ editor, me, mayDecide: () => mayDecide, newStep: history.newStep })
  const dispatch = (tr: Transaction | null): boolean => {
    if (!tr || !editor.isEditable) return false
    history.newStep()
    editor.view.dispatch(tr)
    return true
  }
  const run = (command: Command) =>
    editor.isEditable && command(editor.state, editor.view.dispatch.bind(editor.view), editor.view)
  const goTo = (eId: string) => scrollTo(source, eId)
  const handle: EditorHandle = {
    subscribe,
    getSnapshot,
    focus: () => editor.view.focus(),
    goTo,
    goToChange: changeVisits(editor, goTo),
    undo: () => editor.isEditable && history.undo(),
    redo: () => editor.isEditable && history.redo(),
    ...decisions,
    goToSuggestion: (id) => scrollToSuggestion(source, id),
    coordsOfSuggestion: (id) => topOf(page, suggestionElement(page, id)),
    suggestAgain(lost) {
      const records = new Map(lost.records.map((record) => [recordKey(record), record]))
      const doc = editor.schema.nodeFromJSON(lost.doc)
      const wanted = proposedAgain({ doc, records }, suggestedDraft(editor.state), me.id)
      if (!wanted || suggestingIn(editor.state).mode !== 'suggesting') return false
      const { tr } = editor.state
      const ends = difference(tr.doc, wanted)
      return ends !== null && dispatch(tr.replace(ends.start, ends.endA, wanted.slice(ends.start, ends.endB)))
    },
    suggestions: () => listed(editor.state),
    placeToComment: () => placeToComment(editor.state),
    markComment: (id) => markComment(editor, id),
    unmarkComment(id) {
      if (mayDecide || authorOf(id) === me.id) unmarkComment(editor, id)
    },
    goToComment(id) {
      const found = selectComment(editor, id)
      if (found) commentElement(page, id)?.scrollIntoView({ block: 'center' })
      return found
    },
    coordsOfComment: (id) => topOf(page, commentElement(page, id)),
    addArticleAfter(eId) {
      const added = addArticle(editor.state, eId)
      if (!added || !dispatch(added.tr)) return null
      editor.view.focus()
      return added.eId
    },
    deleteUnit: (eId) => dispatch(deleteByEId(editor.state, eId)),
    restoreUnit(eId) {
      const entries = freshRedline(editor.view)
      const { base } = redlineKey.getState(editor.state)!
      return base !== null && dispatch(restored(entries, editor.state, base, eId))
    },
    retainUnit: (eId, revision) => dispatch(retained(editor.state, revision, eId)),
    takeUnits(text, eIds) {
      const taken = editor.schema.nodeFromJSON(text.toJSON())
      return eIds.filter((eId) => {
        const { doc } = editor.state
        return dispatch(restored(inDraft(redline(taken, settled(doc)), doc), editor.state, taken, eId))
      }).length
    },
    async repairReferences(repairs) {
      const { repairReferences } = await patiently(() => import('./repair-references.ts'))
      if (!editor.isEditable) return 0
      history.newStep()
      const count = repairReferences(editor.view, repairs)
      history.newStep()
      return count
    },
    setNumber: (eId, number) => dispatch(numberSet(editor.state, eId, number)),
    editNumber: (eId) => openNumberField(editor.view, page, eId),
    toggleMark: (mark) => run(toggleMark(editor.schema.marks[mark]!)),
    changeLevel: (by) => run(shiftLevels(by)),
    coordsAt: (eId) => topOf(page, elementOf(page, eId)),
    draft: () => editor.state.doc,
    words: async () => (await patiently(() => import('./drawn-words.ts'))).drawnWords(editor.view),
    finder: createFinder(editor, history.newStep),
  }
  return { handle, destroy: stop }
}

/** The element of a block, deleted ones included, in the view that is shown. */
function elementOf(page: HTMLElement, eId: string): HTMLElement | null {
  const name = CSS.escape(eId)
  return page.querySelector<HTMLElement>(`.shown-text :is([data-eid="${name}"], [data-deleted="${name}"])`)
}

const suggestionElement = (page: HTMLElement, id: string): HTMLElement | null =>
  page.querySelector<HTMLElement>(`.shown-text [data-suggestion="${CSS.escape(id)}"]`)

const commentElement = (page: HTMLElement, id: string): HTMLElement | null =>
  page.querySelector<HTMLElement>(`.shown-text [data-comment="${CSS.escape(id)}"]`)

const topOf = (page: HTMLElement, element: HTMLElement | null): number | null =>
  element && element.getBoundingClientRect().top - page.getBoundingClientRect().top

function scrollToSuggestion({ editor, page }: HandleSource, id: string): boolean {
  const found = suggestions(suggestedDraft(editor.state)).find((suggestion) => suggestion.id === id)
  if (!found) return false
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.near(editor.state.doc.resolve(found.pos))))
  editor.view.focus()
  const scroll = () => suggestionElement(page, id)?.scrollIntoView({ block: 'center' })
  scroll()
  requestAnimationFrame(scroll)
  return true
}

function scrollTo({ editor, page }: HandleSource, eId: string): boolean {
  const found = findByEId(editor.state.doc, eId)
  if (found) {
    const start = found.pos + (isUnitNode(found.node) ? 2 : 1)
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.near(editor.state.doc.resolve(start))))
    editor.view.focus()
  }
  const scroll = () => elementOf(page, eId)?.scrollIntoView({ block: 'start' })
  scroll()
  // Articles off the screen are laid out when they come near: the first jump lands by estimate.
  requestAnimationFrame(scroll)
  return elementOf(page, eId) !== null
}

/** Everybody's suggestions, at places as the page numbers them. */
const listed = (state: EditorState): EditorSnapshot['suggestions'] =>
  suggestions(suggestedDraft(state), shownBlocks(state.doc, redlineKey.getState(state)!))

/** Outline and changes are brought up to date in idle time, at the latest after this many milliseconds. */
const LATEST = 200

/** Keeps the snapshot: what is at the caret at once, outline, changes and suggestions in idle time. */
function observe({ editor, undoManager, history, language, styles }: HandleSource) {
  const listeners = new Set<() => void>()
  let snapshot: EditorSnapshot = { ...atCaret(editor, history), ...NOTHING_YET }
  let drawnFrom: unknown = null
  let listedFrom: (SuggestedDraft & Pick<RedlineState, 'counted'>) | null = null
  let waiting = false
  const publish = (next: EditorSnapshot) => {
    if (sameFields(snapshot, next)) return
    snapshot = next
    styles.setActive(next.activeSuggestion)
    for (const listener of listeners) listener()
  }
  const summarise = async () => {
    const { changesOf, outlineOf } = await import('./outline.ts')
    waiting = false
    if (editor.isDestroyed) return
    const { entries, fresh, counted } = redlineKey.getState(editor.state)!
    const lines = fresh && entries !== drawnFrom ? { outline: outlineOf(entries, language), changes: changesOf(entries) } : {}
    if (fresh) drawnFrom = entries
    const proposed: { suggestions?: EditorSnapshot['suggestions'] } = isListed() ? {} : { suggestions: listed(editor.state) }
    listedFrom = { ...suggestedDraft(editor.state), counted }
    publish({ ...snapshot, ...lines, ...proposed })
  }
  const isListed = () => {
    const { doc, records } = suggestedDraft(editor.state)
    return (
      listedFrom?.doc === doc &&
      listedFrom.records === records &&
      listedFrom.counted === redlineKey.getState(editor.state)!.counted
    )
  }
  const update = () => {
    publish({ ...snapshot, ...atCaret(editor, history) })
    const { entries, fresh } = redlineKey.getState(editor.state)!
    if (waiting || ((!fresh || entries === drawnFrom) && isListed())) return
    waiting = true
    whenIdle(() => void summarise().catch(() => (waiting = false)))
  }
  editor.on('transaction', update)
  undoManager.on('stack-cleared', update)
  const unheard = history.onTurn(update)
  update()
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    getSnapshot: () => snapshot,
    stop: () => {
      editor.off('transaction', update)
      undoManager.off('stack-cleared', update)
      unheard()
      listeners.clear()
    },
  }
}

const NOTHING_YET = { outline: [], changes: [], suggestions: [] } as const

/** Safari has no idle callbacks. */
function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: LATEST })
  else setTimeout(work, LATEST)
}

const NO_MARKS: readonly MarkName[] = []

type AtCaret = Omit<EditorSnapshot, 'outline' | 'changes' | 'suggestions'>

function atCaret({ state }: Editor, history: OwnHistory): AtCaret {
  const marks = (state.storedMarks ?? state.selection.$from.marks()).map((mark) => mark.type.name as MarkName)
  return {
    canUndo: history.canUndo(),
    canRedo: history.canRedo(),
    current: blockAt(state),
    currentUnit: unitAt(state),
    marks: marks.length === 0 ? NO_MARKS : marks,
    activeSuggestion: suggestionAtCaret(state),
    mode: suggestingIn(state).mode,
  }
}

const FIELDS = [
  'canUndo',
  'canRedo',
  'outline',
  'changes',
  'current',
  'currentUnit',
  'suggestions',
  'activeSuggestion',
  'mode',
] as const

function sameFields(a: EditorSnapshot, b: EditorSnapshot): boolean {
  const sameMarks = a.marks.length === b.marks.length && a.marks.every((mark, index) => mark === b.marks[index])
  return sameMarks && FIELDS.every((field) => a[field] === b[field])
}
