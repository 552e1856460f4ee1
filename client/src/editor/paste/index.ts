import { Extension } from '@tiptap/core'
import { TextSelection, Plugin, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { deleteSelectedText } from '../delete-selection.ts'
import { LateReader } from './late-reader.ts'
import { copiedBlocks, CopyWriter } from './own-copy.ts'
import { placeBlocks } from './place-blocks.ts'
import { isTooLarge, MAX_HTML } from './size.ts'
import { keepPlace, pasteThere, waitingPlace } from './waiting-place.ts'

/** What a person should hear about a paste: nothing was pasted (too large, or its code could not be fetched), or footnotes were left out. */
export type PasteNotice = { kind: 'too-large' } | { kind: 'not-loaded' } | { kind: 'footnotes'; count: number }

/** Milliseconds from drawing the text to fetching what reads a paste: nobody pastes sooner, and the text should not wait for it. */
const PREPARE_AFTER = 400

export interface PasteOptions {
  language: string
  onNotice: (notice: PasteNotice) => void
  /** Called before a paste changes the text: it is a step of its own for undo. */
  beforeEdit: () => void
}

/**
 * Paste, drop and copy. What comes from Word or a web page keeps its structure and loses everything foreign; what comes from Travaux
 * comes back as it was; what is copied opens in Word with its labels.
 */
export const paste = (options: PasteOptions) =>
  Extension.create({
    name: 'paste',
    priority: 950,
    addProseMirrorPlugins() {
      const { schema } = this.editor
      const { language, onNotice } = options
      const reader = new LateReader(schema, async () => {
        const { ClipboardReader } = await import('./clipboard-reader.ts')
        return new ClipboardReader(schema, language, (count) => onNotice({ kind: 'footnotes', count }))
      })
      return [
        waitingPlace(),
        new Plugin({
          view: () => {
            // When the text has been painted. Without a connection it is fetched again when something is pasted.
            const timer = setTimeout(() => void reader.prepare().catch(() => undefined), PREPARE_AFTER)
            return { destroy: () => clearTimeout(timer) }
          },
          props: {
            clipboardParser: reader,
            clipboardTextParser: (text, $context) => reader.parseText(text, $context),
            clipboardSerializer: new CopyWriter(schema),
            transformPastedHTML: withoutStyleSheets,
            transformCopied: (slice, view) => copiedBlocks(slice, view.state),
            handleDOMEvents: {
              paste: (view, event) => taken(view, event, event.clipboardData, reader, onNotice),
              // What is dragged from here is known without being read.
              drop: (view, event) => view.dragging === null && taken(view, event, event.dataTransfer, reader, onNotice),
            },
            handlePaste(view, _event, slice) {
              if (isTooLarge(slice)) onNotice({ kind: 'too-large' })
              else if (slice.size > 0) put(view, options, deleteSelectedText(view.state) ?? view.state.tr, slice.content)
              return true
            },
            handleDrop(view, event, slice, moved) {
              const at = view.posAtCoords({ left: event.clientX, top: event.clientY })
              if (!at || slice.size === 0) return false
              if (isTooLarge(slice)) onNotice({ kind: 'too-large' })
              else put(view, options, caretForDrop(view, at.pos, moved), slice.content)
              return true
            },
          },
        }),
      ]
    },
  })

type Content = Parameters<typeof placeBlocks>[1]

function put(view: EditorView, { language, beforeEdit }: PasteOptions, tr: Transaction, content: Content): void {
  beforeEdit()
  view.dispatch(placeBlocks(tr, content, language).setMeta('paste', true).scrollIntoView())
  view.focus()
}

function caretForDrop(view: EditorView, pos: number, moved: boolean): Transaction {
  const tr = (moved ? deleteSelectedText(view.state) : null) ?? view.state.tr
  return tr.setSelection(TextSelection.near(tr.doc.resolve(tr.mapping.map(pos))))
}

/** Takes a clipboard away from ProseMirror that is too large to be read at all, or that must wait for the reader's code. */
function taken(
  view: EditorView,
  event: Event,
  clipboard: DataTransfer | null,
  reader: LateReader,
  onNotice: PasteOptions['onNotice'],
): boolean {
  const [html, text] = [clipboard?.getData('text/html') ?? '', clipboard?.getData('text/plain') ?? '']
  const tooLarge = html.length > MAX_HTML
  if (!tooLarge && (reader.ready || !view.editable)) return false
  event.preventDefault()
  if (tooLarge) onNotice({ kind: 'too-large' })
  else {
    keepPlace(view)
    const paste = () => pasteThere(view, () => (html ? view.pasteHTML(html) : view.pasteText(text)))
    reader.prepare().then(
      () => !view.isDestroyed && paste(),
      () => onNotice({ kind: 'not-loaded' }),
    )
  }
  return true
}

/**
 * ProseMirror writes the rules of pasted style sheets into style attributes by way of the browser, which drops the properties it does
 * not know: Word's list levels (`mso-list`) among them. As an element of another name a sheet stays what it is and is not read.
 */
const withoutStyleSheets = (html: string): string => html.replace(/<(\/?)style\b/gi, '<$1noembed')
