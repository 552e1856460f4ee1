import type { Node, ResolvedPos } from '@tiptap/pm/model'
import type { EditorState } from '@tiptap/pm/state'

/** Where a textblock stands: itself, and the document or article around it. */
export interface Place {
  block: Node
  pos: number
  /** Its place among its parent's children. */
  index: number
  parent: Node
  /** Position of the article or annex around it; null in the document itself. */
  unit: number | null
}

export function placeOf($pos: ResolvedPos): Place | null {
  const depth = $pos.depth
  if (depth === 0 || !$pos.parent.isTextblock) return null
  return {
    block: $pos.parent,
    pos: $pos.before(depth),
    index: $pos.index(depth - 1),
    parent: $pos.node(depth - 1),
    unit: depth > 1 ? $pos.before(depth - 1) : null,
  }
}

/** The place of a collapsed caret, null for a selection. */
export const caretPlace = (state: EditorState): Place | null => (state.selection.empty ? placeOf(state.selection.$from) : null)

export const nodeName = (node: Node | null | undefined): string => node?.type.name ?? ''
export const isProvision = (node: Node | null | undefined): boolean => nodeName(node) === 'provision'
export const isUnitNode = (node: Node | null | undefined): boolean => nodeName(node) === 'article' || nodeName(node) === 'annex'

/** Whether an article has no words at all. */
export const isBlank = (node: Node): boolean => node.textContent === ''

/** A node and its position. */
export interface Found {
  node: Node
  pos: number
}

/** The node that `blocks` names `eId`: `art_5~2` is the second node whose eId is `art_5`. */
export function findByEId(doc: Node, eId: string): Found | null {
  const [, own, nth] = /^(.*?)(?:~(\d+))?$/s.exec(eId)!
  const found: Found[] = []
  doc.descendants((node, pos) => {
    if (node.attrs['eId'] === own) found.push({ node, pos })
    return isUnitNode(node)
  })
  return found[Number(nth ?? 1) - 1] ?? null
}
