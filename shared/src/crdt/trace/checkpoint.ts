import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Deed } from '../../authorship/deed.ts'
import type { Session } from '../../authorship/sessions.ts'
import { IdMap, type IdRange, type StoredIdMap } from './id-map.ts'
import { Trace, type Cut } from './trace.ts'

/** A checkpoint of another version is not read: it is made again from the log. */
const VERSION = 1

interface Stored {
  version: number
  seq: number
  deeds: readonly Deed[]
  placed: StoredIdMap
  authors: StoredIdMap
  deaths: StoredIdMap
  moves: StoredIdMap
  pending: StoredIdMap
  moveList: readonly (readonly [IdRange, IdRange])[]
  labels: [string, number][]
  touched: [string, number][]
  buried: [string, Cut][]
  suggestedAt: [string, number][]
  cuts: Cut[]
  sessions: readonly Session[]
}

/** Everything that a trace knows at its number of the log: what it knows as JSON, and the document with what was deleted as a Yjs update. */
export function storeTrace(trace: Trace): Uint8Array {
  const stored: Stored = {
    version: VERSION,
    seq: trace.seq,
    deeds: trace.deeds.list,
    placed: trace.placed.stored(),
    authors: trace.authors.stored(),
    deaths: trace.deaths.stored(),
    moves: trace.moves.stored(),
    pending: trace.pending.stored(),
    moveList: trace.moveList,
    labels: [...trace.labels],
    touched: [...trace.touched],
    buried: [...trace.buried],
    suggestedAt: [...trace.suggestedAt],
    cuts: trace.cuts,
    sessions: trace.sessions,
  }
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, JSON.stringify(stored))
  encoding.writeVarUint8Array(encoder, Y.encodeStateAsUpdate(trace.doc))
  return encoding.toUint8Array(encoder)
}

/** The trace as it was stored; null when another version of Travaux wrote it. */
export function restoreTrace(bytes: Uint8Array): Trace | null {
  const decoder = decoding.createDecoder(bytes)
  const stored = JSON.parse(decoding.readVarString(decoder)) as Stored
  if (stored.version !== VERSION) return null
  const map = (name: 'placed' | 'authors' | 'deaths' | 'moves' | 'pending') => IdMap.restored(stored[name])
  const maps = {
    placed: map('placed'),
    authors: map('authors'),
    deaths: map('deaths'),
    moves: map('moves'),
    pending: map('pending'),
  }
  const trace = new Trace(maps, stored.deeds)
  Y.applyUpdate(trace.doc, decoding.readVarUint8Array(decoder))
  trace.moveList.push(...stored.moveList)
  for (const name of ['labels', 'touched', 'suggestedAt'] as const)
    for (const [key, value] of stored[name]) trace[name].set(key, value)
  for (const [name, cut] of stored.buried) trace.buried.set(name, cut)
  trace.cuts = stored.cuts
  trace.sessions = stored.sessions
  trace.seq = stored.seq
  trace.lookForSuggestions()
  return trace
}
