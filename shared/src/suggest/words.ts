import { Mark, type Node } from 'prosemirror-model'
import type { ChangedRange } from './edit.ts'
import { isComment, looks, markOf, type Chosen } from './marks.ts'
import type { Kept } from './align.ts'

/** Words of a block that were replaced, as offsets in its text before (A) and after (B). */
export type Hunk = ChangedRange

/** Where the words of one block differ, in order. */
export function hunks({ before, after }: Kept, ranges: readonly ChangedRange[] | null): Hunk[] {
  const [a, b] = [before.node.textContent, after.node.textContent]
  if (a === b) return []
  const touched = ranges && inBlock(before, after, ranges)
  const known = touched !== null && consistent(a, b, touched)
  const found = known ? touched : [{ fromA: 0, toA: a.length, fromB: 0, toB: b.length }]
  return found
    .map((hunk) => (known ? wholeWords(a, b, hunk, trimmed(a, b, hunk)) : trimmed(a, b, hunk)))
    .filter(({ fromA, toA, fromB, toB }) => toA > fromA || toB > fromB)
}

/**
 * Who puts “must” over “may” replaces the word, whatever letters both have: what is left of a replacement by trimming grows again up to
 * the next ends of words, no further than the hands went.
 */
function wholeWords(a: string, b: string, touched: Hunk, left: Hunk): Hunk {
  // Words that only came are no replacement, nor are words that only went.
  if (left.fromA === left.toA || touched.fromB === touched.toB) return left
  let { fromA, toA, fromB, toB } = left
  while (fromA > touched.fromA && (isInWord(a, fromA) || isInWord(b, fromB))) [fromA, fromB] = [fromA - 1, fromB - 1]
  while (toA < touched.toA && (isInWord(a, toA) || isInWord(b, toB))) [toA, toB] = [toA + 1, toB + 1]
  return { fromA, toA, fromB, toB }
}

const WORD = /^[\p{L}\p{M}\p{N}]$/u
const isInWord = (text: string, at: number): boolean => at > 0 && WORD.test(text[at - 1]!) && WORD.test(text[at] ?? '')

function inBlock(
  before: { node: Node; pos: number },
  after: { node: Node; pos: number },
  ranges: readonly ChangedRange[],
): Hunk[] {
  const [startA, startB] = [before.pos + 1, after.pos + 1]
  const [endA, endB] = [startA + before.node.content.size, startB + after.node.content.size]
  const inside = ranges.filter(({ fromA, toA }) => toA >= startA && fromA <= endA)
  const clamp = (at: number, start: number, end: number) => Math.max(start, Math.min(at, end)) - start
  return inside.map(({ fromA, toA, fromB, toB }) => ({
    fromA: clamp(fromA, startA, endA),
    toA: clamp(toA, startA, endA),
    fromB: clamp(fromB, startB, endB),
    toB: clamp(toB, startB, endB),
  }))
}

/** Whether the words between the hunks are the same on both sides, in order. */
function consistent(a: string, b: string, list: readonly Hunk[]): boolean {
  let [atA, atB] = [0, 0]
  for (const { fromA, toA, fromB, toB } of [...list, { fromA: a.length, toA: a.length, fromB: b.length, toB: b.length }]) {
    if (fromA < atA || fromB < atB || a.slice(atA, fromA) !== b.slice(atB, fromB)) return false
    ;[atA, atB] = [toA, toB]
  }
  return true
}

function trimmed(a: string, b: string, { fromA, toA, fromB, toB }: Hunk): Hunk {
  const limit = Math.min(toA - fromA, toB - fromB)
  let start = 0
  while (start < limit && a[fromA + start] === b[fromB + start]) start++
  let end = 0
  while (end < limit - start && a[toA - 1 - end] === b[toB - 1 - end]) end++
  // A character outside the basic plane is two units: never take half of it.
  if (start > 0 && isHigh(a, fromA + start - 1)) start--
  if (end > 0 && isLow(a, toA - end)) end--
  return { fromA: fromA + start, toA: toA - end, fromB: fromB + start, toB: toB - end }
}

/** The first and the second unit of a character outside the basic plane. */
export const isHigh = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xd800
export const isLow = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00

/** Words that stayed and look different, in the draft or in what the author proposes; or that carry other comments. */
export interface Restyled extends Hunk {
  readonly kind: 'look' | 'own look' | 'comment'
}

/** Between the hunks: where kept words look different or carry other comments. How struck words look is nobody's concern. */
export function restyled({ before, after }: Kept, list: readonly Hunk[], mine: Chosen): Restyled[] {
  if (before.node.content.eq(after.node.content)) return []
  const found: Restyled[] = []
  const add = (kind: Restyled['kind'], fromA: number, fromB: number, length: number) => {
    const last = found.findLast((one) => one.kind === kind)
    if (last?.toA === fromA && last.toB === fromB)
      found[found.indexOf(last)] = { ...last, toA: fromA + length, toB: fromB + length }
    else found.push({ kind, fromA, toA: fromA + length, fromB, toB: fromB + length })
  }
  for (const { fromA, fromB, length } of between(before.node.content.size, list))
    alongRuns(before.node, fromA, after.node, fromB, length, (old, now, at, size) => {
      const struck = markOf(old, 'deletion', mine) !== undefined
      const kind = markOf(old, 'insertion', mine) ? 'own look' : 'look'
      if (!struck && !Mark.sameSet(looks(old), looks(now))) add(kind, fromA + at, fromB + at, size)
      else if (!Mark.sameSet(old.filter(isComment), now.filter(isComment))) add('comment', fromA + at, fromB + at, size)
    })
  return found
}

function between(size: number, list: readonly Hunk[]): { fromA: number; fromB: number; length: number }[] {
  const kept: { fromA: number; fromB: number; length: number }[] = []
  let [atA, atB] = [0, 0]
  for (const hunk of list) {
    kept.push({ fromA: atA, fromB: atB, length: hunk.fromA - atA })
    ;[atA, atB] = [hunk.toA, hunk.toB]
  }
  kept.push({ fromA: atA, fromB: atB, length: size - atA })
  return kept
}

type Visit = (old: readonly Mark[], now: readonly Mark[], at: number, size: number) => void

/** Walks over two stretches of equal words, run by run. */
function alongRuns(a: Node, fromA: number, b: Node, fromB: number, length: number, visit: Visit): void {
  const [left, right] = [runs(a, fromA, length), runs(b, fromB, length)]
  let at = 0
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    const size = Math.min(left[i]!.end, right[j]!.end) - at
    visit(left[i]!.marks, right[j]!.marks, at, size)
    at += size
    if (left[i]!.end === at) i++
    if (right[j]!.end === at) j++
  }
}

function runs(node: Node, from: number, length: number): { end: number; marks: readonly Mark[] }[] {
  let end = 0
  return node.content.cut(from, from + length).content.map((run) => ({ end: (end += run.nodeSize), marks: run.marks }))
}
