import type { Node } from 'prosemirror-model'
import type { Entry } from '../diff/index.ts'
import { comparable, type Amendment, type AmendmentKind, type Stated, type Unstated } from '../instruct/index.ts'
import { blocks, type Block } from '../model/index.ts'
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
  /** Whether its changes can be divided: it states changes in several provisions of one unit. */
  readonly divisible: boolean
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
  const parents = parentsOf(base, draft)
  const text = comparable(base, draft)
  const parts = amendments.flatMap((amendment): Part[] => {
    const unitOwner = claims.get(amendment.id) ?? amendment.id
    const whole = { owner: unitOwner, unit: amendment.id, amendment, whole: true }
    if (!isDivisible(amendment)) return [whole]
    const groups = byOwner(amendment.changes, (entry) => ownerOf(entry, parents, claims) ?? unitOwner)
    if (groups.size <= 1) return [{ ...whole, owner: groups.keys().next().value ?? unitOwner }]
    return Array.from(groups, ([owner, changes]): Part => {
      const stated = state(base, partialDraft(base, text, changes))
      const instructions = stated.flatMap((one) => one.instructions)
      const unstated = stated.flatMap((one) => one.unstated)
      return { owner, unit: amendment.id, amendment: { ...amendment, changes, instructions, unstated }, whole: false }
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
const hasNotes = ({ proposer, supporters, justification, fallback }: SheetEntry): boolean =>
  proposer !== null || supporters.length > 0 || !isBlank(justification) || !isBlank(fallback)

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
    divisible: parts.length === 1 && isDivisible(parts[0]!.amendment) && changes.length > 1,
  }
}

/** Which amendment claims a unit or provision, by eId; the later entry where two do. */
function claimsOf(sheet: Sheet): ReadonlyMap<string, string> {
  const claims = new Map<string, string>()
  for (const { key, units } of sheet.values()) for (const eId of units) claims.set(eId, key)
  return claims
}

/** The paragraph above each subparagraph, in the draft and where it is gone in the base. */
function parentsOf(base: Node, draft: Node): ReadonlyMap<string, string> {
  const parents = new Map<string, string>()
  for (const doc of [base, draft]) {
    const open: Block[] = []
    for (const block of blocks(doc)) {
      while (open.length > 0 && open.at(-1)!.level >= block.level) open.pop()
      const above = open.at(-1)
      if (above && block.level > 1 && above.container === block.container) parents.set(block.eId, above.eId)
      if (block.level > 0) open.push(block)
      else open.length = 0
    }
  }
  return parents
}

/** The amendment that claims the provision or one above it; null when only its unit can tell. */
function ownerOf(
  { bases, drafts }: Entry,
  parents: ReadonlyMap<string, string>,
  claims: ReadonlyMap<string, string>,
): string | null {
  for (const block of [...bases, ...drafts].filter(({ level }) => level > 0))
    for (let eId: string | undefined = block.eId; eId !== undefined; eId = parents.get(eId)) {
      const claim = claims.get(eId)
      if (claim !== undefined) return claim
    }
  return null
}

/** A unit that comes, goes or moves as a whole does so in one amendment. */
const isDivisible = ({ id, kind, changes }: Amendment): boolean =>
  kind === 'MOD' && !changes.some(({ moved, bases }) => moved !== null && bases.some(({ eId }) => eId === id))

/** The changes by the amendment that claims them. What is deleted here and stands there again is one change: both ends go together. */
function byOwner(changes: readonly Entry[], owner: (entry: Entry) => string): Map<string, Entry[]> {
  const homes = new Map<string, string>()
  return Map.groupBy(changes, (entry) => {
    const move = moveOf(entry)
    if (move === null) return owner(entry)
    const home = homes.get(move) ?? owner(entry)
    homes.set(move, home)
    return home
  })
}

/** The same for both ends of a move; null for what stays. */
const moveOf = ({ bases, drafts, moved }: Entry): string | null =>
  moved === null ? null : `${bases[0]?.eId ?? moved} ${drafts[0]?.eId ?? moved}`
