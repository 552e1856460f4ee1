import * as encoding from 'lib0/encoding'
import { MESSAGE, type NewsTopic, type RefusalReason } from '@travaux/shared/protocol'
import { ByteReader, Malformed } from './byte-reader.ts'
import { frame } from './frame.ts'

/** What a client says. */
export type ClientMessage =
  | { kind: 'step1'; stateVector: Uint8Array }
  | { kind: 'write'; step2: boolean; update: Uint8Array }
  | { kind: 'presence'; entries: Uint8Array }
  | { kind: 'queryPresence' }

/** One client's state as it says it: JSON, `null` when it leaves. */
export interface PresenceEntry {
  readonly client: number
  readonly clock: number
  readonly json: string
}

/** The same as it came, its JSON not yet read as text. */
export interface HeardPresence {
  readonly client: number
  readonly clock: number
  readonly json: Uint8Array
}

/** A client's message; null for anything that no y-websocket client sends. */
export function readMessage(bytes: Uint8Array): ClientMessage | null {
  try {
    const reader = new ByteReader(bytes)
    const message = read(reader)
    reader.end()
    return message
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

const STEP_1 = 0
const STEP_2 = 1
const UPDATE = 2

function read(reader: ByteReader): ClientMessage {
  const type = reader.varUint()
  if (type === MESSAGE.queryAwareness) return { kind: 'queryPresence' }
  if (type === MESSAGE.awareness) return { kind: 'presence', entries: reader.varBytes() }
  if (type !== MESSAGE.sync) throw new Malformed('A message of an unknown type.')
  const step = reader.varUint()
  if (step === STEP_1) return { kind: 'step1', stateVector: reader.varBytes() }
  if (step === STEP_2 || step === UPDATE) return { kind: 'write', step2: step === STEP_2, update: reader.varBytes() }
  throw new Malformed('A sync message of an unknown kind.')
}

/**
 * What a presence message says, of one client where `only` names it; null when it is no such message. Nearly all that clients say is an
 * echo of others: a hundred people who move their carets make 100,000 entries a second of it, which are passed over.
 */
export function readPresence(bytes: Uint8Array, only: number | undefined): HeardPresence[] | null {
  try {
    const reader = new ByteReader(bytes)
    const entries: HeardPresence[] = []
    for (let count = reader.count(3); count > 0; count--) {
      const client = reader.varUint()
      const clock = reader.varUint()
      if (only === undefined || client === only) entries.push({ client, clock, json: reader.varBytes() })
      else reader.skipBytes()
    }
    reader.end()
    return entries
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

/** The server's messages, framed. */
export const messages = {
  step1: (stateVector: Uint8Array): Buffer => sync(STEP_1, stateVector),
  step2: (update: Uint8Array): Buffer => sync(STEP_2, update),
  update: (update: Uint8Array): Buffer => sync(UPDATE, update),
  presence: (entries: readonly PresenceEntry[]): Buffer =>
    write((to) => {
      encoding.writeVarUint(to, MESSAGE.awareness)
      encoding.writeVarUint8Array(
        to,
        encoding.encode((inner) => writePresence(inner, entries)),
      )
    }),
  ack: (count: number): Buffer =>
    write((to) => {
      encoding.writeVarUint(to, MESSAGE.ack)
      encoding.writeVarUint(to, count)
    }),
  news: (topic: NewsTopic): Buffer =>
    write((to) => {
      encoding.writeVarUint(to, MESSAGE.news)
      encoding.writeVarString(to, topic)
    }),
  refused: (index: number, reason: RefusalReason): Buffer =>
    write((to) => {
      encoding.writeVarUint(to, MESSAGE.refused)
      encoding.writeVarUint(to, index)
      encoding.writeVarString(to, reason)
    }),
}

const write = (fill: (to: encoding.Encoder) => void): Buffer => frame(encoding.encode(fill))

/** A letter is framed for everybody who reads it: its bytes are copied once. */
const sync = (step: number, body: Uint8Array): Buffer => frame(syncHead(step, body.length), body)

function syncHead(step: number, length: number): Uint8Array {
  const head = [MESSAGE.sync, step]
  let rest = length
  for (; rest > 127; rest = Math.floor(rest / 128)) head.push((rest % 128) | 128)
  head.push(rest)
  return Uint8Array.from(head)
}

function writePresence(to: encoding.Encoder, entries: readonly PresenceEntry[]): void {
  encoding.writeVarUint(to, entries.length)
  for (const { client, clock, json } of entries) {
    encoding.writeVarUint(to, client)
    encoding.writeVarUint(to, clock)
    encoding.writeVarString(to, json)
  }
}
