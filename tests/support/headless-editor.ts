import { EditorState, Plugin, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type { Node } from 'prosemirror-model'
import type * as Y from 'yjs'
import type { KnownNodes } from '@travaux/shared/crdt'
import { schema } from '@travaux/shared/model'
import { newNumber } from '@travaux/shared/number'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { accept, reject, suggestions } from '@travaux/shared/suggest'
import { ownUndo } from '../../client/src/editor/binding.ts'
import { readNodes } from '../../client/src/editor/fragment-reader.ts'
import { fragmentSync, withRecords } from '../../client/src/editor/fragment-sync.ts'
import { eIdRepair } from '../../client/src/editor/repair.ts'
import { admitted } from '../../client/src/editor/suggesting/dispatch.ts'
import { DECISION } from '../../client/src/editor/suggesting/notes.ts'
import { suggestedDraft, suggestingPlugin } from '../../client/src/editor/suggesting/plugin.ts'
import { applyEdits, type Edit } from './edits.ts'

/** The page's editor without a page: the same binding, the same plugins that write, the same way of each key into the draft. */
export class HeadlessEditor {
  readonly document: Y.Doc
  state: EditorState
  isDestroyed = false
  readonly composing = false
  readonly dom = { ownerDocument: { getSelection: () => null } }
  readonly #me: string
  /** So many edits have given new blocks their ids. */
  #edits = 0
  readonly #undo: Y.UndoManager
  readonly #views: {
    update?: ((view: EditorView, before: EditorState) => void) | undefined
    destroy?: (() => void) | undefined
  }[]

  constructor(document: Y.Doc, me: string, mode: 'editing' | 'suggesting') {
    this.document = document
    this.#me = me
    const fragment = document.getXmlFragment(TEXT_ROOT)
    const known: KnownNodes = new Map()
    const doc = schema.topNodeType.create(null, readNodes(fragment, schema, known))
    this.#undo = ownUndo(document)
    const plugins: Plugin[] = [fragmentSync(fragment, known), eIdRepair(), suggestingPlugin({ document, mode, user: me })]
    this.state = EditorState.create({ doc, plugins })
    this.#views = plugins.flatMap((plugin) => plugin.spec.view?.call(plugin, this as unknown as EditorView) ?? [])
  }

  hasFocus = (): boolean => false

  dispatch = (tr: Transaction): void => {
    const by = { me: { id: this.#me, name: this.#me, color: '#000000' }, now: () => 1_700_000_000_000, notify: () => {} }
    const passed = admitted(this.state, tr, by)
    if (!passed) return
    const before = this.state
    this.state = before.apply(passed)
    for (const view of this.#views) view.update?.(this as unknown as EditorView, before)
  }

  /** As hands make it: only what the edit changes is replaced. */
  edit(edit: Edit): void {
    const { doc } = this.state
    const after = applyEdits(doc, [edit], this.document.clientID * 1000 + this.#edits++)
    const tr = replaced(this.state.tr, doc, after)
    if (tr.docChanged) this.dispatch(tr)
  }

  /** Decides on the `pick`-th suggestion. */
  decide(verb: 'accept' | 'reject', pick: number): void {
    const draft = suggestedDraft(this.state)
    const list = suggestions(draft)
    const one = list[pick % Math.max(1, list.length)]
    if (!one) return
    const decided = verb === 'accept' ? accept(draft, [one.id], { numberOf: newNumber }) : reject(draft, [one.id])
    if (!decided.ok) return
    const { tr } = this.state
    for (const step of decided.transform.steps) tr.step(step)
    this.dispatch(withRecords(tr, decided.records).setMeta(DECISION, true))
  }

  undo(): void {
    this.#undo.undo()
  }

  destroy(): void {
    this.isDestroyed = true
    this.#undo.destroy()
    for (const view of this.#views) view.destroy?.()
  }
}

function replaced(tr: Transaction, before: Node, after: Node): Transaction {
  const start = before.content.findDiffStart(after.content)
  if (start === null) return tr
  const { a, b } = before.content.findDiffEnd(after.content)!
  const overlap = Math.max(0, start - Math.min(a, b))
  return tr.replace(start, a + overlap, after.slice(start, b + overlap))
}
