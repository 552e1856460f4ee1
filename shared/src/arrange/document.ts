import type { Node } from 'prosemirror-model'
import { blocks, build, identify, schema, type Block, type MarkName } from '../model/index.ts'
import { blockLabel } from '../number/index.ts'
import type { Arrangement, Item, ItemKind, Stretch } from './item.ts'

/** The items of a document, in its order. `lines` are still to be found (`locate.ts`). */
export function itemsOf(doc: Node): Item[] {
  const language = doc.attrs['language'] as string
  return blocks(doc).map((block, index) => ({
    id: String(index),
    kind: kindOf(block),
    rank: block.rank,
    level: block.level,
    number: block.number,
    form: block.form,
    read: blockLabel(block, language),
    words: stretchesOf(block.node),
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
 * The document that the arrangement makes, eIds from its numbers. What is left out stays outside; paragraphs stand in the article above
 * them; notes come last, so that one that was printed in the middle of an article doesn't end it.
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
      ;(open?.paragraphs ?? body).push(build.p(item.number, inline(item), item.level, item.form))
      continue
    }
    close()
    if (item.kind === 'article' || item.kind === 'annex') open = { unit: item, paragraphs: [] }
    else body.push(blockNode(item, item.kind))
  }
  close()
  const notes = items.filter(({ kind }) => kind === 'note').map((item) => schema.node('note', labelled(item), inline(item)))
  return identify(schema.node('doc', { language, direction }, [...body, ...notes]))
}

const labelled = ({ number, form }: Item) => ({ number, form })

const unitNode = (unit: Item, paragraphs: readonly Node[]): Node =>
  schema.node(unit.kind, labelled(unit), unit.words.length > 0 ? [build.heading(inline(unit)), ...paragraphs] : [...paragraphs])

function blockNode(item: Item, kind: 'title' | 'preamble' | 'recital' | 'division' | 'closing'): Node {
  switch (kind) {
    case 'title':
    case 'preamble':
    case 'closing':
      return schema.node(kind, null, inline(item))
    case 'recital':
      return schema.node('recital', labelled(item), inline(item))
    case 'division':
      return schema.node('division', { ...labelled(item), rank: item.rank }, inline(item))
  }
}

const inline = ({ words }: Item): Node[] =>
  words.map(({ text, marks }) =>
    schema.text(
      text,
      marks.map((name) => schema.mark(name)),
    ),
  )
