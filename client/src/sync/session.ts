import { Awareness } from 'y-protocols/awareness'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { draftDoc, readDocument, readRecords } from '@travaux/shared/crdt'
import { randomIdPart } from '@travaux/shared/model'
import { CLOSE, NEWS_TOPICS, TEXT_ROOT, type NewsTopic, type RefusalReason } from '@travaux/shared/protocol'
import { providerFor } from './connection.ts'
import { account, everythingDurable, NOTHING_SENT, remedy, type Delivery, type DeliveryEvent } from './delivery.ts'
import { keepText, linesOf, wordsOf, type KeptText } from './kept-text.ts'
import { openLocalCopy, type Keeping, type LocalCopy } from './local-copy.ts'

/** A connection on which nothing is acknowledged for this many milliseconds is given up: it is dead, whatever the browser says. */
const SILENCE = 12_000
/** After the store failed or we were too fast, the next try waits this many milliseconds. */
const PAUSE = 4_000
/** A copy that has not been read after this many milliseconds, because the disk or the browser is stuck, keeps nobody from the server. */
const PATIENCE = 500

/** What a person is told about their words. */
export type SavedState =
  /** On the way to the server for the first time. */
  | { kind: 'connecting' }
  | { kind: 'saving' }
  /** Everything this device holds is on the server's disk. */
  | { kind: 'saved' }
  /** `kept`: how much of what is written this device stores; `unsent`: there is something the server does not have. */
  | { kind: 'offline'; kept: Keeping; unsent: boolean }
  /** The server is there but cannot save. */
  | { kind: 'not-saved'; kept: Keeping }
  | { kind: 'refused'; reason: RefusalReason }
  | { kind: 'stopped'; code: number; kept: Keeping; unsent: boolean }

export interface SessionSnapshot {
  readonly saved: SavedState
  /** True once the whole draft is here, from the server or from this device's copy. */
  readonly ready: boolean
}

export interface Writer {
  readonly id: string
  readonly name: string
  readonly color: string
}

/** An open draft: its text, who else is in it, and how much of it is safe. */
export interface DraftSession {
  readonly document: Y.Doc
  readonly awareness: Awareness
  subscribe(listener: () => void): () => void
  getSnapshot(): SessionSnapshot
  /** The window goes on as this person: what its writer wrote and neither the server nor this device has is put aside for them. */
  handOver(personId: string): Promise<void>
  /** Hears that something beside the text has changed, or may have while there was no connection. */
  onNews(listener: (topic: NewsTopic) => void): () => void
  /** Tries again at once, after signing in again for instance. */
  reconnect(): void
  close(): void
}

/**
 * Opens a draft over `/sync` and from this device's copy, whichever comes first.
 * When the server refuses what was written, the text is put aside and `onRefused` is called: the session is over, open a new one.
 */
export function openSession(draftId: string, writer: Writer, onRefused: () => void): DraftSession {
  return new Session(draftId, writer, onRefused)
}

class Session implements DraftSession {
  readonly document = draftDoc()
  readonly awareness: Awareness
  readonly #draftId: string
  readonly #writer: Writer
  readonly #onRefused: () => void
  readonly #listeners = new Set<() => void>()
  readonly #newsListeners = new Set<(topic: NewsTopic) => void>()
  readonly #copy: LocalCopy | null
  readonly #provider: WebsocketProvider
  #delivery: Delivery = NOTHING_SENT
  #link: 'connecting' | 'online' | 'offline' = 'connecting'
  #stopped: number | null = null
  #refused: RefusalReason | null = null
  #storeFailed = false
  /** Written here and not yet known to be on the server's disk. */
  #unsent = false
  #kept: Keeping = 'nothing'
  #ready = false
  #closed = false
  #silence: ReturnType<typeof setTimeout> | undefined
  #snapshot: SessionSnapshot = { saved: { kind: 'connecting' }, ready: false }

