import type { Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { Gate, readDocument, readRecords, seedUpdate, writeChange, writeRecords } from '@travaux/shared/crdt'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { suggest, type RecordChanges, type SuggestedDraft } from '@travaux/shared/suggest'
import { applyEdits, type Edit } from './edits.ts'
import type { Ids } from './suggesting.ts'

/** How a document comes into the copy: by hand, or as the editor's binding does it. */
export type Write = (fragment: Y.XmlFragment, doc: Node) => void

/** One person's copy of a draft. What it writes waits in `outbox` until it is sent. */
export class Peer {
  readonly user: string
  doc = new Y.Doc()
  outbox: Uint8Array[] = []
  readonly #write: Write

  constructor(user: string, clientID: number, state: Uint8Array, write: Write) {
    this.user = user
    this.#write = write
    this.load(clientID, state)
  }

  load(clientID: number, state: Uint8Array): void {
    this.doc = new Y.Doc()
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

  write(doc: Node, records: RecordChanges | null = null): void {
    this.doc.transact(() => {
      this.#write(this.doc.getXmlFragment(TEXT_ROOT), doc)
      if (records) writeRecords(this.doc, records)
    })
  }

  suggest(edit: Edit, ids: Ids): void {
    const draft = this.draft()
    const { transform, records } = suggest(
      draft,
      { after: applyEdits(draft.doc, [edit]), ranges: null },
      { user: this.user, at: 1_700_000_000_000, newId: () => ids.newId(this.user), newEId: ids.newEId },
    )
    this.write(transform.doc, records)
  }

  edit(edit: Edit): void {
    this.write(applyEdits(this.draft().doc, [edit]))
  }
}

export function draftIn(doc: Y.Doc): SuggestedDraft {
  const read = readDocument(doc.getXmlFragment(TEXT_ROOT))
  if (!read.ok) throw new Error(read.reason)
  return { doc: read.doc, records: readRecords(doc) }
}

/** The server in small: every reviewer's update goes through the gate, what passes is known to all. */
export class Exchange {
  readonly peers: Peer[]
  readonly doc = new Y.Doc()
  readonly refused: { user: string; why: string }[] = []
  #gate: Gate
  #clients = 100

  constructor(base: Node, users: readonly string[], write: Write = writeChange) {
    Y.applyUpdate(this.doc, seedUpdate(base, TEXT_ROOT))
    this.#gate = new Gate(this.state())
    this.peers = users.map((user) => new Peer(user, ++this.#clients, this.state(), write))
  }

  state(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc)
  }

  /** Sends everything that this person has written. A refused one reloads, and loses what was not sent. */
  deliver(peer: Peer): void {
    for (const update of peer.outbox.splice(0)) {
      if (peer.user !== 'dora') {
        const passed = this.#gate.check(update, peer.user)
        if (!passed.ok) {
          this.refused.push({ user: peer.user, why: passed.why })
          this.#gate = new Gate(this.state())
          return peer.load(++this.#clients, this.state())
        }
      } else this.#gate.learn(update)
      Y.applyUpdate(this.doc, update)
      for (const other of this.peers) if (other !== peer) other.hear(update)
    }
  }

  /** Until nobody has anything left to say. */
  drain(): void {
    while (this.peers.some((peer) => peer.outbox.length > 0)) for (const peer of this.peers) this.deliver(peer)
  }
}
