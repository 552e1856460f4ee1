import type { Node } from 'prosemirror-model'
import { blocks, type Block, type ProvisionKind } from './blocks.ts'
import { schema } from './schema.ts'

/** One row of the flat list that the API and `travaux parse --json` give. */
export interface Provision {
  eId: string
  kind: ProvisionKind
  /** The label without its punctuation or word ("II", "24", "6 bis", "a"), or null. */
  number: string | null
  heading: string | null
  /** The provision's own words, without its number, footnote references and what stands below it. */
  text: string
  level: number
}

const HEADED: ReadonlySet<ProvisionKind> = new Set<ProvisionKind>(['part', 'chapter', 'section', 'article', 'annex'])

/** Every provision of the document in document order. */
export function provisions(doc: Node): Provision[] {
  return blocks(doc).map(provision)
}

function provision(block: Block): Provision {
  const { eId, kind, number, level } = block
  const words = ownWords(block.node)
  return HEADED.has(kind)
    ? { eId, kind, number, heading: words || null, text: '', level }
    : { eId, kind, number, heading: null, text: words, level }
}

function ownWords(node: Node | null): string {
  let words = ''
  node?.forEach((child) => {
    if (!schema.marks.noteRef.isInSet(child.marks)) words += child.text ?? ''
  })
  return words
}
