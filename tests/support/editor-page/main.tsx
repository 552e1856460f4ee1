import { Editor, Extension, type JSONContent } from '@tiptap/core'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { ySyncPlugin } from 'y-prosemirror'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import type { Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { readRecords, seedUpdate } from '@travaux/shared/crdt'
import { decodeDocument, type DocumentJSON } from '@travaux/shared/model'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import type { SuggestionRecord } from '@travaux/shared/suggest'
import { schemaExtensions } from '../../../client/src/editor/extensions.ts'
import {
  DraftEditor,
  useChanges,
  useOutline,
  type EditorHandle,
  type EditorMode,
  type EditorView,
  type SuggestNotice,
} from '../../../client/src/editor/index.ts'
import '../../../client/src/editor/outline.ts'
import { redlineKey } from '../../../client/src/editor/redline-plugin.ts'
import { startInterface } from '../../../client/src/i18n/index.ts'
import '../../../client/src/styles/theme.css'
import { undoAtRandom } from './undo-at-random.ts'

startInterface()

/** Editors on Y.Docs of this page, with a relay between them that can be cut: no server. Tests and the bench drive it as `harness`. */
export interface OpenOptions {
  draft: DocumentJSON
  base: DocumentJSON
  person?: { name: string; color: string }
  mode?: EditorMode
  mayDecide?: boolean
  view?: EditorView
}

interface Session {
  document: Y.Doc
  root: Root
  awareness: Awareness
  handle: EditorHandle
  setView: (view: EditorView) => void
  setMode: (mode: EditorMode) => void
  notices: SuggestNotice[]
  /** Updates this document has emitted that were not relayed to it. */
  own: number
}

const sessions = new Map<string, Session>()
/** First updates, decoded bases and React roots, made ahead of a timed opening. */
const prepared = new Map<string, { update: Uint8Array; base: Node; root: Root }>()
/** Documents of plain editors that are bound to one. */
const bound = new Map<string, Y.Doc>()
let connected = true
const RELAY = 'relay'

function parse(json: DocumentJSON) {
  const decoded = decodeDocument(json)
  if (!decoded.ok) throw new Error(decoded.reason)
  return decoded.doc
}

function relay(document: Y.Doc, awareness: Awareness, session: () => Session | undefined) {
  document.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === RELAY) return
    const own = session()
    if (own) own.own++
    if (connected) for (const other of others(document)) Y.applyUpdate(other.document, update, RELAY)
  })
  awareness.on('update', ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>, origin: unknown) => {
    if (origin === RELAY || !connected) return
    const update = encodeAwarenessUpdate(awareness, [...added, ...updated, ...removed])
    for (const other of others(document)) applyAwarenessUpdate(other.awareness, update, RELAY)
  })
}

const others = (document: Y.Doc): Session[] => [...sessions.values()].filter((session) => session.document !== document)

function Host({
  id,
  options,
  session,
  document,
  awareness,
  given,
  ready,
}: {
  id: string
  options: OpenOptions
  session: Partial<Session>
  document: Y.Doc
  awareness: Awareness
  given: Node | undefined
  ready: (handle: EditorHandle) => void
}) {
  const [view, setView] = useState(options.view ?? 'redline')
  const [mode, setMode] = useState(options.mode ?? 'editing')
  const [base] = useState(() => given ?? parse(options.base))
  Object.assign(session, { setView, setMode })
  const { language, direction } = options.draft.attrs
  const [me] = useState(() => ({ id, name: id, color: '#8a3ffc', ...options.person }))
  return (
    <DraftEditor
      document={document}
      awareness={awareness}
      base={base}
      language={language}
      direction={direction}
      mode={mode}
      me={me}
      members={[me]}
      mayDecide={options.mayDecide ?? true}
      onSuggest={(notice) => session.notices!.push(notice)}
      view={view}
      onReady={ready}
    />
  )
}

const editorOf = (id: string): Editor =>
  (window.document.querySelector(`#${id} .draft-text`) as unknown as { editor: Editor }).editor

function element(id: string): HTMLElement {
  const host = window.document.createElement('div')
  host.id = id
  window.document.querySelector('#editors')!.append(host)
  return host
}

/** What is put off by a timer comes first: one's caret is told after 40 ms, the end of a composition taken over after 60. */
const PUT_OFF = 65

const isProvision = (node: unknown): boolean => node instanceof Y.XmlElement && node.nodeName === 'provision'

const soon = (wait: (done: () => void) => unknown): Promise<void> => new Promise((resolve) => void wait(resolve))

const hasOldRedline = (): boolean =>
  [...window.document.querySelectorAll('.draft-text')].some((element) => {
    const { editor } = element as unknown as { editor?: Editor }
    // An input method that composes puts its redline off until it has finished.
    return editor !== undefined && !editor.view.composing && redlineKey.getState(editor.state)?.fresh === false
  })

