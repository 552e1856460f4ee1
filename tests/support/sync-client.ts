import { once } from 'node:events'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { MESSAGE, TEXT_ROOT } from '@travaux/shared/protocol'
import { DRAFT } from './sync-server.ts'

export interface Who {
  readonly user?: string
  readonly role?: string
  readonly draft?: string
  readonly ack?: boolean
}

/** Connecting to a server that has just started takes a while on a busy machine. */
export const ARRIVAL_MS = 60_000

/** Waits until it holds; fails with what was waited for. */
export async function until(what: string, holds: () => unknown, patienceMs = 10_000): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`It never came to pass: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** A stock y-websocket client. */
export function stockClient(url: string, { user = 'anna', role = 'drafter', draft = DRAFT }: Who = {}, doc = new Y.Doc()) {
  const provider = new WebsocketProvider(url, draft, doc, {
    params: { user, role },
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    maxBackoffTime: 100,
  })
  const leave = () => {
    provider.destroy()
    doc.destroy()
  }
  return { doc, provider, leave, synced: () => until('synced', () => provider.synced) }
}

/** The words of the draft, as markup. */
export const textOf = (doc: Y.Doc): string => doc.getXmlFragment(TEXT_ROOT).toJSON()

/** All texts of the draft that a person could type in. */
export function texts(parent: Y.XmlFragment): Y.XmlText[] {
  return parent
    .toArray()
    .flatMap((child) => (child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? texts(child) : []))
}

/** The text of the nth textblock; writes land there. */
export const textAt = (doc: Y.Doc, index: number): Y.XmlText => {
  const all = texts(doc.getXmlFragment(TEXT_ROOT))
  return all[index % all.length]!
}

export const syncMessage = (step: 0 | 1 | 2, body: Uint8Array): Uint8Array =>
  encoding.encode((to) => {
    encoding.writeVarUint(to, MESSAGE.sync)
    encoding.writeVarUint(to, step)
    encoding.writeVarUint8Array(to, body)
  })

export const presenceMessage = (entries: readonly (readonly [client: number, clock: number, json: string])[]): Uint8Array =>
  encoding.encode((to) => {
    encoding.writeVarUint(to, MESSAGE.awareness)
    const body = encoding.encode((inner) => {
      encoding.writeVarUint(inner, entries.length)
      for (const [client, clock, json] of entries) {
        encoding.writeVarUint(inner, client)
        encoding.writeVarUint(inner, clock)
        encoding.writeVarString(inner, json)
      }
    })
    encoding.writeVarUint8Array(to, body)
  })

/** A client that sends what it is told, answers step 1 when asked to, and remembers what it hears. */
export class RawClient {
  readonly ws: WebSocket
  readonly doc: Y.Doc
  /** Sync messages of this connection that are decided. */
  acknowledged = 0
  /** Sync messages sent on this connection. */
  sent = 0
  readonly refusals: { index: number; reason: string }[] = []
  readonly presence = new Map<number, unknown>()
  synced = false
  asked = 0
  closed: number | null = null
  onUpdate: () => void = () => {}
  onAcknowledged: (count: number) => void = () => {}
  onWrite: (index: number, step: 1 | 2) => void = () => {}
  readonly #answers: boolean

  constructor(
    url: string,
    { user = 'anna', role = 'drafter', draft = DRAFT, ack = true }: Who = {},
    answers = true,
    doc = new Y.Doc(),
  ) {
    this.doc = doc
    this.#answers = answers
    this.ws = new WebSocket(`${url}/${draft}?user=${user}&role=${role}${ack ? '&ack=1' : ''}`)
    this.ws.on('message', (bytes: Buffer) => this.#hear(bytes))
    this.ws.on('close', (code) => (this.closed = code))
    this.ws.on('error', () => {})
  }

  /** Connected, and with the whole text. */
  static async joined(url: string, who: Who = {}, answers = true, doc = new Y.Doc()): Promise<RawClient> {
    const client = new RawClient(url, who, answers, doc)
    await once(client.ws, 'open')
    client.join()
    await until('synced', () => client.synced, ARRIVAL_MS)
    return client
  }

  join(): void {
    this.send(syncMessage(0, Y.encodeStateVector(this.doc)))
  }

  send(message: Uint8Array): void {
    this.ws.send(message)
  }

  /** Sends an update; its index among the sync messages of this connection. */
  write(update: Uint8Array, step: 1 | 2 = 2): number {
    this.send(syncMessage(step, update))
    this.onWrite(this.sent, step)
    return this.sent++
  }

  /** Makes a change in the own copy; the update it makes. */
  change(edit: (doc: Y.Doc) => void): Uint8Array {
    const updates: Uint8Array[] = []
    const note = (update: Uint8Array) => void updates.push(update)
    this.doc.on('update', note)
    this.doc.transact(() => edit(this.doc))
    this.doc.off('update', note)
    return updates[0] ?? new Uint8Array([0, 0])
  }

  /** Changes the own copy and sends it. */
  edit(edit: (doc: Y.Doc) => void): number {
    return this.write(this.change(edit))
  }

  /** Waits until message `index` is decided; the reason it was refused for, or null. */
  async decided(index: number): Promise<string | null> {
    await until(`message ${index} is decided`, () => this.acknowledged > index)
    return this.refusals.find((refusal) => refusal.index === index)?.reason ?? null
  }

  async leave(): Promise<void> {
    this.ws.terminate()
    await until('closed', () => this.closed !== null)
  }

  #hear(bytes: Buffer): void {
    const from = decoding.createDecoder(bytes)
    const type = decoding.readVarUint(from)
    if (type === MESSAGE.sync) this.#hearSync(decoding.readVarUint(from), decoding.readVarUint8Array(from))
    else if (type === MESSAGE.awareness) this.#hearPresence(decoding.createDecoder(decoding.readVarUint8Array(from)))
    else if (type === MESSAGE.ack) this.#hearAck(decoding.readVarUint(from))
    else if (type === MESSAGE.refused)
      this.refusals.push({ index: decoding.readVarUint(from), reason: decoding.readVarString(from) })
    else throw new Error(`The server sent a message of type ${type}.`)
    if (decoding.hasContent(from)) throw new Error('The server sent more than one message in a frame.')
  }

  #hearAck(count: number): void {
    this.acknowledged = count
    this.onAcknowledged(count)
  }

  #hearSync(step: number, body: Uint8Array): void {
    if (step === 0) {
      this.asked += 1
      if (this.#answers) this.write(Y.encodeStateAsUpdate(this.doc, body), 1)
      return
    }
    Y.applyUpdate(this.doc, body, this)
    if (step === 1) this.synced = true
    this.onUpdate()
  }

  #hearPresence(from: decoding.Decoder): void {
    for (let count = decoding.readVarUint(from); count > 0; count--) {
      const client = decoding.readVarUint(from)
      decoding.readVarUint(from)
      this.presence.set(client, JSON.parse(decoding.readVarString(from)))
    }
  }
}
