import type { Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { draftDoc, dropRepeats, Gate, seedUpdate, writeChange } from '@travaux/shared/crdt'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import type { SuggestedDraft } from '@travaux/shared/suggest'
import { draftIn, Hands, type Write } from './hands.ts'
import type { Ids } from './suggesting.ts'

/** One person's copy of a draft. What it writes waits in `outbox` until it is sent. */
export class Peer {
  readonly user: string
  readonly hands: Hands
  doc = draftDoc()
  outbox: Uint8Array[] = []

  constructor(clientID: number, state: Uint8Array, hands: Hands) {
    this.user = hands.user
    this.hands = hands
    this.load(clientID, state)
  }

  load(clientID: number, state: Uint8Array): void {
    this.doc = draftDoc()
    this.doc.clientID = clientID
    this.outbox = []
    Y.applyUpdate(this.doc, state, 'remote')
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'remote') this.outbox.push(update)
    })
  }

  draft(): SuggestedDraft {
    return draftIn(this.doc)
  }

  hear(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update, 'remote')
  }
}

export interface Refusal {
  readonly user: string
  readonly why: string
  readonly update: Uint8Array
  /** What the person had before them. */
  readonly lost: SuggestedDraft
  /** The id under which they wrote. */
  readonly client: number
}

/** The server in small: every reviewer's update goes through the gate, what passes is known to all. */
export class Exchange {
  readonly peers: Peer[]
  readonly doc = draftDoc()
  readonly refused: Refusal[] = []
  /** Hears of each update that passed, before it is applied. */
  onPassed: (user: string, update: Uint8Array) => void = () => {}
  #gate: Gate
  #clients = 100

  constructor(base: Node, users: readonly string[], ids: Ids, write: Write = writeChange) {
    Y.applyUpdate(this.doc, seedUpdate(base, TEXT_ROOT))
    this.#gate = new Gate(this.state())
    this.peers = users.map((user) => new Peer(++this.#clients, this.state(), new Hands(user, ids, write)))
  }

  peer(user: string): Peer {
    return this.peers.find((one) => one.user === user)!
  }

  state(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc)
  }

  /** Sends everything that this person has written. A refused one reloads, and loses what was not sent. */
  deliver(peer: Peer): void {
    for (const update of peer.outbox.splice(0)) {
      if (peer.user !== 'dora') {
        const passed = this.#gate.check(update, peer.user)
        if (!passed.ok) return this.#refuse(peer, update, passed.why)
      } else this.#gate.learn(update)
      this.onPassed(peer.user, update)
      Y.applyUpdate(this.doc, update)
      for (const other of this.peers) if (other !== peer) other.hear(update)
      this.#dropRepeats()
    }
  }

  #dropRepeats(): void {
    const hear = (update: Uint8Array) => {
      this.#gate.learn(update)
      for (const peer of this.peers) peer.hear(update)
    }
    this.doc.once('update', hear)
    dropRepeats(this.doc, TEXT_ROOT)
    this.doc.off('update', hear)
  }

  #refuse(peer: Peer, update: Uint8Array, why: string): void {
    this.refused.push({ user: peer.user, why, update, lost: peer.draft(), client: peer.doc.clientID })
    this.#gate = new Gate(this.state())
    peer.load(++this.#clients, this.state())
  }

  /** Until nobody has anything left to say. */
  drain(): void {
    while (this.peers.some((peer) => peer.outbox.length > 0)) for (const peer of this.peers) this.deliver(peer)
  }
}
