import { Plugin, PluginKey, Selection, TextSelection, type EditorState } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

/** Where something shall be pasted that still waits for the code that reads it: nobody's hands wait. */
interface Place {
  readonly from: number
  readonly to: number
}

const key = new PluginKey<Place | null>('waiting place')

/** Keeps the place in front of what is typed meanwhile. */
export const waitingPlace = (): Plugin<Place | null> =>
  new Plugin<Place | null>({
    key,
    state: {
      init: () => null,
      apply(tr, place) {
        const told = tr.getMeta(key) as Place | null | undefined
        const known = told === undefined ? place : told
        return known && { from: tr.mapping.map(known.from, -1), to: tr.mapping.map(known.to, -1) }
      },
    },
  })

/** What is selected now is the place. */
export function keepPlace(view: EditorView): void {
  const { from, to } = view.state.selection
  view.dispatch(view.state.tr.setMeta(key, { from, to }))
}

/** Pastes at the place that was kept; the caret stays behind what has been typed there meanwhile. */
export function pasteThere(view: EditorView, paste: () => void): void {
  const place = key.getState(view.state)
  const { tr, selection } = view.state
  if (!place) return paste()
  const typed = typedSince(view.state, place)
  const [from, to] = [place.from, place.to].map((pos) => tr.doc.resolve(pos)) as [typeof selection.$from, typeof selection.$from]
  view.dispatch(tr.setSelection(TextSelection.between(from, to)).setMeta(key, null))
  paste()
  if (typed === 0) return
  const { doc, selection: behind } = view.state
  view.dispatch(view.state.tr.setSelection(Selection.near(doc.resolve(Math.min(behind.to + typed, doc.content.size)), -1)))
}

/** How many characters stand between the place and the caret, where they are in one block. */
function typedSince({ doc, selection: { $head } }: EditorState, { to }: Place): number {
  return $head.sameParent(doc.resolve(to)) ? Math.max(0, $head.pos - to) : 0
}
