import { Fragment, Mark, type Node, type Schema } from '@tiptap/pm/model'
import * as Y from 'yjs'
import { markOfFormat, type KnownNodes } from '@travaux/shared/crdt'

/**
 * The nodes of a fragment, in the editor's schema. An element that is `known` gives the same node again, so that only what has
 * changed is drawn. What the schema has no place for is left out and stays where it is: showing a draft never writes to it.
 */
export function readNodes(fragment: Y.XmlFragment, schema: Schema, known: KnownNodes): Node[] {
  return fragment.toArray().flatMap((child) => (child instanceof Y.XmlElement ? (readElement(child, schema, known) ?? []) : []))
}

function readElement(element: Y.XmlElement, schema: Schema, known: KnownNodes): Node | null {
  const shown = known.get(element)
  if (shown) return shown
  const type = schema.nodes[element.nodeName]
  if (!type) return null
  const content = type.isTextblock ? readWords(element, schema) : Fragment.fromArray(readNodes(element, schema, known))
  if (!type.validContent(content)) return null
  const node = type.create(element.getAttributes(), content)
  known.set(element, node)
  return node
}

/** Texts that stand side by side after concurrent edits read as one. */
function readWords(element: Y.XmlElement, schema: Schema): Fragment {
  const runs: Node[] = []
  for (const child of element.toArray()) {
    if (!(child instanceof Y.XmlText)) continue
    for (const { insert, attributes = {} } of child.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[])
      if (typeof insert === 'string') runs.push(schema.text(insert, readMarks(attributes, schema)))
  }
  return Fragment.fromArray(runs)
}

/** In one order for all copies: by kind, then by id. */
const readMarks = (formats: Record<string, unknown>, schema: Schema): readonly Mark[] =>
  Mark.setFrom(
    Object.entries(formats)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([key, value]) => markOfFormat(key, value, schema) ?? []),
  )
