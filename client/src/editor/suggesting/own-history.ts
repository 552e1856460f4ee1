import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { TextSelection, type Transaction } from '@tiptap/pm/state'
import type { Step } from '@tiptap/pm/transform'
import type * as Y from 'yjs'
import {
  changedRanges,
  recordKey,
  reject,
  rejected,
  suggestions,
  type RecordChanges,
  type SuggestedDraft,
} from '@travaux/shared/suggest'
import { mappingBetween, mappingOf } from '../difference.ts'
import { bindingOf, recordsOf, withRecords } from '../fragment-sync.ts'
import type { Author } from '../types.ts'
import { Course } from './course.ts'
import { DECISION, inverse, ownSuggestionOf, type OwnSuggestion } from './notes.ts'
import { suggestedDraft } from './plugin.ts'

/**
 * Undo and redo of what this person has done in this window, the latest first: their edits of the draft and decisions by way of Yjs, their
 * suggestions by taking back what they did last to them. A colleague's edit is never taken back.
 */
export interface OwnHistory {
  undo(): boolean
  redo(): boolean
  canUndo(): boolean
  canRedo(): boolean
  /** What comes next is a step of its own. */
  readonly newStep: () => void
  /** Hears of each undo and redo when it is over: the editor shows it before there is something to redo. Gives what ends that. */
  onTurn(listener: () => void): () => void
  heard(tr: Transaction, appended: readonly Transaction[]): void
}

/** Typing goes on in the same step of undo until a pause of so many milliseconds. */
const PAUSE = 1500
const OWN_STEP = 'undo or redo of a suggestion'

/** One transaction that changed suggestions, and what takes it back. */
interface Item {
  readonly steps: readonly Step[]
  readonly records: RecordChanges
  /** Where its own steps begin in the course of the document. */
  readonly start: number
}

/** Edits of suggestions in the order in which they were made, when the last was, and the stretch of the document that they touched. */
interface Burst {
  readonly items: Item[]
  readonly ids: Set<string>
  at: number
  from: number
  to: number
}

/** One step of undo. */
type Entry = 'yjs' | Burst

const isOfSuggestions = (entry: Entry): entry is Burst => entry !== 'yjs'

export function ownHistory(editor: Editor, undoManager: Y.UndoManager, me: Author): OwnHistory {
  const past: Entry[] = []
  const future: Entry[] = []
  /** How places have moved since the first entry; what was taken back mirrors what it took back. */
  let course = new Course()
  let open = false
  /** The document before an input method began to compose: what it writes meanwhile is taken away again when it has finished. */
  let composedFrom: Node | null = null

  const listeners = new Set<() => void>()

  const newStep = () => {
    open = false
    undoManager.stopCapturing()
  }
  const follow = (tr: Transaction) => {
    if (!tr.docChanged || ![...past, ...future].some(isOfSuggestions)) return
    if (bindingOf(editor.state).held) return void (composedFrom ??= tr.before)
    const mapping = composedFrom ? mappingBetween(composedFrom, tr.doc) : mappingOf(tr)
    composedFrom = null
    for (const map of mapping.maps) course.append(map)
    const last = past.at(-1)
    if (last && isOfSuggestions(last)) [last.from, last.to] = [mapping.map(last.from, -1), mapping.map(last.to, 1)]
  }
  const note = (tr: Transaction, { ids, back }: OwnSuggestion) => {
    if (![...past, ...future].some(isOfSuggestions)) course = new Course()
    const start = course.length
    for (const map of tr.mapping.maps) course.append(map)
    const item = { steps: inverted(tr), records: back, start }
    const [from, to] = extent(tr)
    const last = past.at(-1)
    const goesOn = open && last && isOfSuggestions(last) && tr.time - last.at < PAUSE && from <= last.to && to >= last.from
    future.length = 0
    undoManager.stopCapturing()
    open = true
    if (!goesOn) return void past.push({ items: [item], ids: new Set(ids), at: tr.time, from, to })
    last.items.push(item)
    for (const id of ids) last.ids.add(id)
    Object.assign(last, { at: tr.time, from: Math.min(last.from, from), to: Math.max(last.to, to) })
  }
  undoManager.on('stack-item-added', ({ type, origin }) => {
    if (type !== 'undo' || origin === undoManager) return
    past.push('yjs')
    future.length = 0
    open = false
  })
  undoManager.on('stack-cleared', ({ undoStackCleared, redoStackCleared }) => {
    if (undoStackCleared) past.splice(0, Infinity, ...past.filter(isOfSuggestions))
    if (redoStackCleared) future.splice(0, Infinity, ...future.filter(isOfSuggestions))
  })

  /** Takes the last entry of one list back and puts what brings it again into the other. */
  const turn = (from: Entry[], to: Entry[], byYjs: () => boolean): boolean => {
    newStep()
    for (let entry = from.pop(); entry; entry = from.pop()) {
      if (isOfSuggestions(entry)) {
        const taken = takenBack(entry)
        if (!taken) continue
        to.push(taken.back)
        editor.view.dispatch(taken.tr)
        return true
      }
      if (!byYjs()) continue
      to.push('yjs')
      return true
    }
    return false
  }
  const told = (done: boolean): boolean => {
    for (const listener of listeners) listener()
    return done
  }
  const takenBack = (entry: Burst): { tr: Transaction; back: Burst } | null => {
    const before = suggestedDraft(editor.state)
    const exact = replayed(editor, course, entry.items)
    const kept = exact && leavesDraft(before, exact.tr, me.id)
    const tr = kept ? exact.tr : withdrawn(editor, before, entry.ids)
    if (!tr || !changes(tr)) return null
    const start = course.length
    if (kept) course = exact.course
    else for (const map of tr.mapping.maps) course.append(map)
    const item = { steps: inverted(tr), records: inverse(recordsOf(tr), before.records), start }
    const [from, to] = extent(tr)
    return { tr: silently(tr), back: { items: [item], ids: entry.ids, at: 0, from, to } }
  }
  return {
    undo: () => told(turn(past, future, () => undoManager.undo() !== null)),
    redo: () => told(turn(future, past, () => undoManager.redo() !== null)),
    onTurn: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
    newStep,
    heard(tr, appended) {
      const own = ownSuggestionOf(tr)
      if (own && changes(tr)) note(tr, own)
      else if (!tr.getMeta(OWN_STEP)) follow(tr)
      for (const more of appended) follow(more)
    },
  }
}

