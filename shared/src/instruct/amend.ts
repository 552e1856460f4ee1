import type { Node } from 'prosemirror-model'
import { DiffCache, redline, type Entry, type Redline } from '../diff/index.ts'
import { blocks, type Block } from '../model/index.ts'
import { settled } from '../suggest/index.ts'
import type { Amendment, AmendmentKind, Revision, Stated, Unstated } from './amendment.ts'
import { compare, type Compared } from './compared.ts'
import type { Instruction } from './instruction.ts'
import { newName } from './new-name.ts'
import { sentence } from './print.ts'
import { readSentence } from './read-sentence.ts'
import { Ground } from './resolve.ts'
import { restates, updatedReferences, withoutUpdates, withUpdates } from './state-references.ts'
import { rematched } from './rematch.ts'
import { retained } from './retain.ts'
import { stateTops, topsOf, type Top, type TopStep } from './state-tops.ts'
import { stateUnit, type StatedUnit } from './state-unit.ts'
import { worded } from './worded.ts'

export interface AmendOptions {
  /** Kept from call to call: only units that changed since are stated again. */
  readonly cache?: AmendCache
  /** Earlier official texts, oldest first: an article that reads as in one of them is retained. */
  readonly revisions?: readonly Revision[]
}

interface Known {
  readonly draft: Node
  readonly pairs: string
  readonly stated: StatedUnit
}

/** Sentences that are remembered at most: every keystroke in a quoted word makes a new one. */
const MAX_READ = 5_000

/**
 * What `amend` remembers between two calls for one base: the redline's cache, the places of the base, and by unit what was stated of
 * it. An unchanged unit costs a comparison.
 */
export class AmendCache {
  readonly diff = new DiffCache()
  readonly units = new Map<string, Known>()
  readonly #read = new Map<string, Instruction | null>()
  readonly #asInBase = new WeakMap<Node, { readonly base: Node; readonly same: boolean }>()
  #proven: string | null = null
  #ground: Ground | null = null

