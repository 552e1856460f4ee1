import type { DOMOutputSpec, Mark, Node } from '@tiptap/pm/model'
import type { DivisionRank, MarkName, NodeName, Stamp } from '@travaux/shared/model'
import { nodeLabel } from '@travaux/shared/number'

/**
 * How each kind of node is drawn, both in the editor and on the page of the original. Labels are an attribute that the style
 * sheet draws before the words (`attr(data-label)`): no element of their own, so they cost nothing and no caret can enter them.
 */
type Attributes = Record<string, string>
type Drawing = (node: Node, language: string) => DOMOutputSpec

/** Who proposed something, in words. */
export type Credit = (stamp: Stamp) => string
type MarkDrawing = (mark: Mark, credit: Credit) => DOMOutputSpec

const DIVISION_TAG: Record<DivisionRank, string> = { part: 'h2', chapter: 'h2', section: 'h3', subsection: 'h4' }

/** Everything a node's attributes hold, so that what is copied and pasted inside Travaux comes back whole. */
function stored(node: Node): Attributes {
  const attributes: Attributes = { 'data-kind': node.type.name }
  for (const name of ['eId', 'number', 'form', 'level', 'rank'])
    if (node.attrs[name] !== undefined && node.attrs[name] !== null) attributes[dataName(name)] = String(node.attrs[name])
  return attributes
}

/** `eId` → `data-eid`: the attribute that carries a node's attribute in HTML. */
export const dataName = (attribute: string): string => `data-${attribute.toLowerCase()}`

const drawn =
  (tag: string | ((node: Node) => string)): Drawing =>
  (node, language) => {
    const label = nodeLabel(node, language)
    return [typeof tag === 'string' ? tag : tag(node), label ? { ...stored(node), 'data-label': label } : stored(node), 0]
  }

const NODES: Record<Exclude<NodeName, 'doc' | 'text'>, Drawing> = {
  title: drawn('h1'),
  preamble: drawn('p'),
  recital: drawn('p'),
  division: drawn((node) => DIVISION_TAG[node.attrs['rank'] as DivisionRank]),
  article: drawn('section'),
  annex: drawn('section'),
  heading: drawn('h3'),
  provision: drawn('p'),
  closing: drawn('p'),
  note: drawn('p'),
}

/** A suggestion's words: `<ins>` and `<del>` are announced as such; who proposed them is their title. */
const proposed =
  (tag: 'ins' | 'del', className: string): MarkDrawing =>
  (mark, credit) => {
    const { id, user, at } = mark.attrs as Stamp
    const named = { class: className, 'data-suggestion': id, 'data-author': user }
    return [tag, { ...named, title: credit({ id, user, at }) }, 0]
  }

const MARKS: Record<MarkName, MarkDrawing> = {
  strong: () => ['strong', 0],
  em: () => ['em', 0],
  noteRef: () => ['sup', { class: 'note-ref' }, 0],
  insertion: proposed('ins', 'proposed-words'),
  deletion: proposed('del', 'struck-words'),
  comment: (mark) => ['span', { class: 'commented', 'data-comment': String(mark.attrs['id']) }, 0],
}

export const nodeDrawing = (name: NodeName): Drawing | null => (name === 'doc' || name === 'text' ? null : NODES[name])
export const markDrawing = (name: MarkName): MarkDrawing => MARKS[name]
