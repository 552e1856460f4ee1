import { Plugin, TextSelection, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { suggestingIn } from './plugin.ts'

/**
 * Words that are typed over others, or that a spelling checker puts in their place, replace them whole: “must” for “may”. Left to
 * itself the editor compares what the browser made of the line and keeps the letters that both happen to have, and the reader would
 * see a suggestion that cuts through the word.
 */
export function typeOver(): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        beforeinput(view, event) {
          if (suggestingIn(view.state).mode !== 'suggesting' || !view.editable || view.composing) return false
          const over = replaced(view, event)
          if (!over) return false
          event.preventDefault()
          const { from, to, text } = over
          const write = (): Transaction => view.state.tr.insertText(text, from, to)
          if (!view.someProp('handleTextInput', (handle) => handle(view, from, to, text, write)))
            view.dispatch(write().scrollIntoView())
          return true
        },
      },
    },
  })
}

interface Replaced {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** What an input event is about to put in the place of other words of one block; null when it is another kind of edit. */
function replaced(view: EditorView, event: InputEvent): Replaced | null {
  const text = event.data ?? event.dataTransfer?.getData('text/plain') ?? ''
  if (text === '' || /[\n\r]/.test(text)) return null
  const range = event.inputType === 'insertReplacementText' ? targetOf(view, event) : null
  const { selection, doc } = view.state
  const { from, to } = range ?? selection
  if (event.inputType !== 'insertText' && !range) return null
  if (from === to || !(selection instanceof TextSelection) || !doc.resolve(from).sameParent(doc.resolve(to))) return null
  return { from, to, text }
}

function targetOf(view: EditorView, event: InputEvent): { from: number; to: number } | null {
  const [range] = event.getTargetRanges()
  if (!range || !view.dom.contains(range.startContainer) || !view.dom.contains(range.endContainer)) return null
  return {
    from: view.posAtDOM(range.startContainer, range.startOffset),
    to: view.posAtDOM(range.endContainer, range.endOffset),
  }
}
