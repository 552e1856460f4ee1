import type { DivisionRank } from '../../model/index.ts'
import type { UnitKind } from '../words.ts'

/** The kinds that divide an instrument; "Title" takes the rank that its place among the others gives it. */
export type DivisionKind = Exclude<UnitKind, 'article' | 'annex'>

export const isDivision = (kind: UnitKind): kind is DivisionKind => kind !== 'article' && kind !== 'annex'

/**
 * The rank of each kind of division used in a text, from the kinds in order of appearance: what first appears outside others is
 * outer. Titles above chapters are parts, or push chapters down where parts stand above them; titles below sections are subsections.
 */
export function ranksOf(kinds: readonly DivisionKind[]): Record<DivisionKind, DivisionRank> {
  const ranks: Record<DivisionKind, DivisionRank> = {
    part: 'part',
    'title-unit': 'subsection',
    chapter: 'chapter',
    section: 'section',
    subsection: 'subsection',
  }
  const at = (kind: DivisionKind) => {
    const index = kinds.indexOf(kind)
    return index < 0 ? Infinity : index
  }
  if (at('section') < at('chapter') && at('chapter') < Infinity && at('part') === Infinity) ranks.section = 'part'
  // Maritime conventions divide chapters into parts.
  if (at('chapter') < at('part') && at('part') < Infinity && at('title-unit') === Infinity)
    Object.assign(ranks, { part: 'section', section: 'subsection' })
  if (at('title-unit') === Infinity) return ranks
  if (at('chapter') < at('title-unit')) ranks['title-unit'] = at('section') < at('title-unit') ? 'subsection' : 'section'
  else if (at('part') < at('title-unit'))
    Object.assign(ranks, { 'title-unit': 'chapter', chapter: 'section', section: 'subsection' })
  else ranks['title-unit'] = at('chapter') < Infinity ? 'part' : 'chapter'
  return ranks
}
