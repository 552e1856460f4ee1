import { Mark, Node, type Attribute, type Extensions } from '@tiptap/core'
import type { MarkSpec, NodeSpec } from '@tiptap/pm/model'
import { schema, type MarkName, type NodeName } from '@travaux/shared/model'
import { dataName, markDrawing, nodeDrawing, type Credit } from './render.ts'

/**
 * The document schema as Tiptap extensions, generated from the one in `shared/model`: the client adds how nodes are read from
 * and written to HTML, and nothing else. `language` decides how labels read.
 */
export function schemaExtensions(language: string, credit: Credit = ({ user }) => user): Extensions {
  const nodes = Object.entries(schema.spec.nodes.toObject() as Record<NodeName, NodeSpec>)
  const marks = Object.entries(schema.spec.marks.toObject() as Record<MarkName, MarkSpec>)
  return [
    ...nodes.map(([name, spec]) => nodeExtension(name as NodeName, spec, language)),
    ...marks.map(([name, spec]) => markExtension(name as MarkName, spec, credit)),
  ]
}

function nodeExtension(name: NodeName, spec: NodeSpec, language: string) {
  const draw = nodeDrawing(name)
  return Node.create({
    name,
    topNode: name === 'doc',
    ...(spec.content === undefined ? {} : { content: spec.content }),
    ...(spec.group === undefined ? {} : { group: spec.group }),
    ...(spec.isolating === undefined ? {} : { isolating: spec.isolating }),
    addAttributes: () => attributes(spec),
    parseHTML: () => (draw ? parseRules(name) : []),
    ...(draw && { renderHTML: ({ node }) => draw(node, language) }),
  })
}

function markExtension(name: MarkName, spec: MarkSpec, credit: Credit) {
  const draw = markDrawing(name)
  return Mark.create({
    name,
    ...(spec.inclusive === undefined ? {} : { inclusive: spec.inclusive }),
    ...(spec.excludes === undefined ? {} : { excludes: spec.excludes }),
    addAttributes: () => attributes(spec),
    parseHTML: () => (MARK_TAGS[name] ?? []).map((tag) => ({ tag })),
    renderHTML: ({ mark }) => draw(mark, credit),
  })
}

/** How pasted text writes a mark. Marks that are not listed are not taken from a paste. */
const MARK_TAGS: Partial<Record<MarkName, string[]>> = { strong: ['strong', 'b'], em: ['em', 'i'], noteRef: ['sup.note-ref'] }

/** Our own HTML names the node; a bare paragraph from elsewhere becomes a provision. */
const parseRules = (name: NodeName) => [
  { tag: `[data-kind="${name}"]` },
  ...(name === 'provision' ? [{ tag: 'p', priority: 10 }] : []),
]

function attributes(spec: NodeSpec | MarkSpec): Record<string, Attribute> {
  const read = (name: string, fallback: unknown) => (element: HTMLElement) => {
    const value = element.getAttribute(dataName(name))
    if (value === null) return fallback
    return typeof fallback === 'number' ? Number(value) : value
  }
  return Object.fromEntries(
    Object.entries(spec.attrs ?? {}).map(([name, attribute]) => [
      name,
      {
        ...('default' in attribute ? { default: attribute.default as unknown } : { isRequired: true }),
        rendered: false,
        parseHTML: read(name, attribute.default),
      },
    ]),
  )
}
