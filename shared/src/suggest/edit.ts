import type { Node } from 'prosemirror-model'
import { Mapping, type Transform } from 'prosemirror-transform'

/** A stretch of the old document and the stretch of the new one that took its place. */
export interface ChangedRange {
  readonly fromA: number
  readonly toA: number
  readonly fromB: number
  readonly toB: number
}

/**
 * What a person's hands did to the draft: how it reads afterwards and, where it is known, where they touched it. Without
 * `ranges` the place of an ambiguous edit ("a| a") is found by comparing.
 */
export interface Edit {
  readonly after: Node
  readonly ranges: readonly ChangedRange[] | null
}

/** The edit that a transaction makes. */
export const editOf = (tr: Transform): Edit => ({ after: tr.doc, ranges: changedRanges(tr) })

/** The stretches that the steps of a transaction replaced, in order and apart from each other. */
export function changedRanges(tr: Transform): ChangedRange[] {
  const ranges: ChangedRange[] = []
  const { maps } = tr.mapping
  maps.forEach((map, index) => {
    // Not `tr.mapping.slice`: the inverse of a slice is that of the whole mapping.
    const back = new Mapping(maps.slice(0, index)).invert()
    const forth = tr.mapping.slice(index + 1)
    map.forEach((oldStart, oldEnd, newStart, newEnd) => {
      const [fromA, toA] = [back.map(oldStart, -1), back.map(oldEnd, 1)]
      ranges.push({ fromA, toA, fromB: forth.map(newStart, -1), toB: forth.map(newEnd, 1) })
    })
  })
  return merged(ranges.sort((a, b) => a.fromA - b.fromA || a.fromB - b.fromB))
}

function merged(ranges: readonly ChangedRange[]): ChangedRange[] {
  const list: ChangedRange[] = []
  for (const range of ranges) {
    const last = list.at(-1)
    if (!last || (range.fromA > last.toA && range.fromB > last.toB)) list.push(range)
    else
      list[list.length - 1] = {
        fromA: Math.min(last.fromA, range.fromA),
        toA: Math.max(last.toA, range.toA),
        fromB: Math.min(last.fromB, range.fromB),
        toB: Math.max(last.toB, range.toB),
      }
  }
  return list
}