const changes = (tr: Transaction): boolean => tr.docChanged || recordsOf(tr).set.length + recordsOf(tr).remove.length > 0

const inverted = (tr: Transaction): Step[] => tr.steps.map((step, index) => step.invert(tr.docs[index]!)).toReversed()

/** From where to where a transaction changed the document, as it is afterwards. */
function extent(tr: Transaction): [number, number] {
  const ranges = changedRanges(tr)
  const [first, last] = [ranges[0], ranges.at(-1)]
  return first && last ? [first.fromB, last.toB] : [tr.selection.from, tr.selection.to]
}

const silently = (tr: Transaction): Transaction =>
  tr.setMeta(DECISION, true).setMeta(OWN_STEP, true).setMeta('addToHistory', false).scrollIntoView()

/** The items taken back, the latest first, wherever their places are now; null where one can't be. */
function replayed(editor: Editor, until: Course, items: readonly Item[]): { tr: Transaction; course: Course } | null {
  const { tr } = editor.state
  const course = until.copy()
  let records: RecordChanges = { set: [], remove: [] }
  for (const item of items.toReversed()) {
    for (const [index, step] of item.steps.entries()) {
      const own = item.start + item.steps.length - 1 - index
      const mapped = step.map(course.since(own + 1))
      if (!mapped) continue
      if (tr.maybeStep(mapped).failed) return null
      course.append(mapped.getMap(), own)
    }
    records = both(records, item.records)
  }
  const [, end] = extent(tr)
  if (tr.docChanged) tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(end, tr.doc.content.size)), -1))
  return { tr: withRecords(tr, records), course }
}

/** One change of records and another after it. */
function both(first: RecordChanges, second: RecordChanges): RecordChanges {
  const set = new Set(second.set.map(recordKey))
  const removed = new Set(second.remove)
  return {
    set: [...first.set.filter((record) => !set.has(recordKey(record)) && !removed.has(recordKey(record))), ...second.set],
    remove: [...first.remove.filter((key) => !set.has(key) && !removed.has(key)), ...second.remove],
  }
}

/** Whether the draft without this person's suggestions stays as it is: colleagues may have written where the steps were. */
const leavesDraft = ({ doc }: SuggestedDraft, tr: Transaction, user: string): boolean =>
  !tr.docChanged || rejected(doc, user).eq(rejected(tr.doc, user))

/** The suggestions taken out as a whole. */
function withdrawn(editor: Editor, draft: SuggestedDraft, ids: ReadonlySet<string>): Transaction | null {
  const standing = suggestions(draft).flatMap(({ id }) => (ids.has(id) ? [id] : []))
  const decided = standing.length > 0 && reject(draft, standing)
  if (!decided || !decided.ok) return null
  const { tr } = editor.state
  for (const step of decided.transform.steps) tr.step(step)
  return withRecords(tr, decided.records)
}
