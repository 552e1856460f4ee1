/** Ids of Yjs: one client's clocks from `clock` on. A clock is one UTF-16 unit of words, or one element. */
export interface IdRange {
  readonly client: number
  readonly clock: number
  readonly length: number
}

/** Clocks `start … end` of one client, with their number. */
interface Part {
  start: number
  end: number
  value: number
}

/** As JSON: each client with its parts as `start, length, number`, one after the other. */
export type StoredIdMap = readonly (readonly [client: number, parts: readonly number[]])[]

/** Numbers by Yjs id. Neighbours with one number are kept together, so it grows with the changes and not with the characters. */
export class IdMap {
  readonly #clients = new Map<number, Part[]>()

  static restored(stored: StoredIdMap): IdMap {
    const map = new IdMap()
    for (const [client, flat] of stored) {
      const parts: Part[] = []
      for (let at = 0; at < flat.length; at += 3)
        parts.push({ start: flat[at]!, end: flat[at]! + flat[at + 1]!, value: flat[at + 2]! })
      map.#clients.set(client, parts)
    }
    return map
  }

  stored(): StoredIdMap {
    return Array.from(this.#clients, ([client, parts]) => [
      client,
      parts.flatMap(({ start, end, value }) => [start, end - start, value]),
    ])
  }

  /** Gives every id of the range this number, whatever it had before. */
  set({ client, clock, length }: IdRange, value: number): void {
    if (length === 0) return
    const parts = this.#clients.get(client)
    const part = { start: clock, end: clock + length, value }
    if (!parts) return void this.#clients.set(client, [part])
    const last = parts.at(-1)!
    if (last.end === clock && last.value === value) last.end = part.end
    else if (last.end <= clock) parts.push(part)
    else replace(parts, part)
  }

  /** The range in parts, in order, each with its number; null where it has none. */
  *parts({ client, clock, length }: IdRange): Generator<IdRange & { readonly value: number | null }> {
    const parts = this.#clients.get(client) ?? []
    const end = clock + length
    let at = clock
    for (let index = firstEndingAfter(parts, clock); at < end; index++) {
      const part = parts[index]
      if (!part || part.start >= end) return yield { client, clock: at, length: end - at, value: null }
      if (part.start > at) yield { client, clock: at, length: part.start - at, value: null }
      const [from, to] = [Math.max(at, part.start), Math.min(end, part.end)]
      yield { client, clock: from, length: to - from, value: part.value }
      at = to
    }
  }

  /** The number of one id. */
  get(client: number, clock: number): number | null {
    const parts = this.#clients.get(client) ?? []
    const part = parts[firstEndingAfter(parts, clock)]
    return part && part.start <= clock ? part.value : null
  }
}

function firstEndingAfter(parts: readonly Part[], clock: number): number {
  let [low, high] = [0, parts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (parts[middle]!.end > clock) high = middle
    else low = middle + 1
  }
  return low
}

/** Puts a part among others and takes away what it covers. */
function replace(parts: Part[], part: Part): void {
  const first = firstEndingAfter(parts, part.start)
  let after = first
  while (after < parts.length && parts[after]!.start < part.end) after++
  const covered = parts.slice(first, after)
  const head = covered.filter(({ start }) => start < part.start).map((one) => ({ ...one, end: part.start }))
  const tail = covered.filter(({ end }) => end > part.end).map((one) => ({ ...one, start: part.end }))
  parts.splice(first, after - first, ...head, part, ...tail)
}

/** `length` ids of a list of ranges, `from` the list's first on. */
export function slice(ranges: readonly IdRange[], from: number, length: number): IdRange[] {
  const found: IdRange[] = []
  let at = 0
  for (const range of ranges) {
    const [start, end] = [Math.max(from, at), Math.min(from + length, at + range.length)]
    if (end > start) found.push({ client: range.client, clock: range.clock + start - at, length: end - start })
    at += range.length
  }
  return found
}

/** Two lists of ranges of the same length, cut where either is: pairs of equal length. */
export function* paired(a: readonly IdRange[], b: readonly IdRange[]): Generator<readonly [IdRange, IdRange]> {
  let [i, j, offsetA, offsetB] = [0, 0, 0, 0]
  while (i < a.length && j < b.length) {
    const [left, right] = [a[i]!, b[j]!]
    const length = Math.min(left.length - offsetA, right.length - offsetB)
    yield [
      { client: left.client, clock: left.clock + offsetA, length },
      { client: right.client, clock: right.clock + offsetB, length },
    ]
    offsetA += length
    offsetB += length
    if (offsetA === left.length) [i, offsetA] = [i + 1, 0]
    if (offsetB === right.length) [j, offsetB] = [j + 1, 0]
  }
}
