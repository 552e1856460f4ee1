import { Fragment, type Node } from 'prosemirror-model'
import type { Redline } from '../diff/index.ts'
import { blocks } from '../model/index.ts'
import type { Amendment } from './amendment.ts'
import { pairs } from './compared.ts'
import { sameWords } from './equal.ts'
import type { Consequence, Instruction } from './instruction.ts'
import { ownPlace, type Unit } from './places.ts'
import { sentence } from './print.ts'
import { continuedIn, repairs, updateReferences } from './references.ts'
import { Builder } from './build.ts'
import { Resolver, Unclear, type Ground } from './resolve.ts'
import { quotable, spliceText } from './words.ts'

/** A block whose only change is that its references follow the numbers. */
export interface Updated {
  readonly unit: Unit
  /** eId in the draft. */
  readonly eId: string
}

/** The blocks that differ from the base by nothing but the repair of their stale references. */
export function updatedReferences({ places }: Ground, draft: Node, entries: Redline): Updated[] {
  const changed = entries.filter((entry) => entry.changed && entry.bases.length === 1 && entry.drafts.length === 1)
  if (changed.length === 0) return []
  const continued = continuedIn(pairs(entries), blocks(draft))
  const unitOf = new Map(places.units.map((unit) => [unit.block.eId, unit]))
  return changed.flatMap(({ bases, drafts }): Updated[] => {
    const [base, own] = [bases[0]!, drafts[0]!]
    const text = quotable(base.node)
    if (own.node === null || text === quotable(own.node)) return []
    const unit = unitOf.get(base.eId)!
    const splices = repairs(places, unit, continued)
    return splices.length > 0 && spliceText(text, splices) === quotable(own.node) ? [{ unit, eId: own.eId }] : []
  })
}

/** The draft with those blocks as the base has them. */
export function withoutUpdates(draft: Node, updated: readonly Updated[]): Node {
  const contents = new Map(updated.map(({ unit, eId }) => [eId, unit.block.node!.content]))
  const visit = (node: Node): Node => {
    const content = node.isTextblock ? contents.get((node.attrs['eId'] as string | undefined) ?? '') : undefined
    if (content) return node.copy(content)
    if (node.isTextblock) return node
    const children = node.children.map(visit)
    return children.some((child, at) => child !== node.child(at)) ? node.copy(Fragment.fromArray(children)) : node
  }
  return visit(draft)
}

/** "Update the reference in …" behind the instruction that makes it stale; null when there is none to stand behind. */
export function withUpdates(amendments: readonly Amendment[], updated: readonly Updated[]): Amendment[] | null {
  const list = amendments.flatMap(({ instructions }) => instructions.map(({ instruction }) => instruction))
  const also = new Map<Instruction, Consequence[]>()
  for (const { unit } of updated) {
    const cause = causeOf(list, unit)
    if (!cause) return null
    const at = ownPlace(unit).replace(/, chapeau$/, '')
    also.set(cause, [...(also.get(cause) ?? []), { type: 'reference', at }])
  }
  return amendments.map((amendment) => ({
    ...amendment,
    instructions: amendment.instructions.map((stated) => {
      const more = also.get(stated.instruction)
      if (!more) return stated
      const instruction: Instruction = { ...stated.instruction, also: [...stated.instruction.also, ...more] }
      return { instruction, text: sentence(instruction) }
    }),
  }))
}

/** The first instruction that takes something away, counts anew or gives another number; rather not one about the citing unit itself. */
function causeOf(list: readonly Instruction[], { place }: Unit): Instruction | null {
  const causes = list.filter(
    ({ type, also }) => type === 'delete' || type === 'renumber' || type === 'replace' || also.length > 0,
  )
  const own = place.split(', ')[0]!
  return causes.find((one) => !('at' in one && typeof one.at === 'string' && one.at.startsWith(own))) ?? causes[0] ?? null
}

/** Whether the sentences, read back and carried out, make the words of the draft. */
export function restates(
  ground: Ground,
  amendments: readonly Amendment[],
  draft: Node,
  read: (text: string) => Instruction | null,
): boolean {
  try {
    const resolver = new Resolver(ground)
    for (const { text } of amendments.flatMap(({ instructions }) => instructions)) {
      const instruction = read(text)
      if (!instruction) return false
      resolver.add(instruction)
    }
    const made = updateReferences(ground.places, new Builder(ground.places, resolver.plan).doc(), resolver.plan.references)
    const [a, b] = [blocks(made), blocks(draft)]
    const languages = [ground.base.attrs['language'] as string, draft.attrs['language'] as string] as const
    return a.length === b.length && a.every((block, at) => sameWords(block, b[at]!, languages))
  } catch (error) {
    if (error instanceof Unclear) return false
    throw error
  }
}
