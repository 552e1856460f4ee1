import type { Node } from 'prosemirror-model'

/** What can stand without a number, and says nothing while it has no words either: Enter leaves one behind. */
const UNNUMBERED: ReadonlySet<string> = new Set(['provision', 'recital', 'preamble', 'closing', 'note'])

/**
 * The draft without its empty, unnumbered paragraphs: they change nothing, and no sentence can quote them. Those that the base has stay.
 * The same node when there is none.
 */
export function worded(base: Node, draft: Node): Node {
  if (!hasEmpty(draft)) return draft
  const known = new Set(
    base.children
      .flatMap((node) => [node, ...node.children])
      .filter(isEmpty)
      .map(eIdOf),
  )
  const says = (node: Node) => !isEmpty(node) || known.has(eIdOf(node))
  const within = (node: Node) =>
    node.isTextblock || node.children.every(says) ? node : node.type.create(node.attrs, node.children.filter(says))
  return draft.type.create(draft.attrs, draft.children.filter(says).map(within))
}

const hasEmpty = (doc: Node): boolean =>
  doc.children.some((node) => isEmpty(node) || (!node.isTextblock && node.children.some(isEmpty)))
const isEmpty = ({ type, attrs, content }: Node): boolean =>
  content.size === 0 && UNNUMBERED.has(type.name) && (attrs['number'] ?? null) === null
const eIdOf = ({ attrs }: Node): string => attrs['eId'] as string
