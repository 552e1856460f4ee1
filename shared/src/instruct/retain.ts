import type { Node } from 'prosemirror-model'
import type { Compared } from './compared.ts'
import { differences } from './equal.ts'
import { isContainer, type Unit } from './places.ts'
import { rangeOf, TOP } from './plan.ts'
import type { StatedUnit } from './state-unit.ts'

/** The instruction to retain an article as an earlier revision has it; null when the draft reads otherwise. The latest such one is named. */
export function retained(compared: Compared, { place, block }: Unit, draft: Node): StatedUnit | null {
  if (!isContainer(block.kind)) return null
  const { ground } = compared
  for (const { name } of ground.revisions.toReversed()) {
    const earlier = ground.revision(name)!
    const unit = earlier.at(place)
    if (!unit) continue
    const { list, from, to } = rangeOf(earlier.doc, earlier.units, unit, false)
    if (list !== TOP || to - from !== 1) continue
    const text = earlier.doc.child(from)
    if (text.type !== draft.type) continue
    const left = differences(text, draft, compared)
    if (left.length === 0) return { instructions: [{ type: 'retain', at: place, revision: name, also: [] }], unstated: [] }
  }
  return null
}
