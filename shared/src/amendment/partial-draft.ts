import type { Node } from 'prosemirror-model'
import { redline, type Entry } from '../diff/index.ts'
import type { Amendment } from '../instruct/index.ts'
import type { Block } from '../model/index.ts'

/**
 * The base with only the chosen changes of one unit carried out: what the draft would be if nothing else were proposed. The unit stands
 * in base and draft; `chosen` holds entries of `amendment.changes`.
 */
export function partialDraft(base: Node, draft: Node, amendment: Amendment, chosen: ReadonlySet<Entry>): Node {
  const blocksOf = new Set([...chosen].flatMap(({ bases, drafts }) => [...bases, ...drafts]).map(({ eId }) => eId))
  const isChosen = ({ bases, drafts }: Entry) => [...bases, ...drafts].some(({ eId }) => blocksOf.has(eId))
  const inUnit = ({ eId, container }: Block) => eId === amendment.id || container === amendment.id
  const entries = redline(base, draft).filter(({ bases, drafts }) => bases.some(inUnit) || drafts.some(inUnit))
  const unit = base.children.find(({ attrs }) => attrs['eId'] === amendment.id)
  if (!unit) return base
  const taken = entries.flatMap((entry) => (entry.changed && isChosen(entry) ? entry.drafts : entry.bases))
  const head = taken.find(({ eId }) => eId === amendment.id)
  const from =
    head?.node && entries.some((entry) => entry.changed && isChosen(entry) && entry.drafts.includes(head)) ? draft : base
  const attrs = from.children.find((node) => node.attrs['eId'] === amendment.id)?.attrs ?? unit.attrs
  const changed = unit.isTextblock
    ? unit.type.create(attrs, head?.node?.content)
    : unit.type.create(
        attrs,
        taken.flatMap(({ node }) => node ?? []),
      )
  return base.type.create(
    base.attrs,
    base.children.map((node) => (node === unit ? changed : node)),
  )
}
