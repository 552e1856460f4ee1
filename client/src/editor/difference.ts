import type { Node } from '@tiptap/pm/model'
import { Mapping, StepMap } from '@tiptap/pm/transform'
import type { Transaction } from '@tiptap/pm/state'
import { isFromYjs } from './origin.ts'

/** The stretch between the first and the last difference of two documents; null when they read the same. */
export function difference(before: Node, after: Node): { start: number; endA: number; endB: number } | null {
  const start = before.content.findDiffStart(after.content)
  if (start === null) return null
  const { a, b } = before.content.findDiffEnd(after.content)!
  const overlap = Math.max(0, start - Math.min(a, b))
  return { start, endA: a + overlap, endB: b + overlap }
}

export function mappingBetween(before: Node, after: Node): Mapping {
  const found = difference(before, after)
  return new Mapping(found ? [new StepMap([found.start, found.endA - found.start, found.endB - found.start])] : [])
}

/** The binding replaces whole blocks for a remote edit: what it really touches lies between first and last difference. */
export const mappingOf = (tr: Transaction): Mapping => (isFromYjs(tr) ? mappingBetween(tr.before, tr.doc) : tr.mapping)
