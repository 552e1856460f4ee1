import { setTimeout as wait } from 'node:timers/promises'
import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { MESSAGE } from '@travaux/shared/protocol'
import { ARRIVAL_MS, textAt, until } from '../../support/sync-client.ts'

export type Job = 'drafter' | 'reviewer' | 'observer'

export interface Credential {
  readonly job: Job
  readonly token: string
  readonly personId: string
}

/** Beyond this a paragraph is cut back, so that the drafts' size does not hide the server's. */
const LONG = 2000
const PACE_MS = 600
/** The paragraph that reviewers propose something for. */
const PROPOSALS = 3

/** A stock client that does what its person may do, and counts what the server says to it. */
export class Visitor {
  static made = 0
  static edits = 0
  /** Why updates were refused, each time. */
  static readonly refusals: string[] = []

  readonly #who: Credential
  readonly #provider: WebsocketProvider
  readonly #sent: { count: number; decided: number }
  readonly #doc = new Y.Doc()

  private constructor(url: string, draft: string, who: Credential) {
    this.#who = who
    const sent = { count: 0, decided: 0 }
    this.#sent = sent
    class WithToken extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols, { headers: { authorization: `Bearer ${who.token}` } })
      }

      override send(data: Uint8Array): void {
        super.send(data)
        if (data[0] === MESSAGE.sync && data[1] !== 0) sent.count++
      }
    }
    this.#provider = new WebsocketProvider(url, draft, this.#doc, {
      params: { ack: '1' },
      WebSocketPolyfill: WithToken as unknown as typeof globalThis.WebSocket,
      disableBc: true,
    })
    this.#provider.messageHandlers[MESSAGE.ack] = (_encoder, decoder) => {
      const decided = decoding.readVarUint(decoder)
      Visitor.edits += Math.max(0, decided - sent.decided)
      sent.decided = decided
    }
    this.#provider.messageHandlers[MESSAGE.refused] = (_encoder, decoder) => {
      decoding.readVarUint(decoder)
      Visitor.refusals.push(`${this.#who.job}: ${decoding.readVarString(decoder)}`)
    }
  }

  /** Connected, and with the whole text. */
  static async arrive(url: string, draft: string, who: Credential): Promise<Visitor> {
    const visitor = new Visitor(url, draft, who)
    Visitor.made++
    await until('the draft is there', () => visitor.#provider.synced, ARRIVAL_MS)
    return visitor
  }

  /** Until the time (`performance.now()`) has come. */
  async work(over: number, next: () => number): Promise<void> {
    for (let turn = 0; performance.now() < over; turn++) {
      const text = textAt(this.#doc, Math.floor(next() * 50))
      const at = Math.floor(next() * (text.length + 1))
      this.#provider.awareness.setLocalStateField('cursor', { anchor: at, head: at, turn })
      // Whoever writes into a proposal makes part of it theirs: its author could not take it back whole.
      if (this.#who.job === 'drafter' && text !== textAt(this.#doc, PROPOSALS)) {
        if (text.length > LONG) text.delete(0, LONG / 2)
        else text.insert(at, next() < 0.1 ? 'a pasted phrase of some length ' : String.fromCharCode(97 + Math.floor(next() * 26)))
      }
      if (this.#who.job === 'reviewer') this.#suggest(turn)
      await wait(PACE_MS * (0.5 + next()))
    }
  }

  /** Whether abruptly, as when a laptop is closed, or having heard that all is saved. */
  async leave(abruptly: boolean): Promise<void> {
    if (!abruptly) await until('all is saved', () => this.#sent.decided >= this.#sent.count, ARRIVAL_MS)
    this.#provider.destroy()
    this.#doc.destroy()
  }

  /** Proposes a word at the beginning of a paragraph, and takes it back the next time. */
  #suggest(turn: number): void {
    const id = `${this.#who.personId}:${this.#doc.clientID}`
    const text = textAt(this.#doc, PROPOSALS)
    const own = `insertion--${id}`
    if (turn % 2 === 0) return text.insert(0, 'proposed ', { [own]: Date.now() })
    let from = 0
    for (const { insert, attributes } of text.toDelta() as { insert: string; attributes?: Record<string, unknown> }[]) {
      if (attributes && own in attributes) return text.delete(from, insert.length)
      from += insert.length
    }
  }
}
