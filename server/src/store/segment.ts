import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { LoggedUpdate } from './draft-log.ts'

/**
 * A segment is a run of a log's rows, complete and compressed: who, when and the update of each, for ever. Typing is regular, so
 * that rows are kept as columns, times as differences, and an update as the difference to the one before of the same length: about four
 * bytes a keystroke, where a row takes a hundred.
 *
 * Bytes: the version (1), then Zstandard of: varuint count, varuint first number, the authors' names, and the columns author, time,
 * length, update.
 */
const VERSION = 1
const ZSTD_LEVEL = 9
/** A segment says how long it is; more than this is damage. */
const MAX_SEGMENT_BYTES = 1 << 30

/** Rows with consecutive numbers, at least one. */
export function encodeSegment(rows: readonly LoggedUpdate[]): Uint8Array {
  const authors = [...new Set(rows.map(({ userId }) => userId))]
  const numbers = new Map(authors.map((author, index) => [author, index]))
  const columns = encoding.encode((to) => {
    encoding.writeVarUint(to, rows.length)
    encoding.writeVarUint(to, rows[0]!.seq)
    encoding.writeVarUint(to, authors.length)
    for (const author of authors) encoding.writeVarString(to, author)
    for (const { userId } of rows) encoding.writeVarUint(to, numbers.get(userId)!)
    let time = 0
    for (const { at } of rows) {
      encoding.writeVarInt(to, at - time)
      time = at
    }
    for (const { update } of rows) encoding.writeVarUint(to, update.length)
    const before = new Earlier()
    for (const { update } of rows) encoding.writeUint8Array(to, before.subtract(update))
  })
  const packed = zstdCompressSync(columns, { params: { [constants.ZSTD_c_compressionLevel]: ZSTD_LEVEL } })
  const segment = new Uint8Array(1 + packed.length)
  segment[0] = VERSION
  segment.set(packed, 1)
  return segment
}

/** The rows of a segment. Throws when the bytes are none. */
export function decodeSegment(segment: Uint8Array): LoggedUpdate[] {
  if (segment[0] !== VERSION) throw new Error('A segment of history is damaged, or of a later version.')
  const from = decoding.createDecoder(zstdDecompressSync(segment.subarray(1), { maxOutputLength: MAX_SEGMENT_BYTES }))
  const count = decoding.readVarUint(from)
  const first = decoding.readVarUint(from)
  const column = <T>(read: () => T, length = count): T[] => Array.from({ length }, read)
  const authors = column(() => decoding.readVarString(from), decoding.readVarUint(from))
  const users = column(() => authors[decoding.readVarUint(from)]!)
  let time = 0
  const times = column(() => (time += decoding.readVarInt(from)))
  const lengths = column(() => decoding.readVarUint(from))
  const before = new Earlier()
  return lengths.map((length, index) => ({
    seq: first + index,
    userId: users[index]!,
    at: times[index]!,
    update: before.add(decoding.readUint8Array(from, length)),
  }))
}

/** The last update of each length, which the next is likely to resemble. */
class Earlier {
  readonly #byLength = new Map<number, Uint8Array>()

  subtract(update: Uint8Array): Uint8Array {
    const before = this.#byLength.get(update.length)
    this.#byLength.set(update.length, update)
    return before ? update.map((byte, at) => byte - before[at]!) : update
  }

  add(difference: Uint8Array): Uint8Array {
    const before = this.#byLength.get(difference.length)
    const update = before ? difference.map((byte, at) => byte + before[at]!) : difference
    this.#byLength.set(difference.length, update)
    return update
  }
}
