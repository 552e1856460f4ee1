import type { Node } from 'prosemirror-model'
import type { Entry } from '../diff/index.ts'
import { comparable, type Amendment, type AmendmentKind, type Stated, type Unstated } from '../instruct/index.ts'
import type { Block } from '../model/index.ts'
import { above, divisions, type Above } from './divisions.ts'
import { partialDraft } from './partial-draft.ts'
import { isBlank, type Sheet, type SheetEntry } from './sheet.ts'

/** An amendment as the coalition sees it: changes of one or several units, or some of one, with what is noted about them. */
export interface ListedAmendment {
  /** The eId of the unit or provision that it was made for; its notes lie under it. */
  readonly id: string
  /** From 1, in document order. */
  readonly number: number
  /** The eId of the unit where it begins. */
  readonly target: string
  /** "article 24", "article 24 and article 35". */
  readonly name: string
  readonly kind: AmendmentKind
  /** Entries of the redline, in document order. */
  readonly changes: readonly Entry[]
  readonly instructions: readonly Stated[]
  readonly unstated: readonly Unstated[]
  readonly notes: SheetEntry
  /** eIds of the units whose changes it holds, all or some. */
  readonly units: readonly string[]
  /** Whether it holds only some of a unit's changes, or those of several units: it can be taken apart again. */
  readonly arranged: boolean
  /** The smallest parts that its changes can be divided into, in document order; one where they all belong together. */
  readonly divisions: readonly (readonly Entry[])[]
}

export interface AmendmentList {
  readonly amendments: readonly ListedAmendment[]
  /** Notes whose changes are no longer in the draft. */
  readonly left: readonly SheetEntry[]
}

/** Some changes of one unit, with their sentences. */
interface Part {
  readonly owner: string
  readonly unit: string
  readonly amendment: Amendment
  readonly whole: boolean
  readonly divisions: readonly (readonly Entry[])[]
}

/**
 * Gives the changes of a draft to amendments as people arranged them: by default one for each unit; a unit or provision that an entry
 * of the sheet claims belongs to that entry's amendment. Where a unit is divided, each part is stated anew as if only it were proposed:
 * `state` gives the amendments that lead from the base to a draft.
 */
export function listAmendments(
  base: Node,
  draft: Node,
  amendments: readonly Amendment[],
  sheet: Sheet,
  state: (base: Node, draft: Node) => readonly Amendment[],
): AmendmentList {
  const claims = claimsOf(sheet)
  const text = comparable(base, draft)
  const parents = above(base, text)
  const parts = amendments.flatMap((amendment): Part[] => {
    const unitOwner = claims.get(amendment.id) ?? amendment.id
    const whole = { owner: unitOwner, unit: amendment.id, amendment, whole: true, divisions: [amendment.changes] }
    if (!isDivisible(amendment)) return [whole]
    const divided = divisions(amendment.changes, parents)
    const groups = Map.groupBy(divided, (division) => ownerOf(division, parents, claims) ?? unitOwner)
    if (groups.size <= 1) return [{ ...whole, owner: groups.keys().next().value ?? unitOwner, divisions: divided }]
    return Array.from(groups, ([owner, divisions]): Part => {
      const changes = amendment.changes.filter((change) => divisions.some((division) => division.includes(change)))
      const stated = state(base, partialDraft(base, text, changes))
      const instructions = stated.flatMap((one) => one.instructions)
      const unstated = stated.flatMap((one) => one.unstated)
      return { owner, unit: amendment.id, amendment: { ...amendment, changes, instructions, unstated }, whole: false, divisions }
    })
  })
  const grouped = [...Map.groupBy(parts, ({ owner }) => owner)]
  return {
    amendments: grouped.map(([key, list], index) => listed(key, list, index + 1, sheet)),
    left: [...sheet.values()].filter((entry) => !grouped.some(([key]) => key === entry.key) && hasNotes(entry)),
  }
}

/** What is noted about an amendment before anybody has noted anything. */
export const emptyNotes = (key: string): SheetEntry => ({
  key,
  units: [],
  proposer: null,
  status: 'draft',
  supporters: [],
  justification: [],
  fallback: [],
})

/** Whether somebody would miss it. */
const hasNotes = ({ proposer, status, supporters, justification, fallback }: SheetEntry): boolean =>
  proposer !== null || status !== 'draft' || supporters.length > 0 || !isBlank(justification) || !isBlank(fallback)

function listed(key: string, parts: readonly Part[], number: number, sheet: Sheet): ListedAmendment {
  const all = <T>(of: (amendment: Amendment) => readonly T[]): T[] => parts.flatMap(({ amendment }) => of(amendment))
  const kinds = new Set(parts.map(({ amendment }) => amendment.kind))
  const names = [...new Set(parts.map(({ amendment }) => amendment.name))]
  const changes = all((amendment) => amendment.changes)
  return {
    id: key,
    number,
    target: parts[0]!.unit,
    name: new Intl.ListFormat('en', { type: 'conjunction' }).format(names),
    kind: kinds.size === 1 ? parts[0]!.amendment.kind : 'MOD',
    changes,
    instructions: all((amendment) => amendment.instructions),
    unstated: all((amendment) => amendment.unstated),
    notes: sheet.get(key) ?? emptyNotes(key),
    units: [...new Set(parts.map(({ unit }) => unit))],
    arranged: parts.length > 1 || parts.some(({ whole }) => !whole),
    divisions: parts.length === 1 ? parts[0]!.divisions : [changes],
  }
}

/** Which amendment claims a unit or provision, by eId; the later entry where two do. */
function claimsOf(sheet: Sheet): ReadonlyMap<string, string> {
  const claims = new Map<string, string>()
  for (const { key, units } of sheet.values()) for (const eId of units) claims.set(eId, key)
  return claims
}

/** A unit that comes, goes, moves or is written anew as a whole does so in one amendment. */
const isDivisible = ({ id, kind, changes }: Amendment): boolean =>
  kind === 'MOD' && !changes.some(({ bases, drafts }) => drafts.length === 0 && bases.some(({ eId }) => eId === id))

/** The amendment that claims the provision where these changes begin, or one above it; null when only its unit can tell. */
function ownerOf(division: readonly Entry[], parents: Above, claims: ReadonlyMap<string, string>): string | null {
  const { bases, drafts } = division[0]!
  const climb = (block: Block | undefined, above: ReadonlyMap<string, string>): string | null => {
    for (let eId = block?.eId; eId !== undefined; eId = above.get(eId)) {
      const claim = block!.level > 0 ? claims.get(eId) : undefined
      if (claim !== undefined) return claim
    }
    return null
  }
  return climb(bases[0], parents.base) ?? climb(drafts[0], parents.draft)
}
