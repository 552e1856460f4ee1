import type { Redline } from './redline.ts'

/** What became of a unit since the base. */
export type UnitChange = 'new' | 'deleted' | 'changed' | 'moved'

/**
 * The units that differ from the base, by eId: the draft's eId, or the base's for what is deleted. An article or annex is `changed`
 * when anything in it is; what is unchanged is not in the map.
 */
export function changedUnits(redline: Redline): Map<string, UnitChange> {
  const units = new Map<string, UnitChange>()
  const touched = new Set<string>()
  const continuedAs = new Map<string, string>()
  for (const { bases, drafts, changed, moved } of redline) {
    const kept = bases.length > 0 && drafts.length > 0
    if (kept) continuedAs.set(bases[0]!.eId, drafts[0]!.eId)
    if (!changed) continue
    for (const { container } of drafts) if (container !== null) touched.add(container)
    for (const { container } of bases) if (container !== null) touched.add(continuedAs.get(container) ?? container)
    if (kept) units.set(drafts[0]!.eId, 'changed')
    for (const { eId } of kept ? drafts.slice(1) : drafts) units.set(eId, moved === null ? 'new' : 'moved')
    for (const { eId } of kept ? bases.slice(1) : bases) if (!units.has(eId)) units.set(eId, moved === null ? 'deleted' : 'moved')
  }
  for (const eId of touched) if (!units.has(eId)) units.set(eId, 'changed')
  return units
}

/** What differs, with the headings of the articles and annexes it stands in: without them nobody knows whose paragraph 1 it is. */
export function differing(redline: Redline): Redline {
  const units = changedUnits(redline)
  return redline.filter(({ bases, drafts, changed }) => changed || units.has((drafts[0] ?? bases[0]!).eId))
}
