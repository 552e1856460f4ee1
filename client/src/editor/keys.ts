import { Extension } from '@tiptap/core'
import { keymap } from '@tiptap/pm/keymap'
import { baseKeymap, chainCommands, toggleMark } from '@tiptap/pm/commands'
import { Plugin, type Command } from '@tiptap/pm/state'
import type { Schema } from '@tiptap/pm/model'
import type { EditorView } from '@tiptap/pm/view'
import { clearForTyping, deleteSelection } from './delete-selection.ts'
import { enter } from './enter.ts'
import { joinBackward, joinForward } from './join.ts'
import { shiftLevels } from './levels.ts'
import type { OwnHistory } from './suggesting/index.ts'
import { addArticleHere, moveProvision } from './units.ts'

/**
 * The keys of a drafter. They replace Tiptap's own keymap: its Backspace turns blocks into the first kind the schema has, and the
 * browser's own joining knows nothing of articles.
 */
export interface KeyOptions {
  history: () => Pick<OwnHistory, 'undo' | 'redo' | 'newStep'>
  /** Opens the field for the number at the caret. */
  editNumber: (view: EditorView) => boolean
}

export const draftKeys = (options: KeyOptions) =>
  Extension.create({
    name: 'draftKeys',
    priority: 900,
    addProseMirrorPlugins() {
      return [escapeThenTab(), keymap(bindings(this.editor.schema, options)), acrossArticles()]
    },
  })

function bindings(schema: Schema, { history, editNumber }: KeyOptions): Record<string, Command> {
  /** An edit of structure is a step of its own for undo. */
  const step =
    (command: Command): Command =>
    (state, dispatch, view) =>
      command(state, dispatch && ((tr) => (history().newStep(), dispatch(tr))), view)
  const undo: Command = () => (history().undo(), true)
  const redo: Command = () => (history().redo(), true)
  const number: Command = (_state, _dispatch, view) => (view ? editNumber(view) : false)
  const backspace = chainCommands(step(deleteSelection), step(joinBackward))
  const del = chainCommands(step(deleteSelection), step(joinForward))
  return {
    Enter: step(enter),
    'Shift-Enter': step(enter),
    'Mod-Alt-Enter': step(addArticleHere),
    Backspace: backspace,
    'Mod-Backspace': backspace,
    'Shift-Backspace': backspace,
    Delete: del,
    'Mod-Delete': del,
    Tab: step(shiftLevels(1)),
    'Shift-Tab': step(shiftLevels(-1)),
    'Alt-Shift-ArrowUp': step(moveProvision(-1)),
    'Alt-Shift-ArrowDown': step(moveProvision(1)),
    'Mod-b': toggleMark(schema.marks['strong']!),
    'Mod-i': toggleMark(schema.marks['em']!),
    'Mod-z': undo,
    'Mod-y': redo,
    'Shift-Mod-z': redo,
    'Mod-a': baseKeymap['Mod-a']!,
    F2: number,
    'Alt-n': number,
  }
}

/** Tab changes the level, so Escape lets the next Tab leave the text: nobody is caught in it who has only a keyboard. */
function escapeThenTab(): Plugin {
  let leaving = false
  return new Plugin({
    props: {
      handleKeyDown(_view, event) {
        if (leaving && event.key === 'Tab') return false
        if (event.key === 'Shift') return false
        leaving = event.key === 'Escape'
        return false
      },
      handleDOMEvents: {
        // Returning true keeps ProseMirror's keymaps from the key and leaves it to the browser.
        keydown: (_view, event) => leaving && event.key === 'Tab',
        blur: () => ((leaving = false), false),
      },
    },
  })
}

/** Typing, cutting and composing over a selection that spans articles first deletes it without joining them. */
function acrossArticles(): Plugin {
  const spans = (view: EditorView) => {
    const { $from, $to } = view.state.selection
    return view.editable && !$from.sameParent($to)
  }
  const clear = (view: EditorView) => {
    const tr = clearForTyping(view.state)
    if (tr) view.dispatch(tr)
  }
  return new Plugin({
    props: {
      handleTextInput(view, _from, _to, text) {
        if (!spans(view)) return false
        clear(view)
        view.dispatch(view.state.tr.insertText(text).scrollIntoView())
        return true
      },
      handleDOMEvents: {
        compositionstart: (view) => (spans(view) && clear(view), false),
        cut(view, event) {
          if (!spans(view)) return false
          const { dom, text } = view.serializeForClipboard(view.state.selection.content())
          event.clipboardData?.setData('text/html', dom.innerHTML)
          event.clipboardData?.setData('text/plain', text)
          event.preventDefault()
          deleteSelection(view.state, (tr) => view.dispatch(tr))
          return true
        },
      },
    },
  })
}
