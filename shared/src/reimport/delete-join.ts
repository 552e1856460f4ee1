import { proposal } from '../suggest/index.ts'
import type { CarryingOut } from './carry-out.ts'
import type { BlockEdits, By } from './edits.ts'
import type { HubBlock } from './hub.ts'

type Deleting = Omit<CarryingOut, 'language'>

/** Blocks of which nothing stands go; where only the end of one is deleted, the next that stands joins it. */
export function deleteAndJoin(
  edits: readonly BlockEdits[],
  units: ReadonlyMap<string, readonly BlockEdits[]>,
  to: Deleting,
): void {
  joins(edits, to)
  const gone = new Set<string>()
  for (const [eId, members] of units) {
    if (to.moves.isDone(eId) || !deleteUnit(eId, members, to)) continue
    for (const { hub } of members) gone.add(hub.eId)
  }
  for (const { hub, deleted } of edits)
    if (deleted !== undefined && !gone.has(hub.eId) && !to.moves.isDone(hub.eId))
      deleteBlock({ hub, by: deleted, left: units.has(hub.eId) ? 'grown' : 'headless' }, to)
}

/** A block to delete; `left` says why an article's paragraphs stay when its heading goes. */
interface Gone {
  readonly hub: HubBlock
  readonly by: By
  readonly left: 'grown' | 'headless'
}

const wordsOf = (chars: BlockEdits['hub']['chars']): string =>
  chars
    .filter(({ role }) => role === 'text')
    .map(({ text }) => text)
    .join('')

/** An article goes as one, unless something has been added to it since, in the draft or in the file. */
function deleteUnit(eId: string, members: readonly BlockEdits[], { proposals, places, tally, author }: Deleting): boolean {
  const found = proposals.find(eId)
  const known = new Set(members.map(({ hub }) => hub.eId))
  const grown = found?.node.children.some((child) => {
    const own = child.attrs['eId'] as string | undefined
    if (own === undefined || known.has(own)) return false
    const proposedBefore = proposal(child) !== null && places.block(own)?.container === eId
    return !proposedBefore
  })
  if (!found || found.node.isTextblock || grown) return false
  const by = members.find(({ deleted }) => deleted)?.deleted ?? null
  const text = members.map(({ hub }) => wordsOf(hub.chars)).join(' ')
  if (!tally.isNew('deleteBlock', by, text, eId)) return true
  proposals.propose(author(by), (tr) => tr.delete(found.pos, found.pos + found.node.nodeSize))
  tally.match('deleteBlock', by, text, eId)
  return true
}

function deleteBlock({ hub, by, left }: Gone, { proposals, places, tally, author }: Deleting): void {
  const { eId, label } = hub
  const text = wordsOf(hub.chars)
  if (!tally.isNew('deleteBlock', by, text, eId)) return
  const found = proposals.find(eId)
  if (!found) return tally.miss('deleteBlock', by, text, eId, 'block-gone')
  if (found.node.isTextblock) {
    proposals.propose(author(by), (tr) => tr.delete(found.pos, found.pos + found.node.nodeSize))
    return tally.match('deleteBlock', by, text, eId)
  }
  // An article's heading goes without the article: its words are struck, and its number has to stay.
  const heading = places.block(eId)?.node
  if (heading && heading.content.size > 0) {
    const start = found.pos + 2
    proposals.propose(author(by), (tr) => tr.delete(start, start + found.node.firstChild!.content.size))
    tally.match('deleteBlock', by, text, eId)
  }
  if (label !== '') tally.miss('deleteBlock', by, label, eId, left)
}

function joins(edits: readonly BlockEdits[], to: Deleting): void {
  for (const [index, { endless, deleted, hub }] of edits.entries()) {
    if (endless === undefined || deleted !== undefined) continue
    let next = index + 1
    while (edits[next]?.deleted !== undefined && edits[next]!.endless !== undefined) next++
    const other = edits[next]
    // The end of a deleted paragraph stands for this one's.
    if (!other || other.deleted !== undefined) continue
    if (other.hub.label !== '' && !other.edits.some((edit) => edit.op === 'label' && edit.text === ''))
      to.tally.warn(
        'number-kept',
        `In Word the number ${other.hub.label} stays in the middle of a joined paragraph; the suggestion leaves it out.`,
      )
    join(hub.eId, other.hub.eId, wordsOf(other.hub.chars), endless, to)
  }
}

function join(eId: string, next: string, text: string, by: By, { proposals, tally, author }: Deleting): void {
  if (!tally.isNew('join', by, text, eId)) return
  const [first, second] = [proposals.find(eId), proposals.find(next)]
  if (!first || !second) return tally.miss('join', by, text, eId, 'block-gone')
  const end = first.pos + first.node.nodeSize
  const together = first.parent === second.parent && first.node.isTextblock && first.node.type === second.node.type
  const between = together ? proposals.doc.resolve(end).parent.children.filter((_, at) => isBetween(at)) : []
  function isBetween(at: number): boolean {
    const $end = proposals.doc.resolve(end)
    const to = proposals.doc.resolve(second!.pos).index()
    return at >= $end.index() && at < to
  }
  if (!together || second.pos < end || between.length > 0) return tally.miss('join', by, text, eId, 'not-joinable')
  proposals.propose(author(by), (tr) => tr.join(end))
  tally.match('join', by, text, eId)
}
