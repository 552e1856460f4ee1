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
 * them. One Yjs transaction. `known` is brought up to date. Of blocks that changed places those in `taken` (`takenUp`) are written
 * anew, so that what others write meanwhile in those that stayed is not lost.
 */
export function writeChange(
  fragment: Y.XmlFragment,
  doc: Node,
  known: KnownNodes = new Map(),
  taken: ReadonlySet<string> = new Set(),
): void {
  const write = () => writeChildren(fragment, doc.children, { known, taken })
  if (fragment.doc) fragment.doc.transact(write)
  else write()
}

interface Writing {
  readonly known: KnownNodes
  readonly taken: ReadonlySet<string>
}

function writeChildren(parent: Y.XmlFragment, nodes: readonly Node[], by: Writing): void {
  const elements = parent.toArray()
  const { start, end } = unchanged(elements, nodes, by.known)
  const middle = [elements.slice(start, elements.length - end), nodes.slice(start, nodes.length - end)] as const
  writeMiddle(parent, start, ...middle, by)
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
  by: Writing,
): void {
  const keys = new Map<string, number>()
  const placed = (kind: string, eId: unknown): Child => {
    const key = `${kind} ${typeof eId === 'string' ? eId : ''}`
    if (!keys.has(key)) keys.set(key, keys.size)
    return { key: keys.get(key)!, taken: typeof eId === 'string' && by.taken.has(eId) }
  }
  const old = elements.map((child) =>
    child instanceof Y.XmlElement ? placed(child.nodeName, child.getAttribute('eId')) : { key: -1, taken: false },
  )
  const now = nodes.map((node) => placed(node.type.name, node.attrs['eId']))
  let [endA, endB] = [elements.length, nodes.length]
  // From the end to the start, so that indexes in front stay what they are.
  for (const [a, b] of [...staying(old, now).toReversed(), [-1, -1] as const]) {
    if (endB > b + 1) insertNodes(parent, start + endA, nodes.slice(b + 1, endB), by.known)
    if (endA > a + 1) parent.delete(start + a + 1, endA - a - 1)
    if (a >= 0) writeElement(elements[a] as Y.XmlElement, nodes[b]!, by)
    ;[endA, endB] = [a, b]
  }
}

/** A block of a container, by a number that it shares with the block of the same kind and eId on the other side. */
interface Child {
  readonly key: number
  readonly taken: boolean
}

/** Pairs of the blocks that keep their order: first among those that nobody took up, then, between these, among the rest. */
function staying(old: readonly Child[], now: readonly Child[]): (readonly [number, number])[] {
  const left = pairsAmong(old, now, false, [0, 0], [old.length, now.length])
  if (!old.some(({ taken }) => taken)) return left
  const ends = [...left, [old.length, now.length] as const]
  return ends.flatMap(([a, b], index) => {
    const [fromA, fromB] = ends[index - 1] ?? [-1, -1]
    const between = pairsAmong(old, now, true, [fromA + 1, fromB + 1], [a, b])
    return index < left.length ? [...between, [a, b] as const] : between
  })
}

function pairsAmong(
  old: readonly Child[],
  now: readonly Child[],
  taken: boolean,
  [fromA, fromB]: readonly [number, number],
  [toA, toB]: readonly [number, number],
): (readonly [number, number])[] {
  const among = (list: readonly Child[], from: number, to: number) =>
    list.slice(from, to).flatMap((child, at) => (child.taken === taken ? [{ key: child.key, at: from + at }] : []))
  const [a, b] = [among(old, fromA, toA), among(now, fromB, toB)]
  const keys = (list: typeof a) => list.map(({ key }) => key)
  return (commonSubsequence(keys(a), keys(b), MAX_CHANGED_BLOCKS) ?? []).map(([i, j]) => [a[i]!.at, b[j]!.at] as const)
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

function writeElement(element: Y.XmlElement, node: Node, by: Writing): void {
  if (by.known.get(element) === node) return
  by.known.set(element, node)
  for (const [name, value] of Object.entries(node.attrs))
    if (value === null) {
      if (element.getAttribute(name) !== undefined) element.removeAttribute(name)
    } else if (element.getAttribute(name) !== value) element.setAttribute(name, value as string)
  if (!node.isTextblock) return writeChildren(element, node.children, by)
  const texts = element.toArray().filter((child) => child instanceof Y.XmlText)
  if (texts.length === 0 && node.content.size > 0) {
    const text = new Y.XmlText()
    element.insert(0, [text])
    texts.push(text)
  }
  if (texts.length > 0) writeText(texts, node.children)
}
