import { readValue } from './any-value.ts'
import { ByteReader, Malformed } from './byte-reader.ts'

/** One character or element of the document: `clock` counts what a client has written. */
export interface Id {
  readonly client: number
  readonly clock: number
}

/** A run of `length` clock values of one client, and what it must find in place before it can be integrated. */
export interface Struct {
  readonly kind: 'item' | 'gone' | 'skip'
  readonly client: number
  readonly clock: number
  readonly length: number
  readonly origin: Id | null
  readonly rightOrigin: Id | null
  /** The element it stands in, the name of a root, or null where the neighbours say it. */
  readonly parent: Id | string | null
  /** The attribute or map key it is the value of; null in a list, and where the neighbours say it. */
  readonly key: string | null
  readonly content: Content
}

/** What an item holds, as far as a draft knows it. */
export type Content =
  | { readonly kind: 'nothing' } // deleted
  | { readonly kind: 'text' }
  | { readonly kind: 'format'; readonly key: string; readonly value: unknown }
  | { readonly kind: 'element'; readonly name: string }
  | { readonly kind: 'words' } // a Y.XmlText
  | { readonly kind: 'values'; readonly values: readonly unknown[] }
  | { readonly kind: 'foreign' } // what Yjs knows and no draft holds

export interface IdRange {
  readonly client: number
  readonly clock: number
  readonly length: number
}

/** What an update consists of, without its words. */
export interface UpdateShape {
  /** By client, in clock order. */
  readonly structs: ReadonlyMap<number, readonly Struct[]>
  readonly deletes: readonly IdRange[]
}

export type ReadShape = { ok: true; shape: UpdateShape } | { ok: false; reason: 'invalid' | 'too-large'; detail: string }

/** A clock beyond this is an attack: a person types ten characters a second for thirteen years. */
const MAX_CLOCK = 2 ** 32

/**
 * Reads the structure of a Yjs update (encoding version 1), checking every count and length against the bytes that are there,
 * which Yjs itself does not. What passes here can be given to Yjs. Subdocuments are refused.
 */
export function readShape(update: Uint8Array, maxStructs: number): ReadShape {
  try {
    const reader = new ByteReader(update)
    const structs = readStructs(reader, maxStructs)
    const deletes = readDeletes(reader)
    reader.end()
    return { ok: true, shape: { structs, deletes } }
  } catch (error) {
    if (error instanceof TooMany) return { ok: false, reason: 'too-large', detail: error.message }
    if (error instanceof Malformed) return { ok: false, reason: 'invalid', detail: error.message }
    throw error
  }
}

class TooMany extends Error {}

function readStructs(reader: ByteReader, maxStructs: number): Map<number, Struct[]> {
  const sections = new Map<number, Struct[]>()
  let total = 0
  for (let left = reader.count(3); left > 0; left--) {
    const count = reader.count(2)
    const client = reader.varUint()
    total += count
    if (total > maxStructs) throw new TooMany(`It has more than ${maxStructs} parts.`)
    // Yjs keeps only the last of two sections of one client.
    if (count === 0 || sections.has(client)) throw new Malformed('A client has no parts, or stands twice.')
    sections.set(client, readSection(reader, client, count))
  }
  return sections
}

function readSection(reader: ByteReader, client: number, count: number): Struct[] {
  const structs: Struct[] = []
  let clock = reader.varUint()
  for (let index = 0; index < count; index++) {
    const struct = readStruct(reader, client, clock)
    structs.push(struct)
    clock += struct.length
    if (struct.length === 0 || clock > MAX_CLOCK) throw new Malformed('A part has no length, or too much.')
  }
  return structs
}

const HAS_ORIGIN = 128
const HAS_RIGHT_ORIGIN = 64
const HAS_KEY = 32
const CONTENT = 31
const SKIP = 10

const readId = (reader: ByteReader): Id => ({ client: reader.varUint(), clock: reader.varUint() })

const NOTHING: Content = { kind: 'nothing' }
const TEXT: Content = { kind: 'text' }
const WORDS: Content = { kind: 'words' }
const FOREIGN: Content = { kind: 'foreign' }

function readStruct(reader: ByteReader, client: number, clock: number): Struct {
  const info = reader.uint8()
  const bare = { client, clock, origin: null, rightOrigin: null, parent: null, key: null, content: NOTHING }
  if (info === SKIP) return { kind: 'skip', ...bare, length: reader.varUint() }
  if ((info & CONTENT) === 0) return { kind: 'gone', ...bare, length: reader.varUint() }
  const origin = info & HAS_ORIGIN ? readId(reader) : null
  const rightOrigin = info & HAS_RIGHT_ORIGIN ? readId(reader) : null
  const orphan = origin === null && rightOrigin === null
  const parent = orphan ? (reader.varUint() === 1 ? reader.string() : readId(reader)) : null
  const key = orphan && info & HAS_KEY ? reader.key() : null
  return { kind: 'item', client, clock, origin, rightOrigin, parent, key, ...readContent(reader, info & CONTENT) }
}

/** Reads an item's content, and its length in clock values. */
function readContent(reader: ByteReader, kind: number): { length: number; content: Content } {
  switch (kind) {
    case 1: // deleted
      return { length: reader.varUint(), content: NOTHING }
    case 2: // JSON values
      return { length: readEach(reader, () => reader.json()), content: FOREIGN }
    case 3: // binary
      reader.varBytes()
      return { length: 1, content: FOREIGN }
    case 4: // text, in UTF-16 units
      return { length: reader.string().length, content: TEXT }
    case 5: // embed
      reader.json()
      return { length: 1, content: FOREIGN }
    case 6:
      return { length: 1, content: { kind: 'format', key: reader.key(), value: reader.json() } }
    case 7:
      return { length: 1, content: readType(reader) }
    case 8: {
      const values: unknown[] = []
      return { length: readEach(reader, () => values.push(readValue(reader))), content: { kind: 'values', values } }
    }
    default:
      throw new Malformed('A part is of an unknown kind.')
  }
}

function readEach(reader: ByteReader, read: () => void): number {
  const count = reader.count(1)
  for (let index = 0; index < count; index++) read()
  return count
}

const ELEMENT = 3
const HOOK = 5
const XML_TEXT = 6

function readType(reader: ByteReader): Content {
  const type = reader.varUint()
  if (type > XML_TEXT) throw new Malformed('An element is of an unknown kind.')
  if (type === ELEMENT) return { kind: 'element', name: reader.key() }
  if (type === HOOK) reader.key()
  return type === XML_TEXT ? WORDS : FOREIGN
}

function readDeletes(reader: ByteReader): IdRange[] {
  const ranges: IdRange[] = []
  for (let left = reader.count(2); left > 0; left--) {
    const client = reader.varUint()
    for (let count = reader.count(2); count > 0; count--) {
      const range = { client, clock: reader.varUint(), length: reader.varUint() }
      if (range.length === 0 || range.clock + range.length > MAX_CLOCK)
        throw new Malformed('A deletion has no length, or too much.')
      ranges.push(range)
    }
  }
  return ranges
}
