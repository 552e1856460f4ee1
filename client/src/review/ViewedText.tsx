import type { Node } from '@tiptap/pm/model'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import * as Y from 'yjs'
import {
  draftDoc,
  readNumbering,
  readRecords,
  sheetEditor,
  writeChange,
  writeDocument,
  writeRecords,
  type KnownNodes,
} from '@travaux/shared/crdt'
import { newNumber } from '@travaux/shared/number'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { viewed, type SuggestedDraft, type SuggestionView } from '@travaux/shared/suggest'
import type { Draft } from '../api/calls.ts'
import { DraftEditor, type EditorHandle, type EditorView } from '../editor/index.ts'
import '../i18n/review-strings.ts'
import { useMe } from '../pages/RequireMe.tsx'
import { Button } from '../ui/Button.tsx'
import { useNames } from './people.ts'

export interface ViewedTextProps {
  /** The draft itself, which stays open behind. */
  handle: EditorHandle
  document: Y.Doc
  draft: Draft
  base: Node | null
  shown: SuggestionView
  view: EditorView
  onReady: (handle: EditorHandle | null) => void
  onLeave: () => void
}

/** Milliseconds that a change of the draft waits for the next before the view follows. */
const FOLLOW_MS = 200

/**
 * The draft as it would read: a text of its own, computed and not drawn over, so that its numbers, its outline, the find bar and a screen
 * reader know nothing of what is not shown. It is read and not written.
 */
export default function ViewedText({ handle, document, draft, base, shown, view, onReady, onLeave }: ViewedTextProps) {
  const { t } = useTranslation()
  const me = useMe()
  const names = useNames(draft.id, [])
  const text = useMemo(() => new ViewedDocument(() => viewOf(handle, document, shown)), [handle, document, shown])
  useEffect(() => text.follow(document), [text, document])
  useEffect(() => () => onReady(null), [onReady])
  return (
    <>
      <p className="viewed-notice">
        <output>
          {t(`review.viewing.${shown.shown}.${shown.author === null ? 'all' : 'one'}`, {
            name: shown.author === null ? '' : names(shown.author).name,
          })}
        </output>
        <Button kind="quiet" onClick={onLeave}>
          {t('review.viewing.leave')}
        </Button>
      </p>
      <DraftEditor
        document={text.document}
        awareness={null}
        base={base}
        language={draft.language}
        direction={draft.direction}
        mode="viewing"
        me={me}
        members={draft.members}
        mayDecide={false}
        view={view}
        onReady={onReady}
      />
    </>
  )
}

function viewOf(handle: EditorHandle, document: Y.Doc, shown: SuggestionView): SuggestedDraft {
  return viewed({ doc: handle.draft(), records: readRecords(document) }, shown, { numberOf: newNumber })
}

/** A Y.Doc of this window that reads as a view of another. */
class ViewedDocument {
  readonly document = draftDoc()
  readonly #read: () => SuggestedDraft
  readonly #known: KnownNodes = new Map()

  constructor(read: () => SuggestedDraft) {
    this.#read = read
    const { doc, records } = read()
    writeDocument(doc, this.document.getXmlFragment(TEXT_ROOT))
    writeRecords(this.document, { set: [...records.values()], remove: [] })
  }

  follow(source: Y.Doc): () => void {
    this.#number(source)
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        this.#update()
        this.#number(source)
      }, FOLLOW_MS)
    }
    source.on('update', soon)
    return () => {
      source.off('update', soon)
      clearTimeout(timer)
    }
  }

  #number(source: Y.Doc): void {
    const numbering = readNumbering(source)
    if (numbering !== readNumbering(this.document)) sheetEditor(this.document).setNumbering(numbering)
  }

  #update(): void {
    const { doc, records } = this.#read()
    const shown = readRecords(this.document)
    const set = [...records].flatMap(([key, record]) => (shown.has(key) ? [] : [record]))
    const remove = [...shown.keys()].filter((key) => !records.has(key))
    this.document.transact(() => {
      writeChange(this.document.getXmlFragment(TEXT_ROOT), doc, this.#known)
      writeRecords(this.document, { set, remove })
    })
  }
}
