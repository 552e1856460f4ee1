import type { Node } from '@tiptap/pm/model'
import { Plugin, Selection, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { relativePositionToAbsolutePosition, ySyncPluginKey } from 'y-prosemirror'
import * as Y from 'yjs'
import { takenUp, writeChange, writeRecords, type KnownNodes } from '@travaux/shared/crdt'
import { NO_RECORD_CHANGES, type RecordChanges } from '@travaux/shared/suggest'
import { readNodes } from './fragment-reader.ts'
import { relativeSelection, type BindingMapping, type RelativeSelection } from './relative-selection.ts'
import { readCaret } from './unread-caret.ts'

/**
 * Ties the editor to a fragment, in place of y-prosemirror's own binding, which knows words by their text alone: with suggestions,
 * "a[ word] b" came back as "a [word ]b", and two people's marks on the same words overwrote each other. Undo, carets and relative
 * positions are y-prosemirror's: the state under its key has the shape that they read.
 */
interface SyncState {
  readonly type: Y.XmlFragment
  readonly doc: Y.Doc
  readonly binding: FragmentBinding
  readonly isChangeOrigin: boolean
  readonly isUndoRedoOperation: boolean
  readonly addToHistory: boolean
  /** What this transaction changes among the records of suggestions. */
  readonly records: RecordChanges
  /** The blocks that this transaction took up, to move them or to delete them. */
  readonly taken: ReadonlySet<string>
}

const NOTHING_TAKEN: ReadonlySet<string> = new Set()

const RECORDS = 'suggestion records'

/** Notes on a transaction what it changes among the records: both are written as one change. */
export const withRecords = (tr: Transaction, records: RecordChanges): Transaction => tr.setMeta(RECORDS, records)

/** What a transaction changes among the records. */
export const recordsOf = (tr: Transaction): RecordChanges =>
  (tr.getMeta(RECORDS) as RecordChanges | undefined) ?? NO_RECORD_CHANGES

export const bindingOf = (state: EditorState): FragmentBinding => (ySyncPluginKey.getState(state) as SyncState).binding

export function fragmentSync(fragment: Y.XmlFragment, known: KnownNodes): Plugin<SyncState> {
  const binding = new FragmentBinding(fragment, known)
  return new Plugin<SyncState>({
    key: ySyncPluginKey,
    state: {
      init: () => ({
        type: fragment,
        doc: binding.doc,
        binding,
        isChangeOrigin: false,
        isUndoRedoOperation: false,
        addToHistory: true,
        records: NO_RECORD_CHANGES,
        taken: NOTHING_TAKEN,
      }),
      apply(tr, current) {
        // What a plugin appends is part of the same change.
        const before = tr.getMeta('appendedTransaction') ? current : null
        const origin = tr.getMeta(ySyncPluginKey) as Partial<SyncState> | undefined
        return {
          ...current,
          isChangeOrigin: origin?.isChangeOrigin === true,
          isUndoRedoOperation: origin?.isUndoRedoOperation === true,
          addToHistory: tr.getMeta('addToHistory') !== false && before?.addToHistory !== false,
          records: (tr.getMeta(RECORDS) as RecordChanges | undefined) ?? before?.records ?? NO_RECORD_CHANGES,
          taken: takenUp(tr).union(before?.taken ?? NOTHING_TAKEN),
        }
      },
    },
    view(view) {
      binding.open(view)
      return {
        update: (_view, before) => binding.write(ySyncPluginKey.getState(view.state) as SyncState, before),
        destroy: () => binding.close(),
      }
    },
  })
}

class FragmentBinding {
  readonly type: Y.XmlFragment
  readonly doc: Y.Doc
  readonly mapping: KnownNodes
  /** Where the selection was before the Y.Doc changed; undo puts in where it was before the edit. */
  beforeTransactionSelection: RelativeSelection | null = null
  #view: EditorView | null = null
  /** The document that the fragment is known to read as. */
  #written: Node | null = null
  #held: Node | null = null

  constructor(fragment: Y.XmlFragment, known: KnownNodes) {
    this.type = fragment
    this.doc = fragment.doc!
    this.mapping = known
  }

  open(view: EditorView): void {
    this.#view = view
    this.#written = view.state.doc
    this.doc.on('beforeAllTransactions', this.#noteSelection)
    this.doc.on('afterAllTransactions', this.#forgetSelection)
    this.type.observeDeep(this.#heard)
  }

  close(): void {
    this.#view = null
    this.type.unobserveDeep(this.#heard)
    this.doc.off('beforeAllTransactions', this.#noteSelection)
    this.doc.off('afterAllTransactions', this.#forgetSelection)
  }

  /** Writes what the editor has changed, as one Yjs transaction. */
  write({ addToHistory, records, taken }: SyncState, before: EditorState): void {
    const view = this.#view!
    const changesRecords = records !== NO_RECORD_CHANGES && records !== (ySyncPluginKey.getState(before) as SyncState).records
    if (this.#held || (view.state.doc === this.#written && !changesRecords)) return
    this.doc.transact((transaction) => {
      transaction.meta.set('addToHistory', addToHistory)
      if (view.state.doc !== this.#written) writeChange(this.type, view.state.doc, this.mapping, taken)
      if (changesRecords) writeRecords(this.doc, records)
      this.#written = view.state.doc
      this.#noteSelection()
    }, ySyncPluginKey)
  }

  /** From now on nothing goes either way, until `release`: while an input method composes, its words must be left alone. */
  hold(): void {
    this.#held ??= this.#view!.state.doc
  }

  get held(): boolean {
    return this.#held !== null
  }

  /** Shows the draft as the others have it, and gives the document as it was when it was held. */
  release(): Node | null {
    const held = this.#held
    this.#held = null
    if (held) this.#show(false)
    return held
  }

  readonly #noteSelection = (): void => {
    if (!this.#view) return
    readCaret(this.#view)
    this.beforeTransactionSelection ??= this.#held
      ? null
      : relativeSelection(this.#view.state.selection, this.type, this.mapping as BindingMapping)
  }

  readonly #forgetSelection = (): void => {
    this.beforeTransactionSelection = null
  }

  readonly #heard = (_events: readonly unknown[], transaction: Y.Transaction): void => {
    if (!this.#view || transaction.origin === ySyncPluginKey) return
    for (const type of transaction.changed.keys()) this.mapping.delete(type)
    for (const type of transaction.changedParentTypes.keys()) this.mapping.delete(type)
    if (!this.#held) this.#show(transaction.origin instanceof Y.UndoManager)
  }

  /** Puts the fragment's nodes in the place of those that differ. */
  #show(isUndoRedoOperation: boolean): void {
    const view = this.#view!
    const tr = view.state.tr.setMeta('addToHistory', false)
    replaceDiffering(tr, readNodes(this.type, view.state.schema, this.mapping))
    this.#restoreSelection(tr)
    tr.setMeta(ySyncPluginKey, { isChangeOrigin: true, isUndoRedoOperation })
    this.#written = tr.doc
    view.dispatch(tr)
  }

  #restoreSelection(tr: Transaction): void {
    const selection = this.beforeTransactionSelection
    if (!selection) return
    const at = (place: Y.RelativePosition): number | null => {
      const pos = relativePositionToAbsolutePosition(this.doc, this.type, place, this.mapping as BindingMapping)
      return pos === null ? null : Math.min(pos, tr.doc.content.size)
    }
    const [anchor, head] = [at(selection.anchor), at(selection.head)]
    if (anchor === null || head === null) return
    const [$anchor, $head] = [tr.doc.resolve(anchor), tr.doc.resolve(head)]
    tr.setSelection(tr.doc.content.size === 0 ? Selection.atStart(tr.doc) : TextSelection.between($anchor, $head))
  }
}

/** Whole blocks of the top level, so that nodes keep their identity. */
function replaceDiffering(tr: Transaction, nodes: readonly Node[]): void {
  const old = tr.doc.children
  const shorter = Math.min(old.length, nodes.length)
  let start = 0
  while (start < shorter && old[start] === nodes[start]) start++
  let end = 0
  while (end < shorter - start && old.at(-1 - end) === nodes.at(-1 - end)) end++
  const size = (list: readonly Node[]) => list.reduce((sum, { nodeSize }) => sum + nodeSize, 0)
  const from = size(old.slice(0, start))
  const to = from + size(old.slice(start, old.length - end))
  const inserted = nodes.slice(start, nodes.length - end)
  if (to > from || inserted.length > 0) tr.replaceWith(from, to, inserted)
}
