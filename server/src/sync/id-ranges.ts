/** A set of clock values by client, kept as sorted ranges that do not touch. */
export class IdRanges {
  readonly #byClient = new Map<number, { starts: number[]; ends: number[] }>()

  /** Whether all of `[clock, clock + length)` is in the set. */
  has(client: number, clock: number, length: number): boolean {
    const ranges = this.#byClient.get(client)
    if (!ranges) return false
    const at = countUpTo(ranges.starts, clock) - 1
    return at >= 0 && ranges.ends[at]! >= clock + length
  }

  /** Whether any of `[clock, clock + length)` is in the set. */
  meets(client: number, clock: number, length: number): boolean {
    const ranges = this.#byClient.get(client)
    const before = ranges ? countBelow(ranges.starts, clock + length) : 0
    return before > 0 && ranges!.ends[before - 1]! > clock
  }

  /** Every range, by client and in order. */
  *all(): Generator<{ client: number; starts: readonly number[]; ends: readonly number[] }> {
    for (const [client, { starts, ends }] of this.#byClient) yield { client, starts, ends }
  }

  add(client: number, clock: number, length: number): void {
    let ranges = this.#byClient.get(client)
    if (!ranges) this.#byClient.set(client, (ranges = { starts: [], ends: [] }))
    const { starts, ends } = ranges
    const end = clock + length
    // The ranges from `first` up to `last` overlap or touch the new one and become one with it.
    const first = countBelow(ends, clock)
    const last = countUpTo(starts, end)
    const start = first < last ? Math.min(clock, starts[first]!) : clock
    const stop = first < last ? Math.max(end, ends[last - 1]!) : end
    starts.splice(first, last - first, start)
    ends.splice(first, last - first, stop)
  }
}

/** How many of the sorted numbers are below `value`. */
function countBelow(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/** How many of the sorted whole numbers are at most `value`. */
export const countUpTo = (sorted: readonly number[], value: number): number => countBelow(sorted, value + 1)
