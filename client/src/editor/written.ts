import { Plugin, PluginKey } from '@tiptap/pm/state'
import { DecorationSet, type EditorView } from '@tiptap/pm/view'
import { mappingOf } from './difference.ts'

const writtenKey = new PluginKey<DecorationSet>('written')

/** Keeps the marks that say who wrote which words in their places, while somebody wants to see them. */
export const writtenPlugin = (): Plugin<DecorationSet> =>
  new Plugin<DecorationSet>({
    key: writtenKey,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, current) {
        const wanted = tr.getMeta(writtenKey) as DecorationSet | undefined
        if (wanted) return wanted
        return tr.docChanged && current !== DecorationSet.empty ? current.map(mappingOf(tr), tr.doc) : current
      },
    },
    props: { decorations: (state) => writtenKey.getState(state) },
  })

/** Puts these marks in the place of those that are drawn. */
export const drawWritten = (view: EditorView, marks: DecorationSet): void =>
  view.dispatch(view.state.tr.setMeta(writtenKey, marks).setMeta('addToHistory', false))
