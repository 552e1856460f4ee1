import type { Run } from '../line.ts'
import { NOTE_REF } from '../line.ts'
import { attribute, children, nameOf, type Element, type Node } from '../xml.ts'
import { APART, isBlock } from './names.ts'

/** What is met on the way through the words of a document. */
export interface Met {
  /** `authorialNote` elements with their numbers, in order. */
  notes: { number: string; element: Element }[]
  /** Words set apart from the text. */
  apart: string[]
}

const STRONG = new Set(['b', 'strong'])
const EM = new Set(['i', 'em'])

/** The words of a block with bold, italic and references to notes. */
export function wordsOf(element: Element, met: Met, looks: Omit<Run, 'text'> = {}): Run[] {
  const runs: Run[] = []
  for (let node = element.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === TEXT || node.nodeType === CDATA)
      runs.push({ ...looks, text: (node.nodeValue ?? '').replace(/\s+/g, ' ') })
    else if (node.nodeType === ELEMENT) {
      // A provision that is quoted within a sentence: its blocks are words of it, and no two of them are one word.
      if (runs.length > 0 && isBlock(node as Element)) runs.push({ text: ' ' })
      runs.push(...inline(node as Element, met, looks))
    }
  }
  return runs.filter(({ text }) => text !== '')
}

const ELEMENT = 1
export const TEXT = 3
const CDATA = 4
const COMMENT = 8

function inline(element: Element, met: Met, looks: Omit<Run, 'text'>): Run[] {
  const name = nameOf(element)
  if (name === 'authorialNote') {
    const number = attribute(element, 'marker') ?? String(met.notes.length + 1)
    met.notes.push({ number, element })
    return [{ text: NOTE_REF, note: number }]
  }
  if (APART.has(name)) {
    met.apart.push((element.textContent ?? '').replace(/\s+/g, ' ').trim())
    return []
  }
  if (name === 'eol' || name === 'br') return [{ ...looks, text: ' ' }]
  const quotes = name === 'quotedStructure' ? ['startQuote', 'endQuote'].map((one) => attribute(element, one) ?? '') : ['', '']
  const inside = { ...looks, ...(STRONG.has(name) ? { strong: true } : {}), ...(EM.has(name) ? { em: true } : {}) }
  return [{ text: quotes[0]! }, ...wordsOf(element, met, inside), { text: quotes[1]! }].filter(({ text }) => text !== '')
}

/** The words of XML comments, which no reader of the text sees. */
export const commentsIn = (node: Node): string[] =>
  [...node.childNodes].flatMap((child) =>
    child.nodeType === COMMENT ? [(child.nodeValue ?? '').replace(/\s+/g, ' ').trim()] : commentsIn(child),
  )

/** The words of an element, whatever it holds, in one line. */
export const plainWords = (element: Element | null): string => (element?.textContent ?? '').replace(/\s+/g, ' ').trim()

/** The first element of that name below, in document order. */
export function find(element: Element | null, name: string): Element | null {
  for (const one of element ? children(element) : []) {
    const found = nameOf(one) === name ? one : find(one, name)
    if (found) return found
  }
  return null
}
