import type { SharedPresence } from '../bus/bus.ts'
import { readPresence, type HeardPresence } from './messages.ts'
import type { Participant } from './joiner.ts'

/** A connection, as far as presence is concerned. */
export interface PresenceOwner {
  readonly person: Participant
}

interface Caret {
  readonly clock: number
  /** Null when the client has left: its clock is remembered, because late echoes would bring it back as a ghost. */
  readonly json: string | null
  readonly owner: PresenceOwner
}

/** Clients remembered in a room, those that have left included. */
const MAX_REMEMBERED = 1000

/**
 * Who is where in a draft. Each connection speaks for one client id, and the server says who that is: whatever the client
 * states as its `user` is overwritten. Clients echo what they hear of others; that is dropped unread.
 */
export class Presence {
  readonly #carets = new Map<number, Caret>()
  readonly #changed = new Set<number>()
  readonly #idOf = new Map<PresenceOwner, number>()
  readonly #maxBytes: number

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** Takes what a connection says (the body of a presence message); false when it is not presence at all. */
  receive(owner: PresenceOwner, said: Uint8Array): boolean {
    const entries = readPresence(said, this.#idOf.get(owner))
    if (!entries) return false
    for (const entry of entries) {
      if (!this.#isNews(owner, entry)) continue
      const state = stamp(entry.json, owner.person)
      if (state === undefined) return false
      this.#set(entry.client, { clock: this.#clockFor(entry), json: state, owner })
    }
    return true
  }

  /** Whether `takeChanges` has something to tell. */
  get changed(): boolean {
    return this.#changed.size > 0
  }

  leave(owner: PresenceOwner): void {
    const client = this.#idOf.get(owner)
    this.#idOf.delete(owner)
    const caret = client === undefined ? undefined : this.#carets.get(client)
    if (caret?.owner === owner && caret.json !== null) this.#set(client!, { ...caret, json: null })
  }

  /** Everyone who is here. */
  all(): SharedPresence[] {
    return [...this.#carets].filter(([, { json }]) => json !== null).map(toEntry)
  }

  has(client: number): boolean {
    return typeof this.#carets.get(client)?.json === 'string'
  }

  /** What has changed since it was asked last. */
  takeChanges(): SharedPresence[] {
    const changes = [...this.#changed].map((client) => toEntry([client, this.#carets.get(client)!]))
    this.#changed.clear()
    return changes
  }

  #isNews(owner: PresenceOwner, { client, clock, json }: HeardPresence): boolean {
    const own = this.#idOf.get(owner)
    if (json.length > this.#maxBytes || (own !== undefined && own !== client)) return false
    const leaves = isNull(json)
    if (own === undefined && leaves) return false
    const caret = this.#carets.get(client)
    if (!caret) return true
    const gone = caret.json === null
    // A client that reconnects in time goes on with the clock it had.
    const news = clock > caret.clock || (clock === caret.clock && gone !== leaves && owner.person.id === caret.owner.person.id)
    return news && (gone || caret.owner.person.id === owner.person.id)
  }

  /** Peers take a returning client's state only under a later clock than the one it left with. */
  #clockFor({ client, clock, json }: HeardPresence): number {
    const caret = this.#carets.get(client)
    return caret?.clock === clock && !isNull(json) ? clock + 1 : clock
  }

  #set(client: number, caret: Caret): void {
    this.#carets.set(client, caret)
    this.#changed.add(client)
    if (caret.json !== null) this.#idOf.set(caret.owner, client)
    if (this.#carets.size > MAX_REMEMBERED) this.#forgetOneGone()
  }

  #forgetOneGone(): void {
    for (const [client, { json }] of this.#carets) {
      if (json !== null || this.#changed.has(client)) continue
      this.#carets.delete(client)
      return
    }
  }
}

const toEntry = ([client, { clock, json, owner }]: [number, Caret]): SharedPresence => ({
  client,
  clock,
  json: json ?? 'null',
  personId: owner.person.id,
})

const NULL = Buffer.from('null')
const isNull = (json: Uint8Array): boolean => json.length === NULL.length && NULL.equals(json)
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The state with the person's own identity; null for a client that leaves, undefined for what is no state. */
function stamp(json: Uint8Array, { id, name, color }: Participant): string | null | undefined {
  try {
    const state: unknown = JSON.parse(utf8.decode(json))
    if (state === null) return null
    if (typeof state !== 'object' || Array.isArray(state)) return undefined
    return JSON.stringify({ ...state, user: { id, name, color } })
  } catch {
    return undefined
  }
}
