import { once } from 'node:events'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import type { Room } from './subjects.ts'

/** Hocuspocus puts the room's name before each of y-websocket's messages and wants to be greeted. */
export type Dialect = 'y-websocket' | 'hocuspocus'

const [SYNC, PRESENCE, AUTH, SAVED, ACK] = [0, 1, 2, 8, 110]
const NOTHING = new Uint8Array([0, 0])

/** A client that keeps no document, so that hundreds fit beside the server they measure. */
export class BenchClient {
  readonly ws: WebSocket
  readonly #name: string | null
  onUpdate: (update: Uint8Array) => void = () => {}
  onPresence: (entries: Uint8Array) => void = () => {}
  /** Sync messages that the server says it has saved. */
  saved = 0
  onSaved: () => void = () => {}
  #synced: (() => void) | null = null

  private constructor(room: Room) {
    this.#name = room.dialect === 'hocuspocus' ? new URL(room.url).pathname.slice(1) : null
    this.ws = new WebSocket(room.url, { headers: room.headers, perMessageDeflate: false })
    this.ws.on('message', (bytes: Buffer) => this.#hear(bytes))
    this.ws.on('error', () => {})
  }

  /** Connected, and with everything that is in the room: `onUpdate` is given it. */
  static async join(room: Room, onUpdate: (update: Uint8Array) => void = () => {}): Promise<BenchClient> {
    const client = new BenchClient(room)
    client.onUpdate = onUpdate
    await once(client.ws, 'open')
    if (client.#name !== null)
      client.#send(AUTH, (to) => {
        encoding.writeVarUint(to, 0)
        encoding.writeVarString(to, 'token')
        encoding.writeVarString(to, '4.7.0')
      })
    await client.roundTrip()
    return client
  }

  /** Asks for everything and waits for it: what was sent before has been taken. */
  async roundTrip(): Promise<void> {
    const synced = new Promise<void>((resolve) => (this.#synced = resolve))
    this.#sync(0, new Uint8Array([0]))
    await synced
  }

  write(update: Uint8Array): void {
    this.#sync(2, update)
  }

  present(entries: Uint8Array): void {
    this.#send(PRESENCE, (to) => encoding.writeVarUint8Array(to, entries))
  }

  leave(): void {
    this.ws.terminate()
  }

  #sync(step: number, body: Uint8Array): void {
    this.#send(SYNC, (to) => {
      encoding.writeVarUint(to, step)
      encoding.writeVarUint8Array(to, body)
    })
  }

  #send(type: number, write: (to: encoding.Encoder) => void): void {
    this.ws.send(
      encoding.encode((to) => {
        if (this.#name !== null) encoding.writeVarString(to, this.#name)
        encoding.writeVarUint(to, type)
        write(to)
      }),
    )
  }

  #hear(bytes: Buffer): void {
    const from = decoding.createDecoder(bytes)
    if (this.#name !== null) decoding.readVarString(from)
    const type = decoding.readVarUint(from)
    if (type === SYNC) this.#hearSync(decoding.readVarUint(from), decoding.readVarUint8Array(from))
    else if (type === PRESENCE) this.onPresence(decoding.readVarUint8Array(from))
    else if (type === ACK || type === SAVED) {
      this.saved = type === ACK ? decoding.readVarUint(from) : this.saved + 1
      this.onSaved()
    }
  }

  #hearSync(step: number, body: Uint8Array): void {
    if (step === 0) return this.#sync(1, NOTHING)
    this.onUpdate(body)
    if (step === 1) this.#synced?.()
  }
}
