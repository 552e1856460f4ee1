import type { Selection } from '@tiptap/pm/state'
import { absolutePositionToRelativePosition } from 'y-prosemirror'
import * as Y from 'yjs'

/** A selection as Yjs positions, which stay at their characters whatever the others write. */
export interface RelativeSelection {
  readonly anchor: Y.RelativePosition
  readonly head: Y.RelativePosition
}

/** The nodes that the fragment's elements are shown as, in y-prosemirror's words. */
export type BindingMapping = Parameters<typeof absolutePositionToRelativePosition>[2]

/**
 * A caret stays behind the character before it, as far as there is one in its block: two people who write at the same place at
 * the same time each write on behind their own last letter, instead of mixing theirs with the other's.
 */
export function relativeSelection(selection: Selection, fragment: Y.XmlFragment, mapping: BindingMapping): RelativeSelection {
  const at = (pos: number) => absolutePositionToRelativePosition(pos, fragment, mapping) as Y.RelativePosition
  const { anchor, head, empty, $head } = selection
  if (!empty) return { anchor: at(anchor), head: at(head) }
  const before = $head.parent.isTextblock && $head.parentOffset > 0 ? at(head - 1) : null
  const caret = before?.item ? new Y.RelativePosition(before.type, before.tname, before.item, -1) : at(head)
  return { anchor: caret, head: caret }
}
