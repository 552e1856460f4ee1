import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { NEWS_TOPICS } from '@travaux/shared/protocol'
import { packRows, unpackRows } from '../store/packed-rows.ts'
import type { DraftEvent } from './bus.ts'

/** Servers of one version talk to each other; during an upgrade others are not understood and the log is asked instead. */
const VERSION = 1
const KINDS = ['rows', 'presence', 'who', 'news'] as const

/** An event on the wire: version, the server that tells, kind, and what the kind needs. */
export const encodeEvent = (server: string, event: DraftEvent): Buffer =>
  Buffer.from(
    encoding.encode((to) => {
      encoding.writeVarUint(to, VERSION)
      encoding.writeVarString(to, server)
      encoding.writeVarUint(to, KINDS.indexOf(event.kind))
      switch (event.kind) {
        case 'rows':
          return encoding.writeVarUint8Array(to, packRows(event.rows))
        case 'presence':
          encoding.writeUint8(to, event.all ? 1 : 0)
          encoding.writeVarUint(to, event.entries.length)
          for (const { client, clock, json, personId } of event.entries) {
            encoding.writeVarUint(to, client)
            encoding.writeVarUint(to, clock)
            encoding.writeVarString(to, json)
            encoding.writeVarString(to, personId)
          }
          return
        case 'who':
          return
        case 'news':
          return encoding.writeVarString(to, event.topic)
      }
    }),
  )

/** Null for what is no event of this version. */
export function decodeEvent(bytes: Uint8Array): { server: string; event: DraftEvent } | null {
  try {
    const from = decoding.createDecoder(bytes)
    if (decoding.readVarUint(from) !== VERSION) return null
    const server = decoding.readVarString(from)
    const event = readEvent(from)
    return event && { server, event }
  } catch {
    return null
  }
}

function readEvent(from: decoding.Decoder): DraftEvent | null {
  switch (KINDS[decoding.readVarUint(from)]) {
    case 'rows':
      return { kind: 'rows', rows: unpackRows(decoding.readVarUint8Array(from)) }
    case 'presence': {
      const all = decoding.readUint8(from) === 1
      const entries = Array.from({ length: decoding.readVarUint(from) }, () => ({
        client: decoding.readVarUint(from),
        clock: decoding.readVarUint(from),
        json: decoding.readVarString(from),
        personId: decoding.readVarString(from),
      }))
      return { kind: 'presence', all, entries }
    }
    case 'who':
      return { kind: 'who' }
    case 'news': {
      const name = decoding.readVarString(from)
      const topic = NEWS_TOPICS.find((known) => known === name)
      return topic ? { kind: 'news', topic } : null
    }
    default:
      return null
  }
}
