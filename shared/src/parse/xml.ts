import { DOMParser, onErrorStopParsing, ParseError, type Element, type Node } from '@xmldom/xmldom'

export type { Element, Node }

/** Why a part of the file can't be read, and where it is; the message is for the person. */
export class XmlError extends Error {
  readonly place: string | undefined
  constructor(message: string, place: string | undefined) {
    super(message)
    this.place = place
  }
}

/**
 * Elements nested deeper are a hostile file: tables in tables in content controls reach 40. Walkers recurse once per level, so
 * this also bounds the stack.
 */
export const MAX_DEPTH = 200

/**
 * Parses XML without any outside entity: a DOCTYPE is refused before the parser sees it. `part` is the name of the part within a Word
 * file; null for a file that is all XML, whose errors are placed by their line.
 */
export function parseXml(bytes: Uint8Array, part: string | null): Element {
  const text = decodeXml(bytes)
  const what = part === null ? 'This file' : `Its part ${part}`
  const wrong = (message: string, line: number | null) =>
    new XmlError(`${what} ${message}`, part ?? (line === null ? undefined : `line ${line}`))
  const declared = text.search(/<!(?:DOCTYPE|ENTITY)/i)
  if (declared >= 0) throw wrong('declares a document type, which files of this kind never do.', lineAt(text, declared))
  const tooDeep = tooDeepAt(text)
  if (tooDeep !== null) throw wrong(`is nested more than ${MAX_DEPTH} levels deep.`, lineAt(text, tooDeep))
  try {
    return treeOf(text, false)
  } catch {
    throw wrong('is damaged.', damagedLine(text))
  }
}

/** Throws when the text is no XML; only with `located` the error says where, which takes time. */
const treeOf = (text: string, located: boolean): Element =>
  // A document without root is an error of its own.
  new DOMParser({ onError: onErrorStopParsing, locator: located }).parseFromString(text, 'text/xml').documentElement!

/** The line of the first error that the parser finds; null where it can't tell. */
function damagedLine(text: string): number | null {
  try {
    treeOf(text, true)
  } catch (error) {
    const line = error instanceof ParseError ? (error.locator as { lineNumber?: number } | undefined)?.lineNumber : undefined
    return line !== undefined && line > 1 ? line : null
  }
  return null
}

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length

function decodeXml(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder().decode(bytes)
}

/** Where elements are open beyond what is allowed, counted by their tags before a tree is built; null when nowhere. */
function tooDeepAt(text: string): number | null {
  let depth = 0
  for (const { index, 1: slash, 2: end } of text.matchAll(/<(\/)?[\w:.-]+(?:[^<>"']|"[^"]*"|'[^']*')*?(\/)?>/g)) {
    if (slash) depth--
    else if (!end) depth++
    if (depth > MAX_DEPTH) return index
  }
  return null
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
