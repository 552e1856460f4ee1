import { Plugin, type EditorState } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

/**
 * Marks the articles that the selection's ends stand in, so that the stylesheet keeps them laid out. The browser decides only in
 * its next frame that a new article or one just jumped to is on the screen; until then it would put what is typed at the nearest
 * place that it does draw, which is the next chapter.
 */
export const caretUnit = () => new Plugin({ props: { decorations: unitsOfSelection } })

function unitsOfSelection({ doc, selection }: EditorState): DecorationSet {
  const starts = new Set([selection.$from, selection.$to].filter(({ depth }) => depth > 1).map(($pos) => $pos.before(1)))
  const marks = [...starts].map((pos) => Decoration.node(pos, pos + doc.nodeAt(pos)!.nodeSize, { class: 'has-caret' }))
  return DecorationSet.create(doc, marks)
}
