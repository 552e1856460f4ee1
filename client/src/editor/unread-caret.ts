import { Plugin, TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

/**
 * A browser moves the caret at once and tells of it with its next frame (`selectionchange` is queued), which is when ProseMirror reads
 * it. On a busy machine a key or a colleague's edit comes before: Enter split the text where the caret had been, and drawing the edit
 * put it back there. So the caret is read before either.
 */
export function unreadCaret(): Plugin {
  const readFirst = (view: EditorView) => (readCaret(view), false)
  /** What the browser does after the event. ProseMirror puts its own caret back 20 ms after it gets the focus. */
  const readNext = (view: EditorView) => (setTimeout(() => view.isDestroyed || readCaret(view)), false)
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown: readFirst,
        paste: readFirst,
        cut: readFirst,
        focus: readNext,
        mousedown: readNext,
      },
    },
    view(view) {
      const note = () => noteCaret(view)
      // Added after ProseMirror's own listener: by then it has read the caret.
      view.dom.ownerDocument.addEventListener('selectionchange', note)
      return {
        update: note,
        destroy: () => view.dom.ownerDocument.removeEventListener('selectionchange', note),
      }
    },
  })
}

type Ends = Pick<Selection, 'anchorNode' | 'anchorOffset' | 'focusNode' | 'focusOffset'>

/** Where each editor knows the browser's selection to be. */
const known = new WeakMap<EditorView, Ends>()

function endsIn(view: EditorView): Ends | null {
  const selection = view.dom.ownerDocument.getSelection()
  if (!selection || !view.hasFocus() || !view.dom.contains(selection.anchorNode) || !view.dom.contains(selection.focusNode))
    return null
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection
  return isDrawn(view, anchorNode!) || isDrawn(view, focusNode!) ? null : { anchorNode, anchorOffset, focusNode, focusOffset }
}

/** Whether it is no text of the draft but drawn between it: deleted words, numbers. */
function isDrawn(view: EditorView, node: Node): boolean {
  const element = node instanceof Element ? node : node.parentElement
  const fixed = element?.closest('[contenteditable="false"]')
  return fixed !== view.dom && view.dom.contains(fixed ?? null)
}

function noteCaret(view: EditorView): void {
  const ends = endsIn(view)
  if (ends) known.set(view, ends)
}

/** Takes over where the browser has put the caret, if ProseMirror has not been told yet. Changes the selection and never the text. */
export function readCaret(view: EditorView): void {
  const ends = endsIn(view)
  const before = known.get(view)
  if (!ends || !before || view.composing || sameEnds(ends, before)) return
  known.set(view, ends)
  const { doc, selection, tr } = view.state
  const at = (node: Node, offset: number) => doc.resolve(view.posAtDOM(node, offset, 1))
  const moved = TextSelection.between(at(ends.anchorNode!, ends.anchorOffset), at(ends.focusNode!, ends.focusOffset))
  if (!moved.eq(selection)) view.dispatch(tr.setSelection(moved))
}

const sameEnds = (a: Ends, b: Ends): boolean =>
  a.anchorNode === b.anchorNode &&
  a.anchorOffset === b.anchorOffset &&
  a.focusNode === b.focusNode &&
  a.focusOffset === b.focusOffset
