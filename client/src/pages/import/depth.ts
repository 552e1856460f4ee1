import { DIVISION_RANKS } from '@travaux/shared/model'
import type { Item } from '@travaux/shared/arrange'

/** How deep each piece stands in the tree, 1 for the outermost: articles stand in the divisions above them, paragraphs in articles. */
export function depths(items: readonly Item[]): number[] {
  let divisions: number[] = []
  let unit = 0
  return items.map(({ kind, rank, level }) => {
    switch (kind) {
      case 'division': {
        const own = DIVISION_RANKS.indexOf(rank!)
        divisions = [...divisions.filter((outer) => outer < own), own]
        unit = 0
        return divisions.length
      }
      case 'annex':
        divisions = []
        unit = 1
        return 1
      case 'article':
        unit = divisions.length + 1
        return unit
      case 'paragraph':
        return (unit || divisions.length) + level
      case 'leftOut':
        return 1
      case 'title':
      case 'preamble':
      case 'recital':
      case 'closing':
      case 'note':
        return 1
    }
  })
}
