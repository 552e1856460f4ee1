import { Editor, Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { i18n } from '../i18n/index.ts'
import { binding, ownUndo } from './binding.ts'
import { caretUnit } from './caret-unit.ts'
import { plainTextCopy } from './clipboard.ts'
import { schemaExtensions } from './extensions.ts'
import { findPlugin } from './find/index.ts'
import { createHandle } from './handle.ts'
import { draftKeys } from './keys.ts'
import { labelUnder, openNumberField } from './number-field.ts'
import { paste, type PasteNotice } from './paste/index.ts'
import type { Credit } from './render.ts'
import { redlinePlugin, showRedline } from './redline-plugin.ts'
import { eIdRepair } from './repair.ts'
import { ownHistory, setSuggesting, suggesting, suggestingIn, SuggestionStyles } from './suggesting/index.ts'
import type { Author, EditorHandle, EditorMode, SuggestNotice } from './types.ts'
import { unreadCaret } from './unread-caret.ts'
import { writtenPlugin } from './written.ts'

export interface MountOptions {
  /** The element that holds the page; the text is drawn into `host` within it. */
  page: HTMLElement
  host: HTMLElement
  document: Y.Doc
  awareness: Awareness | null
  /** Null while it is on its way; the text is drawn without it. */
  base: Node | null
  language: string
  direction: 'ltr' | 'rtl'
  mode: EditorMode
  me: Author
  /** The server's time, in milliseconds since the epoch. */
  now: () => number
  members: readonly Author[]
  mayDecide: boolean
  redline: boolean
  onPaste: (notice: PasteNotice) => void
  onSuggest: (notice: SuggestNotice) => void
}

/** A mounted editor: what the component turns on and off, and the handle for the page around it. */
export interface Mounted {
  handle: EditorHandle
  /** Hands over a base that was on its way. */
  giveBase(base: Node): void
  setMode(mode: EditorMode): void
  setMembers(members: readonly Author[]): void
  showRedline(shown: boolean): void
  destroy(): void
}

/** Tiptap's own keymap, copy and deletion events are replaced or unused; the last costs a walk over the document for each key. */
const CORE = {
  keymap: false,
  clipboardTextSerializer: false,
  delete: false,
  drop: false,
  paste: false,
  textDirection: false,
} as const

export function mountEditor(options: MountOptions): Mounted {
  const { page, host, document, awareness, language, direction, mode, me } = options
  const styles = new SuggestionStyles(options.members)
  let members = options.members
  const credit: Credit = ({ user }) => members.find(({ id }) => id === user)?.name ?? ''
  const undoManager = ownUndo(document)
  const { promise: base, resolve: giveBase } = Promise.withResolvers<Node>()
  if (options.base) giveBase(options.base)
  // Drawn outside the page and put into it whole, so that the browser has nothing to bring up to date node by node.
  const surface = window.document.createElement('div')
  const editor = new Editor({
    element: surface,
    editable: mode !== 'viewing',
    injectCSS: false,
    enableCoreExtensions: CORE,
    enableInputRules: false,
    enablePasteRules: false,
    editorProps: {
      attributes: {
        class: 'draft-text',
        lang: language,
        dir: direction,
        'aria-multiline': 'true',
        'aria-label': i18n.t('editor.text'),
        spellcheck: 'false',
      },
    },
    extensions: [
      ...schemaExtensions(language, credit),
      Extension.create({ name: 'unreadCaret', priority: 1100, addProseMirrorPlugins: () => [unreadCaret()] }),
      binding({ document, awareness, undoManager, attrs: { language, direction } }),
      draftKeys({ history: () => history, editNumber: (view) => openNumberField(view, page) }),
      paste({ language, onNotice: options.onPaste, beforeEdit: () => history.newStep() }),
      plainTextCopy(language),
      suggesting({ document, mode, me, now: options.now, onNotice: options.onSuggest }),
      drawing(options, base),
    ],
  })
  host.append(surface)
  const history = ownHistory(editor, undoManager, me)
  editor.on('transaction', ({ transaction, appendedTransactions }) => history.heard(transaction, appendedTransactions))
  const source = { editor, undoManager, history, page, language, me, mayDecide: options.mayDecide, styles }
  const { handle, destroy } = createHandle(source)
  return {
    handle,
    giveBase,
    setMode(wanted) {
      if (wanted === suggestingIn(editor.state).mode) return
      editor.view.dispatch(setSuggesting(editor.state.tr, { mode: wanted }))
      editor.setEditable(wanted !== 'viewing', false)
    },
    setMembers(present) {
      members = present
      styles.setMembers(present)
    },
    showRedline: (shown) => showRedline(editor.view, shown),
    destroy() {
      destroy()
      styles.remove()
      editor.destroy()
      surface.remove()
    },
  }
}

const drawing = ({ language, redline, page, document }: MountOptions, base: Promise<Node>) =>
  Extension.create({
    name: 'drawing',
    addProseMirrorPlugins: () => {
      return [
        redlinePlugin({ base, language, shown: redline, document }),
        caretUnit(),
        eIdRepair(),
        findPlugin(),
        writtenPlugin(),
        new Plugin({
          props: {
            handleDOMEvents: {
              mousedown(view, event) {
                const eId = event.button === 0 ? labelUnder(view, event) : null
                if (eId === null || !openNumberField(view, page, eId)) return false
                event.preventDefault()
                return true
              },
            },
          },
        }),
      ]
    },
  })
