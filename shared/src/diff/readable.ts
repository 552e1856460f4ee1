import { weigh, wordsBetween, type Stretch } from './stretch.ts'
import type { Token } from './tokens.ts'

/** Up to so many words that agree by chance between two replacements are taken into one replacement. */
const ISLAND_WORDS = 3

/** A rewritten passage that keeps less than this share of its words reads better as one replacement. */
const KEPT_SHARE = 1 / 3

/** Takes chance agreements into the replacement around them, then keeps the white space at the edges of every change. */
export function readable(base: readonly Token[], draft: readonly Token[], list: Stretch[]): Stretch[] {
  const weighed = (stretch: Stretch) => ({
    deleted: weigh(base, stretch.a, stretch.aEnd),
    inserted: weigh(draft, stretch.b, stretch.bEnd),
  })
  const joined: Stretch[] = [list[0]!]
  for (let index = 1; index + 1 < list.length; index += 2) {
    const island = list[index]!
    const next = list[index + 1]!
    const before = joined.at(-1)!
    if (isIsland(base, island, weighed(before), weighed(next))) Object.assign(before, { aEnd: next.aEnd, bEnd: next.bEnd })
    else joined.push(island, next)
  }
  const kept = joined.reduce((sum, stretch) => sum + (stretch.kept ? weighed(stretch).deleted : 0), 0)
  const [first, last] = [list[0]!, list.at(-1)!]
  const middle = { kept: false, a: first.a, aEnd: last.aEnd, b: first.b, bEnd: last.bEnd }
  const whole = weighed(middle)
  const fragmented = joined.length >= 5 && kept < KEPT_SHARE * Math.min(whole.deleted, whole.inserted)
  return (fragmented ? [middle] : joined).flatMap((stretch) => (stretch.kept ? [stretch] : keepEdges(base, draft, stretch)))
}

interface Weight {
  deleted: number
  inserted: number
}

function isIsland(base: readonly Token[], island: Stretch, before: Weight, next: Weight): boolean {
  if (Math.min(before.deleted, before.inserted, next.deleted, next.inserted) === 0) return false
  const size = weigh(base, island.a, island.aEnd)
  return (
    wordsBetween(base, island.a, island.aEnd).length <= ISLAND_WORDS &&
    size <= Math.max(before.deleted, before.inserted) &&
    size <= Math.max(next.deleted, next.inserted)
  )
}

/** The change with white space that both sides begin or end with set off as kept. */
function keepEdges(base: readonly Token[], draft: readonly Token[], { a, aEnd, b, bEnd }: Stretch): Stretch[] {
  const equalSpace = (i: number, j: number) =>
    i >= a && j >= b && i < aEnd && j < bEnd && base[i]!.space && base[i]!.id === draft[j]!.id
  const head = equalSpace(a, b) ? 1 : 0
  const tail = aEnd - a > head && bEnd - b > head && equalSpace(aEnd - 1, bEnd - 1) ? 1 : 0
  return [
    { kept: true, a, aEnd: a + head, b, bEnd: b + head },
    { kept: false, a: a + head, aEnd: aEnd - tail, b: b + head, bEnd: bEnd - tail },
    { kept: true, a: aEnd - tail, aEnd, b: bEnd - tail, bEnd },
  ]
}
