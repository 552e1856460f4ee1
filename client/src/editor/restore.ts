import type { Node } from '@tiptap/pm/model'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import type { Redline } from '@travaux/shared/diff'
import { freshEId, blocks, type Block } from '@travaux/shared/model'
import { findByEId, isUnitNode, type Found } from './place.ts'

/**
 * Brings what `eId` names back to the base's words, number, level and place: a changed, split, joined, moved or deleted provision,
 * or a whole article. What the base does not have goes. Null when the draft already reads as the base.
 */
export function restored(entries: Redline, state: EditorState, base: Node, eId: string): Transaction | null {
  const original = findByEId(base, eId)
  const unit = original?.node ?? findByEId(state.doc, eId)?.node
  const tr = unit && isUnitNode(unit) ? restoreUnit(state, base, eId, original) : restoreBlock(state, base, entries, eId)
  if (!tr || !tr.docChanged) return null
  giveBackIds(tr, base)
  return tr.doc.eq(state.doc) ? null : tr.scrollIntoView()
}

/** What came back has its eId of the base again; a block that had taken it meanwhile (by a split, a join, a paste) gets another. */
function giveBackIds(tr: Transaction, base: Node): void {
  const holders = Map.groupBy(withEIds(tr.doc), ({ node }) => node.attrs['eId'] as string)
  for (const [eId, list] of holders) {
    if (list.length === 1) continue
    const original = findByEId(base, eId)?.node
    const rightful = list.find(({ node }) => original?.eq(node)) ?? list[0]!
    for (const { node, pos } of list)
      if (pos !== rightful.pos) tr.setNodeAttribute(pos, 'eId', freshEId(node, tr.doc.resolve(pos).parent))
  }
}

function withEIds(doc: Node): Found[] {
  const found: Found[] = []
  doc.descendants((node, pos) => {
    if ('eId' in node.attrs) found.push({ node, pos })
    return !node.isTextblock
  })
  return found
}

function restoreUnit(state: EditorState, base: Node, eId: string, original: Found | null): Transaction | null {
  const tr = state.tr
  const current = findByEId(tr.doc, eId)
  if (original && current && inPlace(base, original, tr.doc)) {
    return tr.replaceWith(current.pos, current.pos + current.node.nodeSize, original.node)
  }
  if (current) tr.delete(current.pos, current.pos + current.node.nodeSize)
  return original ? tr.insert(topPlace(tr.doc, base, original), original.node) : tr
}

/** Whether the nearest top-level neighbour before it is the one the base has. */
function inPlace(base: Node, original: Found, draft: Node): boolean {
  const current = findByEId(draft, original.node.attrs['eId'] as string)!
  const before = (doc: Node, pos: number) => (doc.resolve(pos).nodeBefore?.attrs['eId'] as string | undefined) ?? null
  const wanted = before(base, original.pos)
  return wanted === before(draft, current.pos) || (wanted !== null && findByEId(draft, wanted) === null)
}

/** Behind the nearest top-level block before it in the base that the draft still has; otherwise at the start. */
function topPlace(draft: Node, base: Node, original: Found): number {
  const index = base.resolve(original.pos).index(0)
  for (const node of base.children.slice(0, index).toReversed()) {
    const there = findByEId(draft, node.attrs['eId'] as string)
    if (there && draft.resolve(there.pos).depth === 0) return there.pos + there.node.nodeSize
  }
  return 0
}

function restoreBlock(state: EditorState, base: Node, entries: Redline, eId: string): Transaction | null {
  const entry = entries.find((candidate) => [...candidate.bases, ...candidate.drafts].some((block) => block.eId === eId))
  if (!entry) return null
  const moved =
    entry.moved === null ? [] : entries.filter((other) => other.moved === eId || other.bases.some((block) => block.eId === eId))
  const drafts = [...new Set([...entry.drafts, ...moved.flatMap((other) => other.drafts)])]
  const bases = [...new Set([...entry.bases, ...moved.flatMap((other) => other.bases)])]
  const inPlaceOf = entry.moved === null && drafts.length > 0 ? drafts[0]! : null
  const tr = state.tr
  for (const block of drafts.slice(inPlaceOf ? 1 : 0).toReversed()) remove(tr, block)
  if (inPlaceOf && bases.length > 0) {
    const originals = bases.flatMap(({ node }) => node ?? [])
    return tr.replaceWith(inPlaceOf.pos, inPlaceOf.pos + (inPlaceOf.node?.nodeSize ?? 0), originals)
  }
  if (inPlaceOf) remove(tr, inPlaceOf)
  for (const block of bases) insertOriginal(tr, base, block)
  return tr
}

const remove = (tr: Transaction, block: Block): Transaction => tr.delete(block.pos, block.pos + (block.node?.nodeSize ?? 0))

/** Puts a block of the base back behind the block before it, into its article; an article that is gone comes back around it. */
function insertOriginal(tr: Transaction, base: Node, block: Block): void {
  if (block.node === null) return
  if (block.container === null) {
    tr.insert(topPlace(tr.doc, base, { node: block.node, pos: block.pos }), block.node)
    return
  }
  const unit = findByEId(tr.doc, block.container)
  if (!unit) {
    const shell = findByEId(base, block.container)!
    const heading = shell.node.children.filter((node) => node.type.name === 'heading')
    tr.insert(topPlace(tr.doc, base, shell), shell.node.type.create(shell.node.attrs, [...heading, block.node]))
    return
  }
  tr.insert(placeInUnit(tr.doc, base, unit, block), block.node)
}

function placeInUnit(draft: Node, base: Node, unit: Found, block: Block): number {
  const siblings = blocks(base).filter(({ container }) => container === block.container)
  const before = siblings
    .slice(
      0,
      siblings.findIndex(({ eId }) => eId === block.eId),
    )
    .toReversed()
  const there = blocks(draft).filter(({ container }) => container === block.container)
  for (const { eId } of before) {
    const neighbour = there.find((candidate) => candidate.eId === eId)
    if (neighbour) return neighbour.pos + neighbour.node!.nodeSize
  }
  const head = unit.node.firstChild
  return unit.pos + 1 + (head?.type.name === 'heading' ? head.nodeSize : 0)
}
