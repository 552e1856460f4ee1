import { Editor, Extension, Mark, Node, type Content } from '@tiptap/core'
import { baseKeymap, chainCommands, toggleMark } from '@tiptap/pm/commands'
import { keymap } from '@tiptap/pm/keymap'
import type { Command } from '@tiptap/pm/state'
import { yUndoPlugin, ySyncPluginKey } from 'y-prosemirror'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { KnownNodes } from '@travaux/shared/crdt'
import { carets, fragmentSync, readNodes } from '../editor/live.ts'

export interface RichTextOptions {
  host: HTMLElement
  /** The element of the sheet that holds the paragraphs (`justification`, `fallback`). */
  element: Y.XmlElement
  awareness: Awareness
  editable: boolean
  label: string
  language: string
  direction: 'ltr' | 'rtl'
}

export interface RichText {
  focus(): void
  toggle(what: 'strong' | 'em' | 'list'): void
  destroy(): void
}

/** Paragraphs and lists with bold and italic, written by several people at once: what a justification needs, and no more. */
export function mountRichText(options: RichTextOptions): RichText {
  const { host, element, awareness, editable, label, language, direction } = options
  const undoManager = new Y.UndoManager([element], { trackedOrigins: new Set([ySyncPluginKey]) })
  const known: KnownNodes = new Map()
  const editor = new Editor({
    element: host,
    editable,
    injectCSS: false,
    enableInputRules: false,
    enablePasteRules: false,
    enableCoreExtensions: { keymap: false, delete: false, drop: false, paste: false, textDirection: false },
    editorProps: {
      attributes: {
        class: 'rich-text',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        lang: language,
        dir: direction,
        ...(editable ? {} : { 'aria-readonly': 'true' }),
      },
    },
    extensions: [
      ...RICH_TEXT,
      Extension.create({
        name: 'live',
        priority: 1000,
        onBeforeCreate() {
          const { schema } = this.editor
          this.editor.options.content = schema.topNodeType.create(null, readNodes(element, schema, known)) as unknown as Content
        },
        addProseMirrorPlugins() {
          const { marks } = this.editor.schema
          return [
            keymap({
              'Mod-b': toggleMark(marks['strong']!),
              'Mod-i': toggleMark(marks['em']!),
              'Mod-Shift-8': toggleList,
              'Mod-z': () => (undoManager.undo(), true),
              'Mod-y': () => (undoManager.redo(), true),
              'Mod-Shift-z': () => (undoManager.redo(), true),
              Enter: chainCommands(leaveList(true), baseKeymap['Enter']!),
              Backspace: chainCommands(leaveList(false), baseKeymap['Backspace']!),
            }),
            keymap(baseKeymap),
            fragmentSync(element, known),
            yUndoPlugin({ undoManager }),
            carets(awareness),
          ]
        },
      }),
    ],
  })
  const run = (command: Command) => {
    command(editor.state, (tr) => editor.view.dispatch(tr), editor.view)
    editor.view.focus()
  }
  return {
    focus: () => editor.view.focus(),
    toggle: (what) => run(what === 'list' ? toggleList : toggleMark(editor.schema.marks[what]!)),
    destroy() {
      editor.destroy()
      undoManager.destroy()
    },
  }
}

/** The nodes of `sheetSchema` that stand in a rich text. */
const RICH_TEXT = [
  Node.create({ name: 'doc', topNode: true, content: 'paragraph*' }),
  Node.create({
    name: 'paragraph',
    content: 'text*',
    addAttributes: () => ({
      list: { default: null, rendered: false, parseHTML: (dom) => (dom.closest('li') ? 'bullet' : null) },
    }),
    parseHTML: () => [{ tag: 'p' }, { tag: 'li' }],
    renderHTML: ({ node }) => ['p', node.attrs['list'] === 'bullet' ? { class: 'rich-item' } : {}, 0],
  }),
  Node.create({ name: 'text' }),
  Mark.create({ name: 'strong', parseHTML: () => [{ tag: 'strong' }, { tag: 'b' }], renderHTML: () => ['strong', 0] }),
  Mark.create({ name: 'em', parseHTML: () => [{ tag: 'em' }, { tag: 'i' }], renderHTML: () => ['em', 0] }),
]

const toggleList: Command = (state, dispatch) => {
  const { from, to } = state.selection
  const found: { pos: number; list: unknown }[] = []
  state.doc.nodesBetween(from, to, (node, pos) => {
    if (node.isTextblock) found.push({ pos, list: node.attrs['list'] })
  })
  if (found.length === 0) return false
  const list = found.every((paragraph) => paragraph.list === 'bullet') ? null : 'bullet'
  dispatch?.(found.reduce((tr, { pos }) => tr.setNodeAttribute(pos, 'list', list), state.tr))
  return true
}

/** Enter in an empty item, or Backspace at the start of one, makes it a paragraph. */
const leaveList =
  (onlyEmpty: boolean): Command =>
  (state, dispatch) => {
    const { $from, empty } = state.selection
    const { parent, parentOffset } = $from
    if (!empty || parent.attrs['list'] !== 'bullet' || (onlyEmpty ? parent.content.size > 0 : parentOffset > 0)) return false
    dispatch?.(state.tr.setNodeAttribute($from.before(), 'list', null))
    return true
  }