export const harness = {
  /** Resolves when redlines, outlines and lists are up to date and drawn. */
  async settled() {
    await soon((done) => setTimeout(done, PUT_OFF))
    while (hasOldRedline()) await soon(requestAnimationFrame)
    // Behind the summary that the last redline has asked for.
    await soon(requestIdleCallback)
    await soon((done) => requestAnimationFrame(() => setTimeout(done)))
  },

  prepare(id: string, draft: DocumentJSON) {
    const base = parse(draft)
    prepared.set(id, { update: seedUpdate(base, TEXT_ROOT), base, root: createRoot(element(id)) })
  },
  open(id: string, options: OpenOptions) {
    const document = new Y.Doc()
    const peer = sessions.values().next().value
    const first = () => prepared.get(id)?.update ?? seedUpdate(parse(options.draft), TEXT_ROOT)
    Y.applyUpdate(document, peer ? Y.encodeStateAsUpdate(peer.document) : first())
    const awareness = new Awareness(document)
    awareness.setLocalStateField('user', options.person ?? { name: id, color: '#8a3ffc' })
    const session: Partial<Session> = { document, awareness, own: 0, notices: [] }
    relay(document, awareness, () => sessions.get(id))
    const given = prepared.get(id)?.base
    session.root = prepared.get(id)?.root ?? createRoot(element(id))
    const props = { id, options, session, document, awareness, given, ready: (handle: EditorHandle) => (session.handle = handle) }
    flushSync(() => session.root!.render(<Host {...props} />))
    sessions.set(id, session as Session)
  },
  /** Takes all editors off the page: the next are on other documents. */
  clear() {
    connected = true
    for (const [id, { root, document, awareness }] of sessions) {
      flushSync(() => root.unmount())
      awareness.destroy()
      document.destroy()
      window.document.getElementById(id)!.remove()
    }
    sessions.clear()
    prepared.clear()
  },
  /** Plain Tiptap on the same nodes in the same type: no Yjs, no redline, its own defaults; `spared` lets it skip articles off the screen. */
  openPlain(id: string, draft: DocumentJSON, spared = false) {
    const host = element(id)
    host.className = spared ? 'draft-page' : 'draft-page plain-tiptap'
    const page = window.document.createElement('div')
    host.append(page)
    return new Editor({
      element: page,
      content: draft as JSONContent,
      extensions: schemaExtensions(draft.attrs.language),
      editorProps: { attributes: { class: 'draft-text' } },
    })
  },
  /** The same on a Y.Doc, bound by y-prosemirror. */
  openBound(id: string, draft: DocumentJSON) {
    const host = element(id)
    host.className = 'draft-page plain-tiptap'
    const page = window.document.createElement('div')
    host.append(page)
    const document = new Y.Doc()
    Y.applyUpdate(document, seedUpdate(parse(draft), TEXT_ROOT))
    bound.set(id, document)
    const fragment = document.getXmlFragment(TEXT_ROOT)
    const binding = Extension.create({ name: 'bound', addProseMirrorPlugins: () => [ySyncPlugin(fragment)] })
    return new Editor({
      element: page,
      extensions: [...schemaExtensions(draft.attrs.language), binding],
      editorProps: { attributes: { class: 'draft-text' } },
    })
  },
  /** A colleague types so many letters at the end of the provision that stands at this share of the text; milliseconds to each paint. */
  async hearKeys(id: string, share: number, count: number): Promise<number[]> {
    const document = bound.get(id) ?? sessions.get(id)!.document
    const colleague = new Y.Doc()
    Y.applyUpdate(colleague, Y.encodeStateAsUpdate(document))
    const provisions = [...colleague.getXmlFragment(TEXT_ROOT).createTreeWalker((node) => isProvision(node))] as Y.XmlElement[]
    const words = provisions[Math.floor(provisions.length * share)]!.firstChild as Y.XmlText
    const times: number[] = []
    for (let key = 0; key < count; key++) {
      const known = Y.encodeStateVector(colleague)
      words.insert(words.length, 'etaoinshrd '[key % 11]!)
      const update = Y.encodeStateAsUpdate(colleague, known)
      // It comes at the start of a frame, so that nobody waits for the next one.
      await soon(requestAnimationFrame)
      const start = performance.now()
      Y.applyUpdate(document, update, RELAY)
      await soon((done) => {
        const channel = new MessageChannel()
        channel.port1.addEventListener('message', () => done())
        channel.port1.start()
        channel.port2.postMessage(null)
      })
      times.push(performance.now() - start)
    }
    return times
  },
  session(id: string): Session {
    return sessions.get(id)!
  },
  handle: (id: string): EditorHandle => sessions.get(id)!.handle,
  json: (id: string): DocumentJSON => sessions.get(id)!.handle.draft().toJSON() as DocumentJSON,
  records: (id: string): readonly SuggestionRecord[] => [...readRecords(sessions.get(id)!.document).values()],
  undoAtRandom: (id: string, others: readonly string[], draws: readonly number[]) =>
    undoAtRandom(id, others, (one) => ({ editor: editorOf(one), handle: sessions.get(one)!.handle }), draws),
  connect(on: boolean) {
    connected = on
    if (!on) return
    for (const one of sessions.values())
      for (const other of others(one.document)) Y.applyUpdate(other.document, Y.encodeStateAsUpdate(one.document), RELAY)
  },
  hooks: { useChanges, useOutline },
}

declare global {
  interface Window {
    harness: typeof harness
  }
}
window.harness = harness
