import { Fragment, type Mark, type Node } from 'prosemirror-model'
import { StepMap } from 'prosemirror-transform'
import { isComment, isSuggestion, markOf, proposal, type Chosen } from './marks.ts'

/**
 * The draft without anybody's pending suggestions: what is exported, compared with the base and read out
 * (`amending-language.md`, rule 10). Comments are no part of a text either. Unchanged nodes keep their identity, so that a
 * cached redline stays cached.
 */
export function settled(doc: Node): Node {
  return filtered(
    doc,
    () => true,
    (mark) => isSuggestion(mark) || isComment(mark),
  )
}

/** The same with the comments that hang on its words: what a block brings along when it is moved. */
export const withoutSuggestions = (node: Node): Node => filtered(node, () => true, isSuggestion)

/** The node without what threads hang on, which is no part of a text. */
export const withoutComments = (node: Node): Node => filtered(node, () => false, isComment)

/**
 * Where places of the draft are in its settled text: `map` leads there, its inverse back. The redline is computed on the settled
 * text and drawn on the draft.
 */
export function settledPlaces(doc: Node): StepMap {
  const gone: number[] = []
  doc.descendants((node, pos) => {
    const drops = node.isText ? markOf(node.marks, 'insertion', () => true) : proposal(node)
    if (!drops) return
    if (gone.length > 0 && pos === gone.at(-3)! + gone.at(-2)!) gone[gone.length - 2]! += node.nodeSize
    else gone.push(pos, node.nodeSize, 0)
    return false
  })
  return new StepMap(gone)
}

/** The draft as it reads when one author's suggestions are rejected and everybody else's stand. Rejecting is a filter, never a join. */
export function rejected(doc: Node, user: string): Node {
  return filtered(
    doc,
    (stamp) => stamp.user === user,
    (mark) => isSuggestion(mark) && mark.attrs['user'] === user,
  )
}

function filtered(node: Node, chosen: Chosen, drops: (mark: Mark) => boolean): Node {
  const children: Node[] = []
  let changed = false
  for (const child of node.children) {
    const kept = child.isText ? filteredText(child, chosen, drops) : filteredBlock(child, chosen, drops)
    if (kept !== child) changed = true
    if (kept) children.push(kept)
  }
  return changed ? node.copy(Fragment.fromArray(joinRuns(children))) : node
}

function filteredText(text: Node, chosen: Chosen, drops: (mark: Mark) => boolean): Node | null {
  if (text.marks.length === 0) return text
  if (markOf(text.marks, 'insertion', chosen)) return null
  return text.marks.some(drops) ? text.mark(text.marks.filter((mark) => !drops(mark))) : text
}

function filteredBlock(block: Node, chosen: Chosen, drops: (mark: Mark) => boolean): Node | null {
  const stamp = proposal(block)
  return stamp && chosen(stamp) ? null : filtered(block, chosen, drops)
}

/** Runs that have become alike are one run, as everywhere in ProseMirror. */
export function joinRuns(nodes: readonly Node[]): Node[] {
  const joined: Node[] = []
  for (const node of nodes) {
    const last = joined.at(-1)
    if (last?.isText && node.isText && last.sameMarkup(node))
      joined[joined.length - 1] = node.type.schema.text(last.text! + node.text!, last.marks)
    else joined.push(node)
  }
  return joined
}