  /**
   * Whether all sentences together have been carried out and have made the draft: what is said of whole units is the same as then, and what
   * is said inside a unit is proven for each unit by itself.
   */
  isProven(wholeUnits: string, prove: () => boolean): boolean {
    if (this.#proven === wholeUnits) return true
    const holds = prove()
    this.#proven = holds ? wholeUnits : null
    return holds
  }

  /** Whether a unit reads as in the base, asked once for each node that the draft has of it. */
  isAsInBase(base: Node, draft: Node): boolean {
    if (base === draft) return true
    const last = this.#asInBase.get(draft)
    if (last?.base === base) return last.same
    const same = base.eq(draft)
    this.#asInBase.set(draft, { base, same })
    return same
  }

  /** What a sentence says; null when it is not understood. */
  readonly read = (text: string): Instruction | null => {
    let instruction = this.#read.get(text)
    if (instruction === undefined) {
      if (this.#read.size >= MAX_READ) this.#read.clear()
      const result = readSentence(text)
      this.#read.set(text, (instruction = result.ok && result.instructions.length === 1 ? result.instructions[0] : null))
    }
    return instruction
  }

  /** What is known of the base; with the revisions of the last call where none are given. */
  ground(base: Node, revisions?: readonly Revision[]): Ground {
    const known = this.#ground
    if (known?.base === base && (!revisions || sameRevisions(known.revisions, revisions))) return known
    this.#proven = null
    this.units.clear()
    return (this.#ground = new Ground(base, revisions))
  }
}

const sameRevisions = (a: readonly Revision[], b: readonly Revision[]): boolean =>
  a.length === b.length && a.every((revision, at) => revision.name === b[at]!.name && revision.doc === b[at]!.doc)

/**
 * The amendments that lead from the base to the draft, in document order, each with its instructions (`amending-language.md`).
 * Pending suggestions and comments in the draft are left out. Every instruction has been printed, read back and carried out.
 */
export function amend(base: Node, draft: Node, { cache = new AmendCache(), revisions = [] }: AmendOptions = {}): Amendment[] {
  const text = comparable(base, draft)
  const ground = cache.ground(base, revisions)
  const entries = redline(base, text, cache.diff)
  const updated = updatedReferences(ground, text, entries)
  if (updated.length > 0) {
    const kept = withoutUpdates(text, updated)
    const amendments = stateAll(ground, kept, redline(base, kept, cache.diff), cache)
    const said = withUpdates(amendments, updated)
    if (said && restates(ground, said, text, cache.read)) return said
  }
  return stateAll(ground, text, entries, cache)
}

/** The draft as it is compared: without what is pending or says nothing, its eIds those of the base's provisions that it continues. */
export const comparable = (base: Node, draft: Node): Node => rematched(base, worded(base, settled(draft)))

function stateAll(ground: Ground, text: Node, entries: Redline, cache: AmendCache): Amendment[] {
  const compared = compare(ground, text, entries, cache)
  for (const way of ['moves', 'no moves'] as const) {
    const { amendments, wholeUnits } = stateOne(compared, entries, cache, way)
    const proven = () => cache.isProven(wholeUnits, () => restates(ground, amendments, text, cache.read))
    if (isComplete(amendments) ? proven() : way === 'no moves') return amendments
  }
  return stateOne(compared, entries, cache, 'inside only').amendments
}

/** An amendment that says what it leaves out is not held against the draft. */
const isComplete = (amendments: readonly Amendment[]): boolean =>
  amendments.every(({ unstated }) => unstated.every(({ what }) => what !== 'words'))

/** `inside only` leaves whole units that come, go or move unstated. */
type Way = 'moves' | 'no moves' | 'inside only'

/** `wholeUnits` is what becomes of the children of the document as wholes, the same where the same is said of them, words inside apart. */
function stateOne(
  compared: Compared,
  entries: Redline,
  cache: AmendCache,
  way: Way,
): { amendments: Amendment[]; wholeUnits: string } {
  const { ground, draft } = compared
  const bases = topsOf(ground.base, ground.places.blocks)
  const drafts = topsOf(draft, compared.draftBlocks)
  const tops = stateTops(compared, bases, drafts, way === 'moves')
  const collector = new Collector(compared, bases, drafts, changesByUnit(entries, compared))
  for (const step of tops.steps) {
    const { instruction } = step
    const read = instruction && way !== 'inside only' ? cache.read(sentence(instruction)) : null
    collector.step(read && isDeepEqual(read, instruction) ? step : { ...step, instruction: null })
  }
  // What is written anew as a whole may be found no more by what is said of whole units, or be read as something else beside it.
  const inside: string[] = []
  tops.baseAt.forEach((from, at) => {
    if (from === null) return
    const unit = stated(compared, cache, bases[from]!, drafts[at]!)
    collector.inside(from, at, unit)
    for (const one of unit.instructions) if (one.type === 'replace') inside.push(sentence(one))
  })
  const said = tops.steps.map(({ instruction }) => instruction && sentence(instruction))
  const numbers = drafts.map(({ block }) => block.number)
  return { amendments: collector.list(), wholeUnits: JSON.stringify([said, tops.baseAt, numbers, inside]) }
}

const isDeepEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a, sorted) === JSON.stringify(b, sorted)

/** Keys in one order, whatever order they were written in. */
const sorted = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

function stated(compared: Compared, cache: AmendCache, base: Top, draft: Top): StatedUnit {
  if (cache.isAsInBase(base.node, draft.node)) return NOTHING
  const pairs = draft.node.isTextblock ? '' : pairsWithin(compared, draft)
  const known = cache.units.get(base.block.eId)
  if (known?.pairs === pairs && (known.draft === draft.node || known.draft.eq(draft.node))) return known.stated
  const unit = compared.ground.places.units[base.index]!
  const fresh = retained(compared, unit, draft.node) ?? stateUnit(compared, unit, draft.index, draft.node)
  cache.units.set(base.block.eId, { draft: draft.node, pairs, stated: fresh })
  return fresh
}

const NOTHING: StatedUnit = { instructions: [], unstated: [] }

/** Which blocks of the base the blocks of an article continue. */
function pairsWithin({ baseOf, draftBlocks }: Compared, { block, index }: Top): string {
  const within: string[] = []
  for (let at = index + 1; at < draftBlocks.length && draftBlocks[at]!.container === block.eId; at++)
    within.push(baseOf.get(draftBlocks[at]!.eId) ?? '')
  return within.join(' ')
}

/** The changed entries by the unit they belong to: the base's eId, or the draft's for what is new. */
function changesByUnit(entries: readonly Entry[], { baseOf }: Compared): Map<string, Entry[]> {
  const unitOf = ({ bases, drafts }: Entry): string => {
    const draft = drafts[0]
    if (!draft) return bases[0]!.container ?? bases[0]!.eId
    const unit = draft.container ?? draft.eId
    return baseOf.get(unit) ?? unit
  }
  return Map.groupBy(
    entries.filter(({ changed }) => changed),
    unitOf,
  )
}

interface Draft {
  readonly order: number
  readonly id: string
  readonly kind: AmendmentKind
  readonly name: string
  readonly instructions: Instruction[]
  readonly unstated: Unstated[]
  readonly members: string[]
}

/** Gathers instructions into amendments by unit, in the order of the base with what is new where it stands. */
class Collector {
  readonly #amendments = new Map<string, Draft>()
  readonly #compared: Compared
  readonly #bases: readonly Top[]
  readonly #drafts: readonly Top[]
  readonly #changes: ReadonlyMap<string, Entry[]>

  constructor(compared: Compared, bases: readonly Top[], drafts: readonly Top[], changes: ReadonlyMap<string, Entry[]>) {
    this.#compared = compared
    this.#bases = bases
    this.#drafts = drafts
    this.#changes = changes
  }

  step({ instruction, bases, drafts, order }: TopStep): void {
    const [base, draft] = [bases[0], drafts[0]]
    const kind = base === undefined ? 'ADD' : draft === undefined ? 'DEL' : 'MOD'
    const block = base === undefined ? this.#drafts[draft!]!.block : this.#bases[base]!.block
    const name = base === undefined ? nameOf(block) : this.#compared.ground.places.units[this.#bases[base]!.index]!.place
    const amendment = this.#at(block.eId, { order, kind, name })
    const members =
      base === undefined ? drafts.map((at) => this.#drafts[at]!.block.eId) : bases.map((at) => this.#bases[at]!.block.eId)
    amendment.members.push(...members)
    if (instruction) amendment.instructions.push(instruction)
    else amendment.unstated.push({ eId: block.eId, what: 'words' })
    if (base === undefined) for (const at of drafts) amendment.unstated.push(...emphasis(this.#drafts[at]!.node))
  }

  inside(base: number, draft: number, { instructions, unstated }: StatedUnit): void {
    if (instructions.length === 0 && unstated.length === 0) return
    const { block, index } = this.#bases[base]!
    const kind = instructions.some(({ type }) => type === 'retain') ? 'RETAIN' : 'MOD'
    const amendment = this.#at(block.eId, { order: base, kind, name: this.#compared.ground.places.units[index]!.place })
    amendment.members.push(block.eId, this.#drafts[draft]!.block.eId)
    amendment.instructions.push(...instructions)
    amendment.unstated.push(...unstated)
  }

  #at(id: string, { order, kind, name }: Pick<Draft, 'order' | 'kind' | 'name'>): Draft {
    let amendment = this.#amendments.get(id)
    if (!amendment) {
      amendment = { id, order, kind, name, instructions: [], unstated: [], members: [] }
      this.#amendments.set(id, amendment)
    }
    return amendment
  }

  list(): Amendment[] {
    return [...this.#amendments.values()]
      .sort((a, b) => a.order - b.order)
      .map(({ id, kind, name, instructions, unstated, members }) => ({
        id,
        kind,
        name,
        changes: [...new Set(members)].flatMap((member) => this.#changes.get(member) ?? []),
        instructions: instructions.map((instruction): Stated => ({ instruction, text: sentence(instruction) })),
        unstated,
      }))
  }
}

const nameOf = (block: Block): string => newName(block)

/** Sentences carry no emphasis: what is new and has some is reported. */
function emphasis(node: Node): Unstated[] {
  const list: Unstated[] = []
  for (const { eId, node: words } of blocks(node.type.schema.node('doc', null, [node])))
    for (const run of words?.children ?? [])
      if (run.marks.length > 0)
        list.push({ eId, what: run.marks.some(({ type }) => type.name === 'noteRef') ? 'footnote' : 'emphasis' })
  return list.filter((one, at) => list.findIndex(({ eId, what }) => eId === one.eId && what === one.what) === at)
}
