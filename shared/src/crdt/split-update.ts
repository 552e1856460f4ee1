import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

/** What one update may be. */
export interface Bounds {
  readonly bytes: number
  readonly structs: number
}

type Struct = Y.Item | Y.GC | Y.Skip

/** A section's head: how many structs, whose, and from which clock; three numbers of up to eight bytes. */
const HEAD_BYTES = 24
/** A UTF-16 unit takes at most three bytes in UTF-8. */
const BYTES_A_UNIT = 3

/**
 * An update as several that give the same document when they are applied one after the other, each complete in itself: none refers to
 * what comes later. Only what cannot be divided (one attribute) is larger than the bounds. An update with holes stays as it is.
 */
export function splitUpdate(update: Uint8Array, bounds: Bounds): Uint8Array[] {
  const { structs, ds } = Y.decodeUpdate(update)
  const order = inOrder(structs.flatMap((struct) => cut(struct, bounds.bytes)))
  if (!order) return [update]
  const pieces: Piece[] = []
  for (const struct of order) {
    const bytes = bytesOf(struct)
    let piece = pieces.at(-1)
    if (!piece?.takes(struct, bytes, bounds)) pieces.push((piece = new Piece()))
    piece.add(struct, bytes)
  }
  return [...pieces.map((piece) => piece.encode()), ...deletions(ds.clients, bounds.bytes)]
}

/** A long run of words as several; everything else as it is. */
function cut(struct: Struct, bytes: number): Struct[] {
  const most = Math.floor(bytes / 2 / BYTES_A_UNIT)
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString) || struct.length <= most) return [struct]
  const { client, clock } = struct.id
  const { str } = struct.content
  const parts: Struct[] = []
  for (let from = 0; from < str.length;) {
    const to = endOfPart(str, from + most)
    const origin = from === 0 ? struct.origin : Y.createID(client, clock + from - 1)
    const words = new Y.ContentString(str.slice(from, to))
    const id = Y.createID(client, clock + from)
    parts.push(new Y.Item(id, null, origin, null, struct.rightOrigin, struct.parent, struct.parentSub, words))
    from = to
  }
  return parts
}

/** Never between the two halves of a character. */
const endOfPart = (str: string, at: number): number => (/[\uD800-\uDBFF]/.test(str.charAt(at - 1)) ? at - 1 : at)

/** Each after what it refers to; null where something refers to what is missing between others. */
function inOrder(structs: readonly Struct[]): Struct[] | null {
  const queues = Map.groupBy(structs, ({ id }) => id.client)
  const next = new Map(Array.from(queues, ([client, queue]) => [client, { at: 0, clock: queue[0]!.id.clock }]))
  const known = ({ client, clock }: Y.ID) => (next.get(client)?.clock ?? Infinity) > clock
  const waiting = new Map<number, number[]>()
  const order: Struct[] = []
  const open = [...queues.keys()]
  for (let client = open.pop(); client !== undefined; client = open.pop()) {
    const queue = queues.get(client)!
    const place = next.get(client)!
    const start = place.at
    for (; place.at < queue.length; place.at++) {
      const struct = queue[place.at]!
      if (struct instanceof Y.Skip) return null
      const missing = referredTo(struct).find((id) => !known(id))
      if (missing) {
        waiting.set(missing.client, [...(waiting.get(missing.client) ?? []), client])
        break
      }
      order.push(struct)
      place.clock = struct.id.clock + struct.length
    }
    if (place.at > start) {
      open.push(...(waiting.get(client) ?? []))
      waiting.delete(client)
    }
  }
  return order.length === structs.length ? order : null
}

const referredTo = (struct: Struct): Y.ID[] =>
  struct instanceof Y.Item ? [struct.origin, struct.rightOrigin, struct.parent].filter((id) => id instanceof Y.ID) : []

function bytesOf(struct: Struct): number {
  const encoder = new Y.UpdateEncoderV1()
  struct.write(encoder, 0)
  return encoding.length(encoder.restEncoder)
}

/** Structs that will make one update. */
class Piece {
  readonly #sections = new Map<number, Struct[]>()
  #bytes = 0
  #structs = 0

  takes({ id }: Struct, bytes: number, bounds: Bounds): boolean {
    const head = this.#sections.has(id.client) ? 0 : HEAD_BYTES
    return this.#structs < bounds.structs && this.#bytes + head + bytes + HEAD_BYTES <= bounds.bytes
  }

  add(struct: Struct, bytes: number): void {
    const section = this.#sections.get(struct.id.client)
    if (section) section.push(struct)
    else this.#sections.set(struct.id.client, [struct])
    this.#bytes += bytes + (section ? 0 : HEAD_BYTES)
    this.#structs++
  }

  encode(): Uint8Array {
    const encoder = new Y.UpdateEncoderV1()
    const rest = encoder.restEncoder
    encoding.writeVarUint(rest, this.#sections.size)
    for (const [client, structs] of this.#sections) {
      encoding.writeVarUint(rest, structs.length)
      encoder.writeClient(client)
      encoding.writeVarUint(rest, structs[0]!.id.clock)
      for (const struct of structs) struct.write(encoder, 0)
    }
    encoding.writeVarUint(rest, 0)
    return encoder.toUint8Array()
  }
}

type Ranges = ReadonlyMap<number, readonly { clock: number; len: number }[]>

/** Updates that only delete, after everything that they delete is there. */
function deletions(clients: Ranges, bytes: number): Uint8Array[] {
  const most = Math.max(1, Math.floor(bytes / HEAD_BYTES))
  const all = Array.from(clients, ([client, ranges]) => ranges.map((range) => ({ client, ...range }))).flat()
  const updates: Uint8Array[] = []
  for (let at = 0; at < all.length; at += most) {
    const some = Map.groupBy(all.slice(at, at + most), ({ client }) => client)
    updates.push(
      encoding.encode((to) => {
        encoding.writeVarUint(to, 0)
        encoding.writeVarUint(to, some.size)
        for (const [client, ranges] of some) {
          encoding.writeVarUint(to, client)
          encoding.writeVarUint(to, ranges.length)
          for (const { clock, len } of ranges) {
            encoding.writeVarUint(to, clock)
            encoding.writeVarUint(to, len)
          }
        }
      }),
    )
  }
  return updates
}
