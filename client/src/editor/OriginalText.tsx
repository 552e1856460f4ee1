import { useEffect, useRef } from 'react'
import { DOMSerializer, type DOMOutputSpec, type Mark, type Node } from '@tiptap/pm/model'
import type { MarkName, NodeName } from '@travaux/shared/model'
import { markDrawing, nodeDrawing } from './render.ts'

interface OriginalTextProps {
  base: Node
  language: string
  direction: 'ltr' | 'rtl'
}

/** The base as it was published, drawn like the draft and read-only. */
export function OriginalText({ base, language, direction }: OriginalTextProps) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    host.current?.replaceChildren(serializer(base, language).serializeFragment(base.content))
  }, [base, language])
  return (
    <div ref={host} className="draft-text shown-text" lang={language} dir={direction} role="document" aria-label="Original" />
  )
}

function serializer({ type: { schema } }: Node, language: string): DOMSerializer {
  const nodes: Record<string, (node: Node) => DOMOutputSpec> = { text: words }
  for (const name of Object.keys(schema.nodes) as NodeName[]) {
    const draw = nodeDrawing(name)
    if (draw) nodes[name] = (node) => draw(node, language)
  }
  const marks = Object.keys(schema.marks).map(
    (name) => [name, (mark: Mark) => markDrawing(name as MarkName)(mark, () => '')] as const,
  )
  return new DOMSerializer(nodes, Object.fromEntries(marks))
}

/** The serializer takes a string for a text node, as `DOMSerializer.nodesFromSchema` gives it; its type leaves that out. */
const words = (node: Node) => node.text as unknown as DOMOutputSpec
