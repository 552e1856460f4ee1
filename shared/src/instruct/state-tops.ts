import type { Node } from 'prosemirror-model'
import type { Block } from '../model/index.ts'
import { Succession } from './arrivals.ts'
import type { Compared } from './compared.ts'
import type { Consequence, Instruction, Place } from './instruction.ts'
import { HEADED, sameLabel } from './labels.ts'
import { printLines } from './lines.ts'
import { newName } from './new-name.ts'
import { isContainer, isDivision, ownPlace, type Unit } from './places.ts'
import { rangeOf } from './plan.ts'
import { recount } from './recount.ts'
import { rewritten } from './rewritten.ts'
import { longestAscending } from './sequence.ts'

/** A child of a document with the block that opens it. */
export interface Top {
  readonly node: Node
  readonly block: Block
  /** Index of the block. */
  readonly index: number
}

export function topsOf(doc: Node, list: readonly Block[]): Top[] {
  const tops: Top[] = []
  list.forEach((block, index) => {
    if (block.container === null) tops.push({ node: doc.child(tops.length), block, index })
  })
  return tops
}

/** What becomes of each child of the base and the draft, as a whole; what changes inside is stated apart. */
export interface TopPlan {
  /** For each child of the draft, the index of the base's child that it continues. */
  readonly baseAt: readonly (number | null)[]
  readonly steps: readonly TopStep[]
}

/** An instruction about whole units. */
export interface TopStep {
  readonly instruction: Instruction | null
  /** Indexes of the children concerned: of the draft for what is new, of the base for what goes, moves or is renumbered. */
  readonly bases: readonly number[]
  readonly drafts: readonly number[]
  /** Ascends in the order in which they are said: what comes to stand at one place in the draft's order. */
  readonly order: number
}

/** The instructions that insert, delete, move and renumber whole units; without `moves` what stands elsewhere goes and comes anew. `instruction` is null where there is none for it. */
export function stateTops(compared: Compared, bases: readonly Top[], drafts: readonly Top[], moves: boolean): TopPlan {
  const { baseAt, stays } = inOrder(compared, bases, drafts, matchTops(compared, bases, drafts), moves)
  const taken = new Set(baseAt.filter((from) => from !== null))
  const recounted = recountedGroups(bases, drafts, baseAt, stays)
  const also = (block: Block): Consequence[] =>
    recounted.has(groupOf(block)) ? [{ type: 'renumber', units: unitsWord(block) }] : []
  const steps: TopStep[] = []
  const succession = new Succession()
  let anchor = -1
  for (let at = 0; at < drafts.length; at++) {
    const from = baseAt[at]!
    const { block } = drafts[at]!
    if (from === null) {
      const count = newRun(drafts, baseAt, at)
      const run = drafts.slice(at, at + count)
      const inserted = insertion(compared, bases, anchor, run, also(block))
      const instruction = inserted && succession.following(inserted)
      steps.push({ instruction, bases: [], drafts: run.map((_, index) => at + index), order: arrival(anchor, at) })
      at += count - 1
    } else if (!stays.has(at)) {
      const goal = slotPlace(compared, anchor + 1, block)
      const unit = ownUnit(compared, bases[from]!)
      const instruction: Instruction | null =
        goal && unit !== null ? succession.following({ type: 'move', at: unit, ...goal, also: also(block) }) : null
      steps.push({ instruction, bases: [from], drafts: [at], order: arrival(anchor, at) })
    } else anchor = from
    if (from === null || bases[from]!.block.number === block.number || recounted.has(groupOf(block))) continue
    const unit = compared.ground.places.units[bases[from]!.index]!
    const instruction: Instruction = { type: 'renumber', at: unit.place, number: block.number!, also: [] }
    steps.push({ instruction, bases: [from], drafts: [at], order: from })
  }
  steps.push(...deletions(compared, bases, taken, also))
  return { baseAt, steps }
}

/** Behind the base's child `anchor`, and before the next. */
const arrival = (anchor: number, draft: number): number => anchor + (draft + 1) * 1e-6

