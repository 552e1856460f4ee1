import type { Node } from 'prosemirror-model'
import { entryName, redline, type Entry } from '../diff/index.ts'
import type { Block } from '../model/index.ts'

/**
 * The base with only the chosen changes carried out: what the draft would be if nothing else were proposed. `chosen` holds entries of the
 * redline of these two texts, in units that stand in both at the same place.
 */
export function partialDraft(base: Node, draft: Node, chosen: readonly Entry[]): Node {
  const wanted = new Set(chosen.map(entryName))
  const entries = redline(base, draft)
  const continued = new Map(
    entries.flatMap(({ bases, drafts }) => (bases[0] && drafts[0] ? [[drafts[0].eId, bases[0].eId]] : [])),
  )
  const unitOf = ({ eId, container }: Block): string => {
    const unit = container ?? eId
    return continued.get(unit) ?? unit
  }
  const blocks = entries.flatMap((entry) => {
    const taken = entry.changed && wanted.has(entryName(entry))
    return (taken ? entry.drafts : entry.bases).map((block) => ({ block, taken, unit: unitOf(block) }))
  })
  const units = new Set(chosen.flatMap(({ bases, drafts }) => [...bases, ...drafts]).map(unitOf))
  const children = base.children.map((node) => {
    const eId = node.attrs['eId'] as string
    if (!units.has(eId)) return node
    const own = blocks.filter(({ unit }) => unit === eId)
    const head = own.find(({ block }) => block.container === null)
    const attrs = (head?.taken ? draft.children.find((one) => one.attrs['eId'] === head.block.eId) : null)?.attrs ?? node.attrs
    if (node.isTextblock) return node.type.create(attrs, head?.block.node?.content)
    return node.type.create(
      attrs,
      own.flatMap(({ block }) => block.node ?? []),
    )
  })
  return base.type.create(base.attrs, children)
}
