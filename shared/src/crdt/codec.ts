import * as Y from 'yjs'
import { Fragment, Mark, type Node, type Schema } from 'prosemirror-model'
import { schema } from '../model/index.ts'
import { formatOf, markOfFormat } from './formats.ts'

/**
 * A Y.XmlFragment holds a draft as y-prosemirror lays it out: an element a node with its attributes, one Y.XmlText for each
 * textblock's characters, a mark as a format (`formats.ts`). The document's own attributes (language, direction) come from the revision.
 */

/** A textblock's or element's counterpart. Attributes that stand at their default are left out, as the binding does for null. */
export function toElement(node: Node): Y.XmlElement {
  const element = new Y.XmlElement(node.type.name)
  for (const [name, value] of Object.entries(node.attrs)) if (value !== null) element.setAttribute(name, value as string)
  if (!node.isTextblock) element.insert(0, node.children.map(toElement))
  else if (node.content.size > 0) {
    const text = new Y.XmlText()
    text.applyDelta(
      node.children.map((child) => ({
        insert: child.text ?? '',
        attributes: Object.fromEntries(child.marks.map(formatOf)),
      })),
    )
    element.insert(0, [text])
  }
  return element
}

/** Fills an empty fragment with the document, in one transaction. */
export function writeDocument(doc: Node, fragment: Y.XmlFragment): void {
  const write = () => fragment.insert(0, doc.children.map(toElement))
  if (fragment.doc) fragment.doc.transact(write)
  else write()
}

/**
 * The first update of a draft that starts from `doc`: the same bytes for the same document, because the client id is fixed.
 * (Client id 0 writes nothing afterwards; every session has a random id of its own.)
 */
export function seedUpdate(doc: Node, root: string): Uint8Array {
  const seed = new Y.Doc()
  seed.clientID = 0
  writeDocument(doc, seed.getXmlFragment(root))
  const update = Y.encodeStateAsUpdate(seed)
  seed.destroy()
  return update
}

export type ReadDocument = { ok: true; doc: Node } | { ok: false; reason: string }

/** The document that a fragment holds, with the attributes of the revision's document, checked against the schema. */
export function readDocument(fragment: Y.XmlFragment, attrs: Record<string, unknown> = {}): ReadDocument {
  try {
    const doc = schema.topNodeType.create(attrs, readChildren(fragment))
    doc.check()
    return { ok: true, doc }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

/** The nodes of a fragment in a schema, by default the draft's. Throws in words where it holds what the schema has no name for. */
export function readChildren(parent: Y.XmlFragment, own: Schema = schema): Fragment {
  const nodes: Node[] = []
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) nodes.push(...readText(child, own))
    else if (child instanceof Y.XmlElement) nodes.push(readElement(child, own))
    else throw new Error('A hook is not part of a draft.')
  }
  return Fragment.fromArray(joinText(nodes))
}

/** One node of a draft, as `readChildren` reads it. */
export function readElement(element: Y.XmlElement<Record<string, string>>, own: Schema = schema): Node {
  const type = own.nodes[element.nodeName]
  if (!type) throw new Error(`“${element.nodeName}” is not a kind of provision.`)
  return type.create(element.getAttributes(), readChildren(element, own))
}

function readText(text: Y.XmlText, own: Schema): Node[] {
  return (text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]).map(({ insert, attributes = {} }) => {
    if (typeof insert !== 'string') throw new Error('Only text can stand in a provision.')
    return own.text(insert, readMarks(attributes, own))
  })
}

/** In one order for all copies: by kind, then by id. */
const readMarks = (attributes: Record<string, unknown>, own: Schema): readonly Mark[] =>
  Mark.setFrom(
    Object.entries(attributes)
      .sort(byKey)
      .map((format) => readMark(format, own)),
  )
const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1)

function readMark([key, value]: [string, unknown], own: Schema): Mark {
  const mark = markOfFormat(key, value, own)
  if (!mark) throw new Error(`“${key}” is not a known format.`)
  return mark
}

/** Y.XmlTexts that stand side by side after concurrent edits read as one text. */
function joinText(nodes: Node[]): Node[] {
  const joined: Node[] = []
  for (const node of nodes) {
    const last = joined.at(-1)
    if (last?.isText && node.isText && last.sameMarkup(node))
      joined[joined.length - 1] = last.type.schema.text(last.text! + node.text!, last.marks)
    else joined.push(node)
  }
  return joined
}
