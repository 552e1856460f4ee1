import * as encoding from 'lib0/encoding'

/** Yjs updates (encoding version 1) written by hand, byte by byte: what no Yjs client would say can be said so. */
export type Part = (to: encoding.Encoder) => void

export const uint =
  (value: number): Part =>
  (to) =>
    encoding.writeVarUint(to, value)
export const string =
  (value: string): Part =>
  (to) =>
    encoding.writeVarString(to, value)
/** A value as Yjs keeps one in a map. */
export const value =
  (value: string | number | null): Part =>
  (to) =>
    encoding.writeAny(to, value)
export const bytes =
  (...values: number[]): Part =>
  (to) =>
    values.forEach((value) => encoding.write(to, value))
export const all =
  (...parts: Part[]): Part =>
  (to) =>
    parts.forEach((part) => part(to))
export const encode = (...parts: Part[]): Uint8Array => encoding.encode(all(...parts))

export interface RawId {
  readonly client: number
  readonly clock: number
}
const id = ({ client, clock }: RawId): Part => all(uint(client), uint(clock))

/** A section of structs: the count is what is claimed. */
export const section = (client: number, clock: number, count: number, ...structs: Part[]): Part =>
  all(uint(count), uint(client), uint(clock), ...structs)
export const sections = (...list: Part[]): Part => all(uint(list.length), ...list)

export interface RawRange extends RawId {
  readonly length: number
}
/** Deletions, each in a section of its own. */
export const deletes = (...ranges: readonly RawRange[]): Part =>
  all(uint(ranges.length), ...ranges.map(({ client, clock, length }) => all(uint(client), uint(1), uint(clock), uint(length))))
export const noDeletes = deletes()

/** What an item holds: the number of its kind, and the bytes behind it. */
export interface RawContent {
  readonly kind: number
  readonly bytes: Part
}
export const rawText = (words: string): RawContent => ({ kind: 4, bytes: string(words) })
export const rawFormat = (key: string, value: unknown): RawContent => ({
  kind: 6,
  bytes: all(string(key), string(JSON.stringify(value))),
})
export const rawElement = (name: string): RawContent => ({ kind: 7, bytes: all(uint(3), string(name)) })
export const rawWords: RawContent = { kind: 7, bytes: uint(6) }
export const rawValue = (one: string | number | null): RawContent => ({ kind: 8, bytes: all(uint(1), value(one)) })
export const rawDeleted = (length: number): RawContent => ({ kind: 1, bytes: uint(length) })

/** Where an item stands: beside neighbours, or in a parent when it has none. */
export interface RawPlace {
  readonly left?: RawId | undefined
  readonly right?: RawId | undefined
  readonly parent?: RawId | string | undefined
  readonly key?: string | undefined
}

export function rawItem({ left, right, parent, key }: RawPlace, { kind, bytes: content }: RawContent): Part {
  const orphan = !left && !right
  const info = kind | (left ? 128 : 0) | (right ? 64 : 0) | (orphan && key !== undefined ? 32 : 0)
  const among = typeof parent === 'string' ? all(uint(1), string(parent)) : parent && all(uint(0), id(parent))
  return all(
    bytes(info),
    ...(left ? [id(left)] : []),
    ...(right ? [id(right)] : []),
    ...(orphan && among ? [among] : []),
    ...(orphan && key !== undefined ? [string(key)] : []),
    content,
  )
}