/** Children that continue each other: of one kind, both with a number or both without. */
export function matchTops({ ground, draft, baseOf }: Compared, bases: readonly Top[], drafts: readonly Top[]): (number | null)[] {
  const at = new Map(bases.map(({ block }, index) => [block.eId, index]))
  const languages = [ground.base.attrs['language'] as string, draft.attrs['language'] as string] as const
  const used = new Set<number>()
  const fits = (base: Top, { node, block }: Top) =>
    base.node.type === node.type &&
    base.block.rank === block.rank &&
    base.block.level === block.level &&
    (base.block.number === null) === (block.number === null) &&
    sameLabel(base.block, { ...block, number: base.block.number }, ...languages)
  const matches = drafts.map((top) => {
    const index = at.get(baseOf.get(top.block.eId) ?? '')
    if (index === undefined || used.has(index) || !fits(bases[index]!, top)) return null
    used.add(index)
    return index
  })
  const sameNumber = (base: number, draft: number) =>
    isContainer(bases[base]!.block.kind) &&
    bases[base]!.block.number !== null &&
    bases[base]!.block.number === drafts[draft]!.block.number &&
    fits(bases[base]!, drafts[draft]!)
  return rewritten(matches, sameNumber, bases.length)
}

/** Which of them kept their order. What stands elsewhere has moved only if it is still the same text: otherwise one went and one came. */
export function inOrder(
  compared: Compared,
  bases: readonly Top[],
  drafts: readonly Top[],
  matches: readonly (number | null)[],
  moves: boolean,
): { baseAt: (number | null)[]; stays: Set<number> } {
  const matched = matches.flatMap((base, draft) => (base === null ? [] : [{ base, draft }]))
  const kept = longestAscending(matched.map(({ base }) => base))
  const stays = new Set(matched.filter((_, at) => kept.has(at)).map(({ draft }) => draft))
  const baseAt = matches.map((from, at) =>
    from === null || stays.has(at) || (moves && isSameText(compared, bases[from]!, drafts[at]!)) ? from : null,
  )
  return { baseAt, stays }
}

/** Whether at least half of the provisions are the base's; a single block has all its words. */
function isSameText({ baseOf, draftBlocks }: Compared, base: Top, draft: Top): boolean {
  if (draft.node.isTextblock) return draft.node.textContent === base.node.textContent
  const within = draftBlocks.filter(({ container }) => container === draft.block.eId)
  const continued = within.filter(({ eId }) => baseOf.get(eId)?.startsWith(`${base.block.eId}__`) ?? false)
  return continued.length * 2 >= Math.max(within.length, base.node.childCount - 1)
}

const unitsWord = ({ kind, rank, level }: Block): string => {
  if (level > 0) return level === 1 ? 'paragraphs' : 'subparagraphs'
  if (kind === 'recital') return 'preambular paragraphs'
  if (kind === 'annex') return 'annexes'
  return `${kind === 'note' ? 'footnote' : (rank ?? kind)}s`
}
export const groupOf = ({ kind, rank, level }: Block): string => `${kind} ${rank} ${level}`

/** The kinds of units whose new numbers are those that counting on gives. */
function recountedGroups(
  bases: readonly Top[],
  drafts: readonly Top[],
  baseAt: readonly (number | null)[],
  stays: ReadonlySet<number>,
): Set<string> {
  const changed = new Map<string, Top>()
  drafts.forEach((top, at) => {
    const from = baseAt[at]!
    if (from !== null && bases[from]!.block.number !== top.block.number) changed.set(groupOf(top.block), top)
  })
  const items = drafts.map(({ node }, at) => {
    const from = baseAt[at]!
    return { node: from === null ? node : bases[from]!.node, counted: from !== null }
  })
  const alike = [...changed].filter(([group, model]) => {
    const marks = marksOf(bases, drafts, baseAt, stays, group).map((at) => ({ at, model: model.node }))
    if (marks.length === 0) return false
    const counted = recount(
      items,
      marks,
      bases.map(({ node }) => node),
    )
    return counted.every((node, at) => groupOf(drafts[at]!.block) !== group || node.attrs['number'] === drafts[at]!.block.number)
  })
  return new Set(alike.map(([group]) => group))
}

/** Draft indexes where a unit of the group is new, has come or stood before it went. */
export function marksOf(
  bases: readonly Top[],
  drafts: readonly Top[],
  baseAt: readonly (number | null)[],
  stays: ReadonlySet<number>,
  group: string,
): number[] {
  const marks: number[] = []
  let anchor = -1
  const skipped = (to: number) => bases.slice(anchor + 1, to).some(({ block }) => groupOf(block) === group)
  drafts.forEach(({ block }, at) => {
    const from = baseAt[at]!
    if (from === null || !stays.has(at)) {
      if (groupOf(block) === group) marks.push(at)
      return
    }
    if (skipped(from)) marks.push(at)
    anchor = from
  })
  if (skipped(bases.length)) marks.push(drafts.length)
  return marks
}

