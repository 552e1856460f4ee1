import type { Node } from '@tiptap/pm/model'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import { redline } from '@travaux/shared/diff'
import { settled } from '@travaux/shared/suggest'
import { findByEId, isUnitNode } from './place.ts'

/**
 * Gives a unit of the draft (an article, an annex, the title, a heading) the words that it has in another revision, under its own number.
 * The counterpart is found by comparing the texts, so that it may have had another number there. Null when the other revision has none.
 */
export function retained(state: EditorState, revision: Node, eId: string): Transaction | null {
  const { schema, doc } = state
  const target = findByEId(doc, eId)
  const source = counterpartOf(revision, doc, eId)
  if (!target || !source || source.type.name !== target.node.type.name) return null
  const node = under(schema.nodeFromJSON(source.toJSON()), target.node)
  if (node.eq(target.node)) return null
  return state.tr.replaceWith(target.pos, target.pos + target.node.nodeSize, node).scrollIntoView()
}

/** The node of the revision that the unit of the draft came from; null when there is none. */
export function counterpartOf(revision: Node, draft: Node, eId: string): Node | null {
  const entry = redline(revision, settled(draft)).find(({ drafts }) => drafts.some((block) => block.eId === eId))
  const name = entry?.bases[0]?.eId ?? eId
  return findByEId(revision, name)?.node ?? null
}

/** With the number and the eIds that it has in the draft: those of its provisions begin with its own. */
function under(node: Node, { attrs }: Node): Node {
  const [from, to] = [node.attrs['eId'] as string, attrs['eId'] as string]
  const renamed = (child: Node): Node => {
    const eId = child.attrs['eId'] as string | undefined
    return eId?.startsWith(`${from}__`)
      ? child.type.create({ ...child.attrs, eId: to + eId.slice(from.length) }, child.content, child.marks)
      : child
  }
  const content = isUnitNode(node) ? node.children.map(renamed) : node.content
  return node.type.create(attrs, content)
}
