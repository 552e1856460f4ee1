import { DOMParser, onErrorStopParsing, type Document, type Element, type Node } from '@xmldom/xmldom'

export type { Element, Node }

/** Why a part of the file can't be read; the message is for the person. */
export class XmlError extends Error {}

/**
 * Elements nested deeper are a hostile file: tables in tables in content controls reach 40. Walkers recurse once per level, so
 * this also bounds the stack.
 */
export const MAX_DEPTH = 200

/**
 * Parses XML without any outside entity: a DOCTYPE is refused before the parser sees it. `what` opens the messages of `XmlError`
 * ("Its part word/styles.xml").
 */
export function parseXml(bytes: Uint8Array, what: string): Element {
  const text = decodeXml(bytes)
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text))
    throw new XmlError(`${what} declares a document type, which files of this kind never do.`)
  checkDepth(text, what)
  let document: Document
  try {
    document = new DOMParser({ onError: onErrorStopParsing, locator: false }).parseFromString(text, 'text/xml')
  } catch {
    throw new XmlError(`${what} is damaged.`)
  }
  if (!document.documentElement) throw new XmlError(`${what} is empty.`)
  return document.documentElement
}

function decodeXml(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder().decode(bytes)
}

/** Counts open elements by their tags, before a tree is built. */
function checkDepth(text: string, what: string): void {
  let depth = 0
  for (const [, slash, end] of text.matchAll(/<(\/)?[\w:.-]+(?:[^<>"']|"[^"]*"|'[^']*')*?(\/)?>/g)) {
    if (slash) depth--
    else if (!end) depth++
    if (depth > MAX_DEPTH) throw new XmlError(`${what} is nested more than ${MAX_DEPTH} levels deep.`)
  }
}

const isElement = (node: Node): node is Element => node.nodeType === 1

/** Child elements in order. */
export function children(element: Element): Element[] {
  const list: Element[] = []
  for (let node = element.firstChild; node; node = node.nextSibling) if (isElement(node)) list.push(node)
  return list
}

/** Name without prefix: Word's own prefix `w` is a habit, not a rule. */
export const nameOf = (element: Element): string => element.localName ?? element.nodeName

/** The first child of that name. */
export function child(element: Element | null | undefined, name: string): Element | null {
  for (let node = element?.firstChild ?? null; node; node = node.nextSibling)
    if (isElement(node) && nameOf(node) === name) return node
  return null
}

/** Follows names down from an element. */
export const path = (element: Element | null | undefined, ...names: string[]): Element | null =>
  names.reduce<Element | null>((at, name) => child(at, name), element ?? null)

/** An attribute by its local name, whatever its prefix. */
export function attribute(element: Element | null | undefined, name: string): string | null {
  if (!element) return null
  for (const { localName, value } of element.attributes) if (localName === name) return value
  return null
}

/** `w:val` of an element. */
export const val = (element: Element | null | undefined): string | null => attribute(element, 'val')

/** A whole number in an attribute. */
export function integer(element: Element | null | undefined, name = 'val'): number | null {
  const text = attribute(element, name)
  return text !== null && /^-?\d{1,9}(?:\.\d+)?$/.test(text) ? Math.trunc(Number(text)) : null
}

/** An on/off property: present without a value means on. Null when it isn't there. */
export function toggle(properties: Element | null, name: string): boolean | null {
  const element = child(properties, name)
  if (!element) return null
  return !['0', 'false', 'off'].includes(val(element) ?? 'true')
}

/** All text below an element, of text elements only. */
export function textBelow(element: Element): string {
  if (nameOf(element) === 't') return element.textContent ?? ''
  return children(element).map(textBelow).join('')
}
