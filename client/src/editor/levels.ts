import type { Node, ResolvedPos } from '@tiptap/pm/model'
import type { Command, EditorState } from '@tiptap/pm/state'
import { Transform } from '@tiptap/pm/transform'
import { MAX_LEVEL } from '@travaux/shared/model'
import { provisionNumber } from '@travaux/shared/number'
import { isProvision, type Found } from './place.ts'
import { changesDraft, labelled, relabel } from './suggesting/labels.ts'

/** Tab and Shift-Tab: every provision the selection touches goes a level down or up and takes the number of its new place. */
export const shiftLevels =
  (by: 1 | -1): Command =>
  (state, dispatch) => {
    const chosen = selectedProvisions(state)
    if (chosen.length === 0) return false
    const seen = new Transform(labelled(state))
    const tr = state.tr
    for (const { pos } of chosen) {
      const label = shiftedLabel(seen.doc.resolve(pos), by)
      if (!label) continue
      seen.setNodeMarkup(pos, null, { ...seen.doc.nodeAt(pos)!.attrs, ...label })
      relabel(state, tr, pos, label)
    }
    if (changesDraft(tr)) dispatch?.(tr.scrollIntoView())
    return true
  }

/** The label of the provision behind this place on its new level; null when it stays on its own. */
function shiftedLabel($pos: ResolvedPos, by: 1 | -1) {
  const [parent, index] = [$pos.parent, $pos.index()]
  const node = parent.child(index)
  const level = shiftedLevel(parent, index, by)
  if (level === node.attrs['level']) return null
  // The form ("#)") belonged to the old level's sequence.
  return { level, number: provisionNumber(parent, index, level, node), form: formOf(parent, index, level, node) }
}

function selectedProvisions(state: EditorState): Found[] {
  const { from, to } = state.selection
  const found: Found[] = []
  state.doc.nodesBetween(from, to, (node, pos) => {
    if (isProvision(node)) found.push({ node, pos })
    return !node.isTextblock
  })
  return found
}

/** A provision goes at most one level below the one before it, and an article's first one stays a paragraph. */
function shiftedLevel(parent: Node, index: number, by: 1 | -1): number {
  const level = parent.child(index).attrs['level'] as number
  const before = index > 0 ? parent.child(index - 1) : null
  const deepest = isProvision(before) ? Math.min(MAX_LEVEL, (before!.attrs['level'] as number) + 1) : 1
  return by > 0 ? Math.max(level, Math.min(level + 1, deepest)) : Math.max(1, level - 1)
}

/** How the neighbours on that level write their labels. */
function formOf(parent: Node, index: number, level: number, self: Node): string | null {
  const peers = parent.children.filter((node) => node !== self && isProvision(node) && node.attrs['level'] === level)
  const before = parent.children.slice(0, index)
  const peer = peers.findLast((node) => before.includes(node)) ?? peers[0]
  return (peer?.attrs['form'] as string | null | undefined) ?? null
}
