import { Plugin, TextSelection, type EditorState } from '@tiptap/pm/state'
import type { Node } from '@tiptap/pm/model'
import type { EditorView } from '@tiptap/pm/view'
import { difference, mappingBetween } from '../difference.ts'
import { bindingOf } from '../fragment-sync.ts'
import { suggestingIn } from './plugin.ts'

/** ProseMirror takes the last words of an input method up to 20 ms after it has ended. */
const AFTER_END = 60

/**
 * Marking words under an input method would end its composing. While it composes, its words stand as they are and go nowhere; when it
 * has finished they become one suggestion, in the draft as colleagues have it by then.
 */
export function composing(): Plugin {
  let timer: ReturnType<typeof setTimeout> | undefined
  const finish = (view: EditorView) => {
    timer = undefined
    if (view.isDestroyed) return
    if (view.composing) timer = setTimeout(finish, AFTER_END, view)
    else takeOver(view)
  }
  return new Plugin({
    props: {
      handleDOMEvents: {
        compositionstart(view) {
          clearTimeout(timer)
          if (suggestingIn(view.state).mode === 'suggesting') bindingOf(view.state).hold()
          return false
        },
        compositionend(view) {
          clearTimeout(timer)
          if (bindingOf(view.state).held) timer = setTimeout(finish, AFTER_END, view)
          return false
        },
      },
    },
    view: (view) => ({
      destroy() {
        clearTimeout(timer)
        bindingOf(view.state).release()
      },
    }),
  })
}

interface Replacement {
  readonly from: number
  readonly to: number
  readonly slice: ReturnType<Node['slice']>
}

function takeOver(view: EditorView): void {
  const { doc } = view.state
  const binding = bindingOf(view.state)
  const before = binding.release()
  const edit = before && replacement(before, doc)
  if (!before || !edit) return
  const now = view.state
  const mapping = mappingBetween(before, now.doc)
  const [from, to] = [mapping.map(edit.from, -1), mapping.map(edit.to, 1)]
  view.dispatch(typed(now, { ...edit, from, to }))
}

function typed({ tr }: EditorState, { from, to, slice }: Replacement) {
  tr.setSelection(TextSelection.near(tr.doc.resolve(to)))
  return tr.replace(from, to, slice).scrollIntoView()
}

/** What has to be replaced in one document so that it reads as the other; null when they are the same. */
function replacement(before: Node, after: Node): Replacement | null {
  const found = difference(before, after)
  return found && { from: found.start, to: found.endA, slice: after.slice(found.start, found.endB) }
}
