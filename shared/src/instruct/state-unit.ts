import type { Node } from 'prosemirror-model'
import { Builder } from './build.ts'
import { stateOwnWords, stateSiblings } from './state-siblings.ts'
import type { Compared } from './compared.ts'
import { differences, type Difference } from './equal.ts'
import type { Instruction } from './instruction.ts'
import { printLines } from './lines.ts'
import type { Unit } from './places.ts'
import { sentence } from './print.ts'
import { Resolver, Unclear } from './resolve.ts'
import { mergeSiblings } from './merge.ts'
import { trees } from './tree.ts'
import { quotable } from './words.ts'

/** The instructions for what changes inside one node of the document, and what they leave unstated. */
export interface StatedUnit {
  readonly instructions: readonly Instruction[]
  readonly unstated: readonly Difference[]
}

/**
 * States what became of a node of the base that stays in the draft: an article or annex with everything in it, a title, recital or
 * heading. Its own number is left alone. Each way is carried out and read back before it is taken: provision by provision, also the
 * article as a whole, also what could be stated with the rest reported.
 */
export function stateUnit(compared: Compared, unit: Unit, draftIndex: number, draft: Node): StatedUnit {
  const base = compared.ground.base.child(unit.top)
  const wanted = draft.type.create({ ...draft.attrs, ...numberOf(base) }, draft.content)
  let least: StatedUnit = { instructions: [], unstated: differences(base, wanted, compared) }
  if (least.unstated.length === 0) return least
  for (const way of ways(compared, unit, draftIndex, draft)) {
    const made = way === null ? null : carriedOut(compared, unit.top, way)
    if (way === null || made === null) continue
    const unstated = differences(made, wanted, compared)
    if (unstated.length === 0) return { instructions: way, unstated }
    if (weight(unstated) < weight(least.unstated)) least = { instructions: way, unstated }
  }
  return least
}

/** Wrong words weigh more than missing emphasis. */
const weight = (list: readonly Difference[]): number => list.reduce((sum, { what }) => sum + (what === 'words' ? 1000 : 1), 0)

const numberOf = (node: Node): object => ('number' in node.attrs ? { number: node.attrs['number'] as string | null } : {})

function* ways(compared: Compared, unit: Unit, draftIndex: number, draft: Node): Generator<Instruction[] | null> {
  const { draftBlocks, ground } = compared
  if (draft.isTextblock) {
    yield stateOwnWords(compared, unit, draftBlocks[draftIndex]!)
    return
  }
  const whole = (): Instruction => ({
    type: 'replace',
    at: unit.place,
    lines: printLines(
      [draft.type.create({ ...draft.attrs, ...numberOf(ground.base.child(unit.top)) }, draft.content)],
      compared.draft.attrs['language'] as string,
    ),
    also: [],
  })
  const end =
    draftIndex + 1 + draftBlocks.slice(draftIndex + 1).findIndex((block) => block.container !== draftBlocks[draftIndex]!.eId)
  const draftEnd = end > draftIndex ? end : draftBlocks.length
  const baseEnd = unit.index + 1 + unitChildren(ground.base.child(unit.top))
  const inside = stateSiblings(
    compared,
    trees(ground.places.blocks, unit.index + 1, baseEnd),
    trees(draftBlocks, draftIndex + 1, draftEnd),
    { place: `the heading of ${unit.place}`, levels: (level) => level <= 2 },
  )
  const fine = inside && mergeSiblings([...stateHeading(compared, unit, draftIndex), ...inside], ground)
  if (fine && !rewritten(compared, unit, fine)) {
    yield fine
    yield [whole()]
  } else {
    yield [whole()]
    yield fine
  }
}

const unitChildren = (node: Node): number => node.childCount - (node.firstChild?.type.name === 'heading' ? 1 : 0)

/** More than half of an article of several provisions is replaced: it is read out as a whole (rule 4). */
function rewritten({ ground }: Compared, { top, place }: Unit, list: readonly Instruction[]): boolean {
  const replaced = list.filter(({ type }) => type === 'replace' || type === 'insert' || type === 'delete').length
  return place !== '' && replaced > 3 && replaced * 2 > unitChildren(ground.base.child(top))
}

function stateHeading(compared: Compared, unit: Unit, draftIndex: number): Instruction[] {
  const draft = compared.draftBlocks[draftIndex]!
  const at = `the heading of ${unit.place}`
  const words = quotable(draft.node)
  if (unit.block.node === null) return words === '' ? [] : [{ type: 'replace', at, lines: [words], also: [] }]
  if (words === '') return quotable(unit.block.node) === '' ? [] : [{ type: 'delete', at, also: [] }]
  return stateOwnWords(compared, unit, draft)
}

/** What the instructions make of one node, read back from their sentences; null when they can't be read or carried out. */
function carriedOut({ ground, read }: Compared, top: number, list: readonly Instruction[]): Node | null {
  try {
    const resolver = new Resolver(ground)
    for (const instruction of list) {
      const said = read(sentence(instruction))
      if (!said) return null
      resolver.add(said)
    }
    return new Builder(ground.places, resolver.plan).unit(top)
  } catch (error) {
    if (error instanceof Unclear || error instanceof RangeError) return null
    throw error
  }
}
