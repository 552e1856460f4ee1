import type { Node } from '@tiptap/pm/model'
import type { Command, EditorState } from '@tiptap/pm/state'
import { MAX_LEVEL } from '@travaux/shared/model'
import { provisionNumber } from '@travaux/shared/number'
import { isProvision, type Found } from './place.ts'

/** Tab and Shift-Tab: every provision the selection touches goes a level down or up and takes the number of its new place. */
export const shiftLevels =
  (by: 1 | -1): Command =>
  (state, dispatch) => {
    const chosen = selectedProvisions(state)
    if (chosen.length === 0) return false
    const tr = state.tr
    for (const { pos } of chosen) {
      const node = tr.doc.nodeAt(pos)!
      const $pos = tr.doc.resolve(pos)
      const level = shiftedLevel($pos.parent, $pos.index(), by)
      if (level === node.attrs['level']) continue
      const number = provisionNumber($pos.parent, $pos.index(), level, node)
      // The form ("#)") belonged to the old level's sequence.
      tr.setNodeMarkup(pos, null, { ...node.attrs, level, number, form: formOf($pos.parent, $pos.index(), level, node) })
    }
    if (tr.docChanged) dispatch?.(tr.scrollIntoView())
    return true
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
