import { DOMParser, type Element } from '@xmldom/xmldom'
import { strFromU8, unzipSync } from 'fflate'

/**
 * An independent reading of a Word file's tracked changes, by the rules of ECMA-376-1 (17.13.5) and as strictly as Word applies
 * them. It shares no code with the exporter or the importer: it is what the exporter is checked against.
 */
export interface ReadParagraph {
  text: string
  style: string | null
  /** Stretches of equal formatting: the text under `b` bold, `i` italic, `s` superscript letters in front of a colon. */
  runs: string[]
}

export interface Revision {
  type: 'ins' | 'del' | 'pPrChange' | 'rPrChange' | 'moveFrom' | 'moveTo'
  id: string | null
  author: string | null
  date: string | null
}

export interface ReadDocx {
  accepted: ReadParagraph[]
  rejected: ReadParagraph[]
  revisions: Revision[]
  /** Bookmark name and the text, deleted or not, that it spans. */
  bookmarks: { name: string; text: string }[]
  parts: Record<string, string>
}

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const REVISIONS: ReadonlySet<string> = new Set(['ins', 'del', 'pPrChange', 'rPrChange', 'moveFrom', 'moveTo'])

export function readDocx(bytes: Uint8Array): ReadDocx {
  const parts = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, data]) => [path, strFromU8(data)]))
  const root = new DOMParser().parseFromString(parts['word/document.xml']!, 'text/xml').documentElement!
  const body = child(root, 'body')!
  return {
    accepted: resolve(body, 'accept'),
    rejected: resolve(body, 'reject'),
    revisions: [...body.getElementsByTagNameNS(W, '*')].filter((element) => REVISIONS.has(element.localName!)).map(revision),
    bookmarks: bookmarks(body),
    parts,
  }
}

type Verdict = 'accept' | 'reject'
interface Run {
  text: string
  format: string
}

/** The paragraphs that Word leaves: one whose mark goes runs on into the next, and the very last mark of a body cannot go. */
function resolve(body: Element, verdict: Verdict): ReadParagraph[] {
  const paragraphs = children(body).filter((element) => element.localName === 'p')
  const resolved: ReadParagraph[] = []
  let carried: Run[] = []
  paragraphs.forEach((paragraph, index) => {
    carried.push(...survivingRuns(paragraph, verdict))
    if (markGoes(paragraph, verdict) && index < paragraphs.length - 1) return
    resolved.push({ text: carried.map((run) => run.text).join(''), style: style(paragraph, verdict), runs: merged(carried) })
    carried = []
  })
  return resolved
}

const goes = (name: string | null, verdict: Verdict): boolean =>
  verdict === 'accept' ? name === 'del' || name === 'moveFrom' : name === 'ins' || name === 'moveTo'

function markGoes(paragraph: Element, verdict: Verdict): boolean {
  const marks = child(child(paragraph, 'pPr'), 'rPr')
  return marks !== null && children(marks).some((mark) => goes(mark.localName, verdict))
}

function style(paragraph: Element, verdict: Verdict): string | null {
  const properties = child(paragraph, 'pPr')
  const former = child(child(properties, 'pPrChange'), 'pPr')
  return child(verdict === 'reject' && former ? former : properties, 'pStyle')?.getAttributeNS(W, 'val') ?? null
}

function survivingRuns(element: Element, verdict: Verdict): Run[] {
  return children(element).flatMap((inner) => {
    if (inner.localName === 'r') return [{ text: text(inner), format: format(inner) }]
    if (inner.localName === 'pPr' || goes(inner.localName, verdict)) return []
    return survivingRuns(inner, verdict)
  })
}

function text(run: Element): string {
  return children(run)
    .map((part) => {
      if (part.localName === 't' || part.localName === 'delText') return part.textContent ?? ''
      return part.localName === 'tab' ? '\t' : part.localName === 'br' ? '\n' : ''
    })
    .join('')
}

function format(run: Element): string {
  const properties = child(run, 'rPr')
  const on = (name: string) => child(properties, name) !== null
  return `${on('b') ? 'b' : ''}${on('i') ? 'i' : ''}${on('vertAlign') ? 's' : ''}`
}

function merged(runs: readonly Run[]): string[] {
  const joined: Run[] = []
  for (const run of runs.filter(({ text }) => text !== '')) {
    const last = joined.at(-1)
    if (last?.format === run.format) last.text += run.text
    else joined.push({ ...run })
  }
  return joined.map((run) => `${run.format}:${run.text}`)
}

function revision(element: Element): Revision {
  const attribute = (name: string) => element.getAttributeNS(W, name)
  return {
    type: element.localName as Revision['type'],
    id: attribute('id'),
    author: attribute('author'),
    date: attribute('date'),
  }
}

function bookmarks(body: Element): ReadDocx['bookmarks'] {
  const open = new Map<string, { name: string; text: string }>()
  const all: ReadDocx['bookmarks'] = []
  for (const element of body.getElementsByTagNameNS(W, '*')) {
    const id = element.getAttributeNS(W, 'id') ?? ''
    if (element.localName === 'bookmarkStart') {
      const bookmark = { name: element.getAttributeNS(W, 'name') ?? '', text: '' }
      open.set(id, bookmark)
      all.push(bookmark)
    } else if (element.localName === 'bookmarkEnd') open.delete(id)
    else if (element.localName === 'r') for (const bookmark of open.values()) bookmark.text += text(element)
  }
  return all
}

const children = (element: Element): Element[] =>
  [...element.childNodes].filter((node): node is Element => node.nodeType === 1 && (node as Element).namespaceURI === W)

const child = (element: Element | null, name: string): Element | null =>
  (element && children(element).find((inner) => inner.localName === name)) ?? null