  constructor(draftId: string, writer: Writer, onRefused: () => void) {
    this.#draftId = draftId
    this.#writer = writer
    this.#onRefused = onRefused
    this.awareness = new Awareness(this.document)
    this.awareness.setLocalStateField('user', { ...writer })
    this.#provider = providerFor(draftId, writer.id, this.document, this.awareness, {
      opened: () => this.#opened(),
      delivery: (event) => this.#account(event),
      lost: () => this.#lost(),
      news: (topic) => this.#hear(topic),
      stopped: (code) => this.#update(() => (this.#stopped = code)),
    })
    this.#provider.on('sync', (synced) => {
      if (synced) this.#update(() => (this.#ready = true))
      this.#listen(true)
    })
    this.document.on('update', (_update, origin) => {
      if (origin !== this.#provider && origin !== this.#copy?.origin) this.#update(() => (this.#unsent = true))
    })
    this.#copy = openLocalCopy(draftId, writer.id, this.document, (kept) => this.#update(() => (this.#kept = kept)))
    void this.#begin()
    addEventListener('online', this.#doubt)
    addEventListener('offline', this.#doubt)
    addEventListener('beforeunload', this.#warn)
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  getSnapshot(): SessionSnapshot {
    return this.#snapshot
  }

  async handOver(personId: string): Promise<void> {
    if (personId !== this.#writer.id && this.#unsent && this.#kept !== 'everything') await this.#keep('signed-out')
  }

  onNews(listener: (topic: NewsTopic) => void): () => void {
    this.#newsListeners.add(listener)
    return () => this.#newsListeners.delete(listener)
  }

  #hear(topic: NewsTopic): void {
    for (const listener of this.#newsListeners) listener(topic)
  }

  reconnect(): void {
    this.#stopped = null
    this.#retry()
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    clearTimeout(this.#silence)
    removeEventListener('online', this.#doubt)
    removeEventListener('offline', this.#doubt)
    removeEventListener('beforeunload', this.#warn)
    this.#provider.destroy()
    this.awareness.destroy()
    this.#listeners.clear()
    void this.#copy?.close()
  }

  /** The browser asks before it closes a window whose last words are nowhere else, neither on the server nor on this device. */
  readonly #warn = (event: BeforeUnloadEvent): void => {
    if (this.#unsent && this.#kept !== 'everything') event.preventDefault()
  }

  readonly #retry = (): void => {
    if (!this.#closed && this.#stopped === null && this.#refused === null) this.#provider.connect()
  }

  /**
   * The network is said to be gone or back, or the server owes an answer: find out by connecting anew. A server on this very machine
   * may be there without a network, and a connection that outlived the gap may be dead.
   */
  readonly #doubt = (): void => {
    this.#provider.disconnect()
    setTimeout(this.#retry)
  }

  /**
   * With the copy read, the server and this device tell each other only what the other lacks; read while they talk, all of it would
   * be sent as if it were new.
   */
  async #begin(): Promise<void> {
    const copied = this.#copy?.ready ?? Promise.resolve(false)
    const late = setTimeout(this.#retry, PATIENCE)
    if (await copied) {
      this.#update(() => {
        // An empty copy is a first visit, not an empty draft.
        if (this.document.getXmlFragment(TEXT_ROOT).length > 0) this.#ready = true
      })
    }
    clearTimeout(late)
    this.#retry()
  }

  #opened(): void {
    this.#update(() => {
      this.#delivery = NOTHING_SENT
      this.#link = 'online'
      this.#storeFailed = false
    })
    this.#listen(true)
    for (const topic of NEWS_TOPICS) this.#hear(topic)
  }

  #lost(): void {
    this.#update(() => {
      this.#link = 'offline'
    })
    this.#listen(true)
  }

  #account(event: DeliveryEvent): void {
    this.#update(() => {
      this.#delivery = account(this.#delivery, event)
      if (everythingDurable(this.#delivery)) this.#unsent = false
    })
    if (event.kind === 'refused') this.#answerRefusal(event.reason)
    this.#listen(event.kind === 'decided' || event.kind === 'refused')
  }

  /** Waits for what the server owes. Only its answers start the wait anew: someone who goes on writing must not put it off for ever. */
  #listen(answered: boolean): void {
    const { sent, decided, complete } = this.#delivery
    const owed = this.#link === 'online' && (sent > decided || (this.#provider.synced && !complete))
    if (owed && !answered && this.#silence !== undefined) return
    clearTimeout(this.#silence)
    this.#silence = owed ? setTimeout(this.#doubt, SILENCE) : undefined
  }

  #answerRefusal(reason: RefusalReason): void {
    switch (remedy(reason)) {
      case 'wait':
        return
      case 'retry':
        this.#update(() => (this.#storeFailed = true))
        setTimeout(() => !this.#closed && this.#doubt(), PAUSE)
        return
      case 'keep-copy':
        if (this.#refused === null) void this.#putAside(reason)
    }
  }

  /** Nothing that is only here may be thrown away before it is safe, hence the order. */
  async #putAside(reason: RefusalReason): Promise<void> {
    this.#update(() => (this.#refused = reason))
    this.#provider.disconnect()
    await this.#keep(reason)
    await this.#copy?.wipe()
    this.#onRefused()
  }

  #keep(reason: KeptText['reason']): Promise<void> {
    return keepText({
      id: randomIdPart(),
      draftId: this.#draftId,
      personId: this.#writer.id,
      at: new Date().toISOString(),
      reason,
      ...this.#text(),
    })
  }

  /** A text that breaks the schema may be what was refused: its words are kept all the same, without their numbers. */
  #text(): Pick<KeptText, 'lines' | 'draft'> {
    const fragment = this.document.getXmlFragment(TEXT_ROOT)
    const read = readDocument(fragment)
    if (!read.ok) return { lines: wordsOf(fragment) }
    return { lines: linesOf(read.doc), draft: { doc: read.doc.toJSON(), records: [...readRecords(this.document).values()] } }
  }

  #update(change: () => void): void {
    change()
    const saved = this.#saved()
    if (this.#ready === this.#snapshot.ready && sameState(saved, this.#snapshot.saved)) return
    this.#snapshot = { saved, ready: this.#ready }
    for (const listener of this.#listeners) listener()
  }

  #saved(): SavedState {
    const kept = this.#kept
    const unsent = this.#unsent
    if (this.#refused !== null) return { kind: 'refused', reason: this.#refused }
    if (this.#stopped !== null) return { kind: 'stopped', code: this.#stopped, kept, unsent }
    if (this.#link === 'offline') return { kind: 'offline', kept, unsent }
    if (this.#storeFailed) return { kind: 'not-saved', kept }
    if (this.#link === 'connecting' || !this.#ready) return { kind: 'connecting' }
    return this.#provider.synced && everythingDurable(this.#delivery) ? { kind: 'saved' } : { kind: 'saving' }
  }
}

const sameState = (a: SavedState, b: SavedState): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Whether the window need only ask what its person may do now. */
export const hasOtherRole = (saved: SavedState): boolean => saved.kind === 'stopped' && saved.code === CLOSE.roleChanged

/** Whether signing in again is what helps. */
export const needsSignIn = (saved: SavedState): boolean => saved.kind === 'stopped' && saved.code === CLOSE.signedOut