/** How many children from `at` on are inserted together: a heading with the new articles below it. */
function newRun(drafts: readonly Top[], baseAt: readonly (number | null)[], at: number): number {
  if (!isDivision(drafts[at]!.block.kind)) return 1
  let end = at + 1
  while (end < drafts.length && baseAt[end] === null && drafts[end]!.block.kind === 'article') end++
  return end - at
}

function insertion(
  compared: Compared,
  bases: readonly Top[],
  anchor: number,
  run: readonly Top[],
  also: Consequence[],
): Instruction | null {
  const { block } = run[0]!
  const goal = slotPlace(compared, anchor + 1, block)
  if (!goal || bases.length === 0) return null
  const lines = printLines(
    run.map(({ node }) => node),
    compared.draft.attrs['language'] as string,
  )
  return { type: 'insert', side: goal.side, at: goal.to, name: newName(block), lines, also }
}

/**
 * How the place before the base's child `at` is said for a block: behind a unit of its own kind that ends there, behind the heading of a
 * division or the provision that it is the first point of, before a unit of its own kind, or beside what else is there.
 */
function slotPlace({ ground }: Compared, at: number, block: Block): { side: 'after' | 'before'; to: Place } | null {
  const { units } = ground.places
  const above = units.filter(({ child, top }) => child === null && top < at)
  const ending = above.filter((unit) => rangeOf(ground.base, units, unit, false).to === at)
  const last = above.at(-1)
  const next = units.find(({ child, top }) => child === null && top === at)
  const alike = (unit: Unit) => HEADED.has(unit.block.kind) === HEADED.has(block.kind) && !isDivision(unit.block.kind)
  const levels = (unit: Unit) => block.level < 2 || unit.block.level === block.level
  const after = (unit: Unit | undefined) => unit && ({ side: 'after', to: unit.place } as const)
  const before = (unit: Unit | undefined) => unit && ({ side: 'before', to: unit.place } as const)
  const first = last?.top === at - 1 && block.level > 1 && last.block.level === block.level - 1
  return (
    after(ending.findLast((unit) => alike(unit) && levels(unit))) ??
    (last && isDivision(last.block.kind) ? { side: 'after', to: `the heading of ${last.place}` } : null) ??
    (first ? { side: 'after', to: `${last.place}, chapeau` } : null) ??
    before(next && alike(next) && levels(next) ? next : undefined) ??
    after(ending.findLast((unit) => levels(unit) && !isDivision(unit.block.kind))) ??
    before(next && levels(next) ? next : undefined) ??
    null
  )
}

/** The place of a child of the document alone; null where it can't be named without what follows it. */
function ownUnit({ ground }: Compared, { index, block }: Top): Place | null {
  const unit = ground.places.units[index]!
  if (!isContainer(block.kind)) return ownPlace(unit)
  const { from, to } = rangeOf(ground.base, ground.places.units, unit, false)
  return to - from === 1 ? unit.place : null
}

/** A division goes with everything in it where all of it goes. */
function deletions(
  compared: Compared,
  bases: readonly Top[],
  taken: ReadonlySet<number>,
  also: (block: Block) => Consequence[],
): TopStep[] {
  const { ground } = compared
  const steps: TopStep[] = []
  for (let at = 0; at < bases.length; at++) {
    if (taken.has(at)) continue
    const { index, block } = bases[at]!
    const unit = ground.places.units[index]!
    const { from, to } = rangeOf(ground.base, ground.places.units, unit, false)
    const all = Array.from({ length: to - from }, (_, offset) => from + offset)
    const whole = all.length > 1 && all.every((one) => !taken.has(one))
    const place = whole ? unit.place : ownUnit(compared, bases[at]!)
    const gone = whole ? all : [at]
    steps.push({
      instruction: place === null ? null : { type: 'delete', at: place, also: also(block) },
      bases: gone,
      drafts: [],
      order: at,
    })
    at = gone.at(-1)!
  }
  return steps
}
