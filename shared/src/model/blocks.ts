import type { Node } from 'prosemirror-model'
import type { DivisionRank } from './schema.ts'

/** What a provision is, as the API names it. */
export const PROVISION_KINDS = [
  'title',
  'preamble',
  'recital',
  'part',
  'chapter',
  'section',
  'article',
  'paragraph',
  'subparagraph',
  'annex',
  'closing',
  'note',
] as const
export type ProvisionKind = (typeof PROVISION_KINDS)[number]

/**
 * A block is one line of an instrument, in document order: everything that is compared, exported and outlined is a block.
 * An article (or annex) is one block with its heading as text; its paragraphs follow as blocks of their own.
 */
export interface Block {
  readonly eId: string
  readonly kind: ProvisionKind
  /** Set for `part`, `chapter` and `section`: the exact rank of the division. */
  readonly rank: DivisionRank | null
  readonly number: string | null
  readonly form: string | null
  /** 1 for a paragraph, 2 for (a), 3 for (i), 4 below; 0 for everything else. */
  readonly level: number
  /** eId of the article or annex it stands in; null outside. */
  readonly container: string | null
  /** The textblock that holds its words: null for an article without a heading. */
  readonly node: Node | null
  /** Position before `node`; of an article without a heading, before the article. */
  readonly pos: number
}

/** The words of a block, without number; '' for an article without a heading. */
export const blockText = (block: Block): string => block.node?.textContent ?? ''

/**
 * All blocks in document order. An eId that stands twice (two people restored the same article at once) is disambiguated by
 * order with `~2`, `~3`, the same way in every copy. A second heading in an article is a block of kind `paragraph` without number.
 */
export function blocks(doc: Node): Block[] {
  const list: Block[] = []
  const seen = new Map<string, number>()
  const unique = (eId: string): string => {
    const count = (seen.get(eId) ?? 0) + 1
    seen.set(eId, count)
    return count === 1 ? eId : `${eId}~${count}`
  }
  const add = (node: Node | null, pos: number, kind: ProvisionKind, fields: Partial<Block> & { eId: string }) =>
    list.push({
      eId: fields.eId,
      kind,
      rank: fields.rank ?? null,
      number: fields.number ?? null,
      form: fields.form ?? null,
      level: fields.level ?? 0,
      container: fields.container ?? null,
      node,
      pos,
    })
  const numbering = (node: Node) => ({ number: node.attrs['number'] as string | null, form: node.attrs['form'] as string | null })
  const addProvision = (node: Node, pos: number, container: string | null) => {
    const level = node.attrs['level'] as number
    add(node, pos, level === 1 ? 'paragraph' : 'subparagraph', {
      eId: unique(node.attrs['eId'] as string),
      level,
      container,
      ...numbering(node),
    })
  }
  doc.forEach((node, pos) => {
    const name = node.type.name
    if (name === 'provision') return addProvision(node, pos, null)
    const eId = unique((node.attrs['eId'] as string) ?? '')
    if (name !== 'article' && name !== 'annex') {
      const rank = name === 'division' ? (node.attrs['rank'] as DivisionRank) : null
      const kind = rank === null ? (name as ProvisionKind) : rank === 'subsection' ? 'section' : rank
      return add(node, pos, kind, { eId, rank, ...('number' in node.attrs ? numbering(node) : {}) })
    }
    let heading = 0
    const headed = node.firstChild?.type.name === 'heading'
    if (!headed) add(null, pos, name, { eId, ...numbering(node) })
    node.forEach((child, offset) => {
      const at = pos + 1 + offset
      if (child.type.name === 'provision') return addProvision(child, at, eId)
      if (heading++ === 0 && offset === 0) return add(child, at, name, { eId, ...numbering(node) })
      add(child, at, 'paragraph', { eId: unique(`${eId}__heading_${heading}`), level: 1, container: eId })
    })
  })
  return list
}
