import * as Y from 'yjs'
import { draftDoc } from '@travaux/shared/crdt/draft-doc'
import type { RefusalReason, Role } from '@travaux/shared/protocol'

/** Whoever an update comes from: a connection, or the server itself in somebody's name. */
export interface Writer {
  readonly joiner: { readonly role: Role }
  readonly person: { readonly id: string }
  /** Counts against what one may send. */
  charge(tokens: number): void
  /** Message `index` waits for a commit. */
  defer(index: number): void
  /** Deferred message `index` has been decided. */
  decide(index: number): void
  /** Deferred message `index` will be judged again. */
  withdraw(index: number): void
  /** Message `index` will not be stored. */
  refuse(index: number, reason: RefusalReason): void
  /** Asks for everything that the state vector lacks. */
  ask(stateVector: Uint8Array): void
  acknowledge(): void
}

/** What a sync message brings. */
export interface Write {
  readonly update: Uint8Array
  /** It answers what the server lacks: it tells of all that is deleted in its writer's copy, known or not. */
  readonly step2: boolean
}

/** In whose name the server writes. */
export interface Principal {
  readonly id: string
  readonly role: Role
}

/** A change made by the server: what came of it, and why it was not stored when it was not. */
export interface Edited<T> {
  readonly value: T
  readonly refused: RefusalReason | null
}

/** Where the server's own changes go. */
interface Writable {
  everything(): Uint8Array
  write(writer: Writer, index: number, write: Write): void
}

/**
 * Makes a change in the draft as an update like any other: judged, logged, and shown to everybody. Resolves when it is durable or
 * refused.
 */
export async function editAs<T>(room: Writable, { id, role }: Principal, change: (doc: Y.Doc) => T): Promise<Edited<T>> {
  const { value, update } = changeOf(room.everything(), change)
  if (update === null) return { value, refused: null }
  const writer = new OwnWriter(id, role)
  room.write(writer, 0, { update, step2: false })
  return { value, refused: await writer.outcome }
}

function changeOf<T>(state: Uint8Array, change: (doc: Y.Doc) => T): { value: T; update: Uint8Array | null } {
  const doc = draftDoc()
  try {
    Y.applyUpdate(doc, state)
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => void updates.push(update))
    const value = change(doc)
    return { value, update: updates.length === 0 ? null : Y.mergeUpdates(updates) }
  } finally {
    doc.destroy()
  }
}

/** Sends one update and hears what became of it. */
class OwnWriter implements Writer {
  readonly joiner: { readonly role: Role }
  readonly person: { readonly id: string }
  /** Null when the update is durable. */
  readonly outcome: Promise<RefusalReason | null>
  readonly #settle: (reason: RefusalReason | null) => void
  #deferred = false

  constructor(id: string, role: Role) {
    this.joiner = { role }
    this.person = { id }
    const { promise, resolve } = Promise.withResolvers<RefusalReason | null>()
    this.outcome = promise
    this.#settle = resolve
  }

  charge(): void {}

  ask(): void {}

  defer(): void {
    this.#deferred = true
  }

  withdraw(): void {
    this.#deferred = false
  }

  /** A failed commit decides first and says afterwards that nothing was saved. */
  decide(): void {
    queueMicrotask(() => this.#settle(null))
  }

  refuse(_index: number, reason: RefusalReason): void {
    this.#settle(reason)
  }

  acknowledge(): void {
    if (!this.#deferred) this.#settle(null)
  }
}
