/**
 * The longest common subsequence of two sequences of integers, as ascending pairs of indexes (Myers, “An O(ND) difference
 * algorithm and its variations”, 1986, the greedy forward search). Null when more than `maxEdits` insertions and deletions
 * would be needed: the search takes up to `maxEdits`² steps and as much memory.
 */
export function commonSubsequence(a: ArrayLike<number>, b: ArrayLike<number>, maxEdits: number): [number, number][] | null {
  const start = commonStart(a, b)
  const end = commonEnd(a, b, start)
  const middle = searchMiddle(a, b, start, a.length - end, b.length - end, maxEdits)
  if (middle === null) return null
  const pairs: [number, number][] = []
  for (let i = 0; i < start; i++) pairs.push([i, i])
  pairs.push(...middle)
  for (let i = end; i > 0; i--) pairs.push([a.length - i, b.length - i])
  return pairs
}

function commonStart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const limit = Math.min(a.length, b.length)
  let start = 0
  while (start < limit && a[start] === b[start]) start++
  return start
}

function commonEnd(a: ArrayLike<number>, b: ArrayLike<number>, start: number): number {
  const limit = Math.min(a.length, b.length) - start
  let end = 0
  while (end < limit && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  return end
}

/** The search between `start` and the ends. `furthest[k + offset]` is the furthest index of `a` reached on diagonal k. */
function searchMiddle(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  start: number,
  aEnd: number,
  bEnd: number,
  maxEdits: number,
): [number, number][] | null {
  if (start === aEnd || start === bEnd) return []
  const limit = Math.min(maxEdits, aEnd + bEnd - 2 * start)
  const furthest = new Int32Array(2 * limit + 3)
  const offset = limit + 1
  const trace: Int32Array[] = []
  for (let edits = 0; edits <= limit; edits++) {
    for (let k = -edits; k <= edits; k += 2) {
      let x = stepsDown(furthest, offset + k, k, edits) ? furthest[offset + k + 1]! : furthest[offset + k - 1]! + 1
      while (start + x < aEnd && start + x - k < bEnd && a[start + x] === b[start + x - k]) x++
      furthest[offset + k] = x
      if (start + x >= aEnd && start + x - k >= bEnd) return walkBack(trace, start, x, k, edits)
    }
    trace.push(furthest.slice(offset - edits, offset + edits + 1))
  }
  return null
}

/** Whether the best way to this diagonal is an insertion (from the diagonal above) rather than a deletion. */
const stepsDown = (furthest: Int32Array, at: number, k: number, edits: number): boolean =>
  k === -edits || (k !== edits && furthest[at - 1]! < furthest[at + 1]!)

/** Follows the trace from the end; `trace[e][k + e]` is the furthest index on diagonal k after e edits. */
function walkBack(trace: readonly Int32Array[], start: number, endX: number, endK: number, edits: number): [number, number][] {
  const pairs: [number, number][] = []
  let x = endX
  let k = endK
  for (let left = edits; left > 0; left--) {
    const before = trace[left - 1]!
    const centre = left - 1
    const down = k === -left || (k !== left && before[centre + k - 1]! < before[centre + k + 1]!)
    const previous = down ? before[centre + k + 1]! : before[centre + k - 1]!
    const afterEdit = down ? previous : previous + 1
    for (; x > afterEdit; x--) pairs.push([start + x - 1, start + x - 1 - k])
    x = previous
    k += down ? 1 : -1
  }
  for (; x > 0; x--) pairs.push([start + x - 1, start + x - 1 - k])
  return pairs.reverse()
}
