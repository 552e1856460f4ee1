import { Malformed, type ByteReader } from './byte-reader.ts'

/** Objects in values nest no deeper: attributes are plain, records flat. */
const MAX_VALUE_DEPTH = 8

/** Stands for a value that no draft holds: bytes, numbers beyond what a double can tell. */
export const UNKNOWN_VALUE = Symbol('unknown value')

/** Reads lib0's `any`: the numbers are its tags. */
export function readValue(reader: ByteReader, depth = 0): unknown {
  if (depth > MAX_VALUE_DEPTH) throw new Malformed('A value nests too deep.')
  const tag = reader.uint8()
  switch (tag) {
    case 127:
      return undefined
    case 126:
      return null
    case 125:
      return reader.varInt()
    case 124: // 32-bit float
      return readFloat(reader.take(4))
    case 123: // 64-bit float
      return readFloat(reader.take(8))
    case 122: // 64-bit integer
      reader.take(8)
      return UNKNOWN_VALUE
    case 121:
      return false
    case 120:
      return true
    case 119:
      return reader.string()
    case 118:
      return readObject(reader, depth)
    case 117:
      return Array.from({ length: reader.count(1) }, () => readValue(reader, depth + 1))
    case 116:
      reader.varBytes()
      return UNKNOWN_VALUE
    default:
      throw new Malformed('A value is of an unknown kind.')
  }
}

function readObject(reader: ByteReader, depth: number): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (let left = reader.count(2); left > 0; left--) {
    const key = reader.key()
    object[key] = readValue(reader, depth + 1)
  }
  return object
}

function readFloat(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return bytes.length === 4 ? view.getFloat32(0) : view.getFloat64(0)
}
