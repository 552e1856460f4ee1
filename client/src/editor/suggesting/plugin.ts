import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import type { DecorationSet, EditorView } from '@tiptap/pm/view'
import { ySyncPluginKey } from 'y-prosemirror'
import type * as Y from 'yjs'
import { readRecords } from '@travaux/shared/crdt'
import { RECORDS_ROOT } from '@travaux/shared/protocol'
import { withChanges, type Records, type SuggestedDraft } from '@travaux/shared/suggest'
import { recordsOf } from '../fragment-sync.ts'
import type { EditorMode } from '../types.ts'
import { drawAll, drawChanged } from './drawing.ts'

/** What is proposed about whole blocks, how the person works on the draft, and how proposals are drawn. */
export interface SuggestingState {
  readonly mode: EditorMode
  /** Id of whoever sits at the editor. */
  readonly user: string
  readonly records: Records
  readonly decorations: DecorationSet
}

export const suggestingKey = new PluginKey<SuggestingState>('suggesting')

export const suggestingIn = (state: EditorState): SuggestingState => suggestingKey.getState(state)!
export const suggestedDraft = (state: EditorState): SuggestedDraft => ({ doc: state.doc, records: suggestingIn(state).records })

type SuggestingMeta = Partial<Pick<SuggestingState, 'mode' | 'records'>>
export const setSuggesting = (tr: Transaction, meta: SuggestingMeta): Transaction => tr.setMeta(suggestingKey, meta)

export interface SuggestingPluginOptions {
  readonly document: Y.Doc
  readonly mode: EditorMode
  readonly user: string
}

/** Keeps the records beside the text and draws what the text alone does not show. */
export function suggestingPlugin({ document, mode, user }: SuggestingPluginOptions): Plugin<SuggestingState> {
  return new Plugin<SuggestingState>({
    key: suggestingKey,
    state: {
      init(_config, { doc }) {
        const records = readRecords(document)
        return { mode, user, records, decorations: drawAll(doc, records) }
      },
      apply(tr, current) {
        const meta = tr.getMeta(suggestingKey) as SuggestingMeta | undefined
        const records = withChanges(meta?.records ?? current.records, recordsOf(tr))
        if (records !== current.records)
          return { ...current, mode: meta?.mode ?? current.mode, records, decorations: drawAll(tr.doc, records) }
        if (!tr.docChanged) return meta?.mode ? { ...current, mode: meta.mode } : current
        return { ...current, decorations: drawChanged(current.decorations, tr, records) }
      },
    },
    props: { decorations: (state) => suggestingIn(state).decorations },
    view: (view) => hearRecords(view, document),
  })
}

/** Colleagues' records, and one's own that an undo brought back. */
function hearRecords(view: EditorView, document: Y.Doc) {
  const map = document.getMap(RECORDS_ROOT)
  const heard = (_event: unknown, { origin }: Y.Transaction) => {
    if (origin !== ySyncPluginKey) view.dispatch(setSuggesting(view.state.tr, { records: readRecords(document) }))
  }
  map.observe(heard)
  return { destroy: () => map.unobserve(heard) }
}
