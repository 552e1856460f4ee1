import type { Node } from '@tiptap/pm/model'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { blocks, blockText } from '@travaux/shared/model'
import { placeOfDeleted } from './redline-place.ts'
import { freshRedline } from './redline-plugin.ts'
import { SettledWords, settledBlock } from './settled-redline.ts'
import type { DrawnWords, WordPlace, WrittenBlock } from './types.ts'
import { drawWritten } from './written.ts'

/** How many styles of underline `written.css` knows, so that authors differ without their colours too. */
const UNDERLINES = 5

/** Words between the text that is drawn and what the server tells of them. Its code is fetched when the text stands. */
export const drawnWords = (view: EditorView): DrawnWords => ({
  at: (target, point) => (view.isDestroyed ? null : wordsAt(view, target, point)),
  atCaret: () => (view.isDestroyed ? null : settledPlace(view.state.doc, view.state.selection.from)),
  mark(list) {
    if (!view.isDestroyed) drawWritten(view, drawn(view.state.doc, list))
  },
})

function drawn(doc: Node, list: readonly WrittenBlock[]): DecorationSet {
  if (list.length === 0) return DecorationSet.empty
  const byEId = new Map(list.map((block) => [block.eId, block]))
  const marks = blocks(doc).flatMap((block) => {
    const written = byEId.get(block.eId)
    // An answer about other words than these is of no use: a newer one is on its way.
    if (!written || blockText(settledBlock(block)).length !== written.length) return []
    const words = new SettledWords(block.node)
    return written.runs.flatMap(({ from, to, by, style }) =>
      words.stretches(from, to).map(([start, end]) =>
        Decoration.inline(block.pos + 1 + start, block.pos + 1 + end, {
          class: `written written-${style % UNDERLINES}`,
          'data-author': by,
        }),
      ),
    )
  })
  return DecorationSet.create(doc, marks)
}

/** The settled words, or the deleted ones, that are drawn at a point of the window; null where none are. */
function wordsAt(view: EditorView, target: Element, point: { left: number; top: number }): WordPlace | null {
  if (!view.dom.contains(target) || target.closest('[data-suggestion]')) return null
  const block = target.closest<HTMLElement>('[data-deleted]')?.dataset['deleted']
  if (block !== undefined) return { side: 'earlier', eId: block, at: 0, length: null }
  const deleted = target.closest('del.deleted')
  if (deleted) return placeOfDeleted(freshRedline(view), view.posAtDOM(deleted, 0))
  const found = view.posAtCoords(point)
  if (!found) return null
  return settledPlace(view.state.doc, found.pos)
}

/** Where the caret stands, as the words before it. */
const settledPlace = (doc: Node, pos: number): WordPlace | null => {
  const block = blocks(doc).find(({ node, pos: at }) => node && at < pos && pos < at + node.nodeSize)
  if (!block) return null
  const at = new SettledWords(block.node).offset(pos - block.pos - 1)
  return at === null ? null : { side: 'later', eId: block.eId, at, length: blockText(settledBlock(block)).length }
}
