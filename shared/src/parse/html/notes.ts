import type { PageElement } from './page.ts'

/** The footnotes of a page, told by links: a mark in the text leads to the note, and mostly back. */
export interface PageNotes {
  /** Elements that are a mark in the text, with the note's number. */
  marks: ReadonlyMap<PageElement, string>
  /** Elements that hold a note's words, with its number. */
  bodies: ReadonlyMap<PageElement, string>
}

/** A mark is a number, a letter or a star, in brackets or not. */
const MARK = /^[[(]?\s*(\d{1,3}|\*{1,4}|[†‡§]|\p{Ll})\s*[\])]?$/u
const BLOCK = new Set(['p', 'li', 'div', 'td', 'dd', 'aside'])

/** Finds the notes of a page: links whose words are a mark and that lead to a later element that begins with it or leads back. */
export function pageNotes(root: PageElement): PageNotes {
  const all = [...elementsOf(root)]
  const named = new Map<string, { element: PageElement; at: number }>()
  all.forEach((element, at) => {
    for (const name of [element.id, element.localName === 'a' ? element.getAttribute('name') : null])
      if (name && !named.has(name)) named.set(name, { element, at })
  })
  const marks = new Map<PageElement, string>()
  const bodies = new Map<PageElement, string>()
  all.forEach((link, at) => {
    const number = MARK.exec(link.localName === 'a' ? (link.textContent ?? '').trim() : '')?.[1]
    const target = number === undefined ? undefined : named.get(decoded(link.getAttribute('href')))
    if (number === undefined || !target || target.at <= at) return
    const body = blockOf(target.element)
    const opens = (body.textContent ?? '').trimStart()
    if (opens.length > MAX_NOTE || !(opens.replace(/^[[(]/, '').startsWith(number) || leadsBack(body))) return
    marks.set(link, number)
    bodies.set(body, number)
  })
  return { marks, bodies }
}

/** A note longer than this is a chapter that a table of contents leads to. */
const MAX_NOTE = 5000

function* elementsOf(root: PageElement): Generator<PageElement> {
  for (const child of root.children) {
    yield child
    yield* elementsOf(child)
  }
}

function decoded(href: string | null): string {
  if (!href?.startsWith('#')) return ''
  try {
    return decodeURIComponent(href.slice(1))
  } catch {
    return href.slice(1)
  }
}

function blockOf(element: PageElement): PageElement {
  for (let at: PageElement | null = element; at; at = at.parentElement) if (BLOCK.has(at.localName)) return at
  return element
}

const leadsBack = (body: PageElement): boolean =>
  [...elementsOf(body)].some(
    ({ localName, textContent }) => localName === 'a' && /^(?:[↑↩^⏎\s]|\uFE0E)+$/u.test(textContent ?? ''),
  )
