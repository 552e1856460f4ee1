import type { Node } from 'prosemirror-model'
import { blocks, build, identify, keepIds, schema, type Block, type MarkName } from '../model/index.ts'
import { blockLabel } from '../number/index.ts'
import type { Arrangement, Item, ItemKind, Stretch } from './item.ts'

/** The items of a document, in its order. `lines` are still to be found (`locate.ts`). */
export function itemsOf(doc: Node): Item[] {
  const language = doc.attrs['language'] as string
  const house = blocks(identify(doc))
  return blocks(doc).map((block, index) => ({
    id: String(index),
    kind: kindOf(block),
    rank: block.rank,
    level: block.level,
    number: block.number,
    form: block.form,
    read: blockLabel(block, language),
    words: stretchesOf(block.node),
    eId: block.eId === house[index]!.eId ? null : block.eId,
    lines: [],
  }))
}

function kindOf({ kind, rank }: Block): ItemKind {
  if (rank !== null) return 'division'
  switch (kind) {
    case 'paragraph':
    case 'subparagraph':
      return 'paragraph'
    case 'part':
    case 'chapter':
    case 'section':
      return 'division'
    case 'title':
    case 'preamble':
    case 'recital':
    case 'article':
    case 'annex':
    case 'closing':
    case 'note':
      return kind
  }
}

function stretchesOf(node: Node | null): Stretch[] {
  const words: Stretch[] = []
  node?.forEach((child) => words.push({ text: child.text ?? '', marks: child.marks.map(({ type }) => type.name as MarkName) }))
  return words
}

/**
 * The document that the arrangement makes, eIds from its numbers unless the source gave them. What is left out stays outside;
 * paragraphs stand in the article above them; notes come last, so that one that was printed in the middle of an article doesn't end it.
 */
export function documentOf({ language, direction, items }: Arrangement): Node {
  const body: Node[] = []
  let open: { unit: Item; paragraphs: Node[] } | null = null
  const close = () => {
    if (open) body.push(unitNode(open.unit, open.paragraphs))
    open = null
  }
  for (const item of items) {
    if (item.kind === 'leftOut' || item.kind === 'note') continue
    if (item.kind === 'paragraph') {
      ;(open?.paragraphs ?? body).push(named(build.p(item.number, inline(item), item.level, item.form), item))
      continue
    }
    close()
    if (item.kind === 'article' || item.kind === 'annex') open = { unit: item, paragraphs: [] }
    else body.push(blockNode(item, item.kind))
  }
  close()
  const notes = items.filter(({ kind }) => kind === 'note').map((item) => schema.node('note', attrsOf(item), inline(item)))
  return keepIds(schema.node('doc', { language, direction }, [...body, ...notes]))
}

/** A text that was stored before names were kept has none. */
const attrsOf = ({ number, form, eId }: Item) => ({ number, form, eId: eId ?? '' })

const unitNode = (unit: Item, paragraphs: readonly Node[]): Node =>
  schema.node(unit.kind, attrsOf(unit), unit.words.length > 0 ? [build.heading(inline(unit)), ...paragraphs] : [...paragraphs])

function blockNode(item: Item, kind: 'title' | 'preamble' | 'recital' | 'division' | 'closing'): Node {
  switch (kind) {
    case 'title':
    case 'preamble':
    case 'closing':
      return schema.node(kind, { eId: item.eId ?? '' }, inline(item))
    case 'recital':
      return schema.node('recital', attrsOf(item), inline(item))
    case 'division':
      return schema.node('division', { ...attrsOf(item), rank: item.rank }, inline(item))
  }
}

const named = (node: Node, { eId }: Item): Node => node.type.create({ ...node.attrs, eId: eId ?? '' }, node.content)

const inline = ({ words }: Item): Node[] =>
  words.map(({ text, marks }) =>
    schema.text(
      text,
      marks.map((name) => schema.mark(name)),
    ),
  )
