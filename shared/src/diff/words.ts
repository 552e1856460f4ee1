import { commonSubsequence } from './subsequence.ts'
import { readable } from './readable.ts'
import type { Piece } from './redline.ts'
import { PieceList } from './pieces.ts'
import { slide } from './slide.ts'
import { wordsBetween, type Stretch } from './stretch.ts'
import type { Token } from './tokens.ts'

/**
 * More word edits than this in one block and what lies between its common beginning and end is replaced as a whole: nobody reads
 * five hundred crossings-out, and the search takes the square of it in steps (600² is about 2 ms).
 */
const MAX_EDITS = 600

/**
 * The redline of words: pieces that without insertions are the base's tokens and without deletions the draft's. A deletion next to
 * an insertion stands before it; white space never is the only thing kept between two changes.
 */
export function comparePieces(base: readonly Token[], draft: readonly Token[]): Piece[] {
  const pieces = new PieceList()
  for (const { kept, a, aEnd, b, bEnd } of slide(base, draft, stretches(base, draft))) {
    if (kept) pieces.add('keep', base, a, aEnd)
    else {
      pieces.add('delete', base, a, aEnd)
      pieces.add('insert', draft, b, bEnd)
    }
  }
  return pieces.list
}

function stretches(base: readonly Token[], draft: readonly Token[]): Stretch[] {
  const limit = Math.min(base.length, draft.length)
  let start = 0
  while (start < limit && base[start]!.id === draft[start]!.id) start++
  let end = 0
  while (end < limit - start && base.at(-1 - end)!.id === draft.at(-1 - end)!.id) end++
  const aEnd = base.length - end
  const bEnd = draft.length - end
  const middle = { kept: false, a: start, aEnd, b: start, bEnd }
  return [
    { kept: true, a: 0, aEnd: start, b: 0, bEnd: start },
    ...(start === aEnd || start === bEnd ? [middle] : readable(base, draft, match(base, draft, middle))),
    { kept: true, a: aEnd, aEnd: base.length, b: bEnd, bEnd: draft.length },
  ]
}

/** Alternating changed and kept stretches of the middle, beginning and ending with a changed one. White space is not matched here. */
function match(base: readonly Token[], draft: readonly Token[], middle: Stretch): Stretch[] {
  const aWords = wordsBetween(base, middle.a, middle.aEnd)
  const bWords = wordsBetween(draft, middle.b, middle.bEnd)
  const idsOf = (tokens: readonly Token[], indexes: number[]) => Int32Array.from(indexes, (index) => tokens[index]!.id)
  const pairs = commonSubsequence(idsOf(base, aWords), idsOf(draft, bWords), MAX_EDITS) ?? []
  const list: Stretch[] = [{ kept: false, a: middle.a, aEnd: middle.a, b: middle.b, bEnd: middle.b }]
  for (const [i, j] of pairs) {
    const a = aWords[i]!
    const b = bWords[j]!
    const before = list.at(-1)!
    if (before.kept && sameSpace(base, before.aEnd, a, draft, before.bEnd, b)) {
      before.aEnd = a + 1
      before.bEnd = b + 1
      continue
    }
    if (before.kept) list.push({ kept: false, a: before.aEnd, aEnd: a, b: before.bEnd, bEnd: b })
    else Object.assign(before, { aEnd: a, bEnd: b })
    list.push({ kept: true, a, aEnd: a + 1, b, bEnd: b + 1 })
  }
  const last = list.at(-1)!
  if (last.kept) list.push({ kept: false, a: last.aEnd, aEnd: middle.aEnd, b: last.bEnd, bEnd: middle.bEnd })
  else Object.assign(last, { aEnd: middle.aEnd, bEnd: middle.bEnd })
  return list
}

/** Whether nothing stands between two pairs of words but the same white space. */
function sameSpace(base: readonly Token[], a: number, aTo: number, draft: readonly Token[], b: number, bTo: number): boolean {
  if (aTo - a !== bTo - b || aTo - a > 1) return false
  return aTo === a || (base[a]!.space && base[a]!.id === draft[b]!.id)
}
