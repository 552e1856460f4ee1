import { type Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { commonSubsequence } from '../diff/subsequence.ts'
import { toElement } from './codec.ts'
import { writeText } from './write-text.ts'

/** More than so many blocks of one container changed at once count as all replaced. */
const MAX_CHANGED_BLOCKS = 1500

/** Which node an element is known to read as: what stands unchanged in the document is not looked at again. */
export type KnownNodes = Map<object, Node>

/**
 * Makes a fragment read as the document, touching only what differs: blocks are known by kind and eId, words by what surrounds
 * them. One Yjs transaction. `known` is brought up to date.
 */
export function writeChange(fragment: Y.XmlFragment, doc: Node, known: KnownNodes = new Map()): void {
  const write = () => writeChildren(fragment, doc.children, known)
  if (fragment.doc) fragment.doc.transact(write)
  else write()
}

function writeChildren(parent: Y.XmlFragment, nodes: readonly Node[], known: KnownNodes): void {
  const elements = parent.toArray()
  const { start, end } = unchanged(elements, nodes, known)
  const middle = [elements.slice(start, elements.length - end), nodes.slice(start, nodes.length - end)] as const
  writeMiddle(parent, start, ...middle, known)
}

/** How many children at either end are known to read as the document has them. */
function unchanged(elements: readonly unknown[], nodes: readonly Node[], known: KnownNodes): { start: number; end: number } {
  const same = (element: unknown, node: Node | undefined) => node !== undefined && known.get(element as object) === node
  const shorter = Math.min(elements.length, nodes.length)
  let start = 0
  while (start < shorter && same(elements[start], nodes[start])) start++
  let end = 0
  while (end < shorter - start && same(elements.at(-1 - end), nodes.at(-1 - end))) end++
  return { start, end }
}

function writeMiddle(
  parent: Y.XmlFragment,
  start: number,
  elements: readonly unknown[],
  nodes: readonly Node[],
  known: KnownNodes,
): void {
  const keys = new Map<string, number>()
  const number = (kind: string, eId: unknown): number => {
    const key = `${kind} ${typeof eId === 'string' ? eId : ''}`
    if (!keys.has(key)) keys.set(key, keys.size)
    return keys.get(key)!
  }
  const old = elements.map((child) => (child instanceof Y.XmlElement ? number(child.nodeName, child.getAttribute('eId')) : -1))
  const now = nodes.map((node) => number(node.type.name, node.attrs['eId']))
  const pairs = commonSubsequence(old, now, MAX_CHANGED_BLOCKS) ?? []
  let [endA, endB] = [elements.length, nodes.length]
  // From the end to the start, so that indexes in front stay what they are.
  for (const [a, b] of [...pairs.toReversed(), [-1, -1] as const]) {
    if (endB > b + 1) insertNodes(parent, start + endA, nodes.slice(b + 1, endB), known)
    if (endA > a + 1) parent.delete(start + a + 1, endA - a - 1)
    if (a >= 0) writeElement(elements[a] as Y.XmlElement, nodes[b]!, known)
    ;[endA, endB] = [a, b]
  }
}

function insertNodes(parent: Y.XmlFragment, at: number, nodes: readonly Node[], known: KnownNodes): void {
  const elements = nodes.map(toElement)
  parent.insert(at, elements)
  for (const [index, element] of elements.entries()) remember(element, nodes[index]!, known)
}

function remember(element: Y.XmlElement, node: Node, known: KnownNodes): void {
  known.set(element, node)
  if (!node.isTextblock)
    for (const [index, child] of element.toArray().entries()) remember(child as Y.XmlElement, node.child(index), known)
}

function writeElement(element: Y.XmlElement, node: Node, known: KnownNodes): void {
  if (known.get(element) === node) return
  known.set(element, node)
  for (const [name, value] of Object.entries(node.attrs))
    if (value === null) {
      if (element.getAttribute(name) !== undefined) element.removeAttribute(name)
    } else if (element.getAttribute(name) !== value) element.setAttribute(name, value as string)
  if (!node.isTextblock) return writeChildren(element, node.children, known)
  const texts = element.toArray().filter((child) => child instanceof Y.XmlText)
  if (texts.length === 0 && node.content.size > 0) {
    const text = new Y.XmlText()
    element.insert(0, [text])
    texts.push(text)
  }
  if (texts.length > 0) writeText(texts, node.children)
}
