import { entryName, type Entry, type Redline } from '../../diff/index.ts'
import { DIVISION_RANKS, type Block, type ProvisionKind } from '../../model/index.ts'
import { unchangedEntry } from './unchanged.ts'

/** The whole instrument, or only the units with changes: articles and annexes with all they hold, and blocks outside them. */
export type Scope = 'all' | 'changed'

/** One amendment by itself, whatever the scope: the eIds of its units, and those of their changes that it makes. */
export interface Alone {
  readonly units: readonly string[]
  readonly changes: readonly Entry[]
}

/**
 * The entries of the units that are in scope; unless all are, under the title and the headings of the divisions they stand in.
 * @param alone the one amendment that is wanted: its units read as if nothing else were proposed; null for all that the scope takes
 */
export function inScope(redline: Redline, scope: Scope, alone: Alone | null = null): Redline {
  if (alone) return inUnits(proposing(redline, alone.changes), alone.units)
  return scope === 'all' ? redline : inUnits(redline, redline.filter((entry) => entry.changed).flatMap(units))
}

/** The redline with only these changes carried out: everything else stays as in the base. */
function proposing(redline: Redline, changes: readonly Entry[]): Redline {
  const proposed = new Set(changes.map(entryName))
  return redline.flatMap((entry) => (entry.changed && !proposed.has(entryName(entry)) ? entry.bases.map(unchangedEntry) : entry))
}

function inUnits(redline: Redline, eIds: readonly string[]): Redline {
  const wanted = whole(redline, eIds)
  const chosen: Entry[] = []
  let headings: Entry[] = []
  for (const entry of redline) {
    headings = headingsAt(entry, headings)
    if (!isOf(entry, TITLE) && !units(entry).some((one) => wanted.has(one))) continue
    chosen.push(...headings.filter((heading) => heading !== entry), entry)
    headings = []
  }
  return chosen
}

/**
 * The units themselves and those they share a block with: what was the end of one article is the beginning of another when a heading comes
 * between, and neither reads whole without the other.
 */
function whole(redline: Redline, wanted: readonly string[]): ReadonlySet<string> {
  const found = new Set(wanted)
  const shared = redline.map(units).filter((list) => new Set(list).size > 1)
  for (let size = -1; size < found.size;) {
    size = found.size
    for (const list of shared) if (list.some((one) => found.has(one))) for (const one of list) found.add(one)
  }
  return found
}

const TITLE: ReadonlySet<ProvisionKind> = new Set<ProvisionKind>(['title'])
/** What stands after the last chapter without belonging to it. */
const AFTER_DIVISIONS: ReadonlySet<ProvisionKind> = new Set<ProvisionKind>(['annex', 'closing', 'note'])

/** The headings, outermost first, that an entry stands under and that are not yet in the chosen text. */
function headingsAt(entry: Entry, open: readonly Entry[]): Entry[] {
  if (isOf(entry, AFTER_DIVISIONS)) return []
  const rank = rankOf(entry)
  return rank < 0 ? [...open] : [...open.filter((heading) => rankOf(heading) < rank), entry]
}

const blocksOf = (entry: Entry): readonly Block[] => [...entry.drafts, ...entry.bases]

/** The eIds of the units an entry touches: more than one where a change joins words across them. */
const units = (entry: Entry): string[] => blocksOf(entry).map((block) => block.container ?? block.eId)

const isOf = (entry: Entry, kinds: ReadonlySet<ProvisionKind>): boolean => blocksOf(entry).some((block) => kinds.has(block.kind))

/** Depth of the division an entry opens, -1 for none. */
function rankOf(entry: Entry): number {
  const rank = blocksOf(entry)[0]?.rank
  return rank ? DIVISION_RANKS.indexOf(rank) : -1
}
