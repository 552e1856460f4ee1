import type { Node } from 'prosemirror-model'
import { redline, type Entry } from '../diff/index.ts'
import type { Block } from '../model/index.ts'

/**
 * The base with only the chosen changes carried out: what the draft would be if nothing else were proposed. `chosen` holds entries of the
 * redline of these two texts, in units that stand in both at the same place.
 */
export function partialDraft(base: Node, draft: Node, chosen: readonly Entry[]): Node {
  const wanted = new Set(chosen.map(nameOf))
  const entries = redline(base, draft).map((entry) => ({ entry, taken: entry.changed && wanted.has(nameOf(entry)) }))
  const units = new Set(chosen.flatMap(({ bases, drafts }) => [...bases, ...drafts]).map(unitOf))
  const children = base.children.map((node) => {
    const eId = node.attrs['eId'] as string
    if (!units.has(eId)) return node
    const blocks = entries.flatMap(({ entry, taken }) =>
      (taken ? entry.drafts : entry.bases).filter((block) => unitOf(block) === eId).map((block) => ({ block, taken })),
    )
    const head = blocks.find(({ block }) => block.eId === eId)
    const attrs = (head?.taken ? draft.children.find((one) => one.attrs['eId'] === eId) : null)?.attrs ?? node.attrs
    if (node.isTextblock) return node.type.create(attrs, head?.block.node?.content)
    return node.type.create(
      attrs,
      blocks.flatMap(({ block }) => block.node ?? []),
    )
  })
  return base.type.create(base.attrs, children)
}

/** The same for one entry in two redlines of the same texts. */
const nameOf = ({ bases, drafts }: Entry): string =>
  [bases, drafts].map((list) => list.map(({ eId }) => eId).join(' ')).join(' → ')

const unitOf = ({ eId, container }: Block): string => container ?? eId
