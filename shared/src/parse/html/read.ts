import type { Warning } from '../../protocol/index.ts'
import { detectLanguage } from '../language.ts'
import { joinRuns, readable, sliceRuns, textOf, trimRuns, type Run } from '../line.ts'
import { leftOut, refuse, warning, type Refusal } from '../result.ts'
import type { Source } from '../source.ts'
import { decodeText } from '../text/decode.ts'
import { htmlLines, type HtmlLines } from './html-lines.ts'
import { pageNotes, type PageNotes } from './notes.ts'
import type { PageElement } from './page.ts'
import { PageTooDeep, parsePage } from './tree.ts'

/** Reads a saved web page. Nothing that it names is fetched: no picture, style sheet, frame or script. */
export function readHtml(bytes: Uint8Array): Source | Refusal {
  const { text, warnings } = decodeText(bytes, declaredEncoding(bytes))
  return readPage(text, warnings)
}

/** What a page declares in front of its root; nobody's browser or word processor writes entities there. */
const OWN_ENTITIES = /^[^]{0,2000}?<!DOCTYPE[^>[]*\[[^\]]*<!ENTITY/i

/** Reads a page whose characters are known. */
export function readPage(html: string, warnings: readonly Warning[] = []): Source | Refusal {
  if (OWN_ENTITIES.test(html))
    return refuse(
      'unreadable-file',
      'This web page declares entities of its own, which are not looked up. Open it in a browser, save its text and import that.',
      'document type',
    )
  let page: PageElement
  try {
    page = parsePage(html)
  } catch (error) {
    if (!(error instanceof PageTooDeep)) throw error
    return refuse(
      'unreadable-file',
      'The elements of this web page are nested too deep. Copy its text into a Word file and import that.',
    )
  }
  const language = page.getAttribute('lang') ?? detectLanguage(page.textContent ?? '').code
  const notes = pageNotes(page)
  const read = htmlLines(page, language, notes)
  const below = notesOf(notes, language)
  read.unseen.push(...below.arrows)
  return { ok: true, lines: read.lines, notes: below.notes, warnings: [...warnings, ...warningsOf(read)] }
}

/** The encoding that a page declares near its beginning. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048))
  return /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ?? /<\?xml[^>]+encoding=["']([\w-]+)/i.exec(head)?.[1] ?? null
}

function notesOf({ bodies }: PageNotes, language: string): { notes: Source['notes']; arrows: string[] } {
  const arrows: string[] = []
  const notes = [...bodies].map(([body, number]) => {
    const runs = htmlLines(body, language).lines.reduce<Run[]>((all, line) => joinRuns(all, line.runs), [])
    const { form, from, to } = markOf(textOf(runs), number)
    arrows.push(textOf(runs).slice(to).trim())
    return { number, form, runs: trimRuns(sliceRuns(runs, from, to)) }
  })
  return { notes, arrows: arrows.filter(Boolean) }
}

/** How a note's mark is written, where its words begin behind it and where they end before the arrow that leads back. */
function markOf(text: string, number: string): { form: string; from: number; to: number } {
  const to = text.replace(/(?:[\s↑↩^⏎]|\uFE0E)+$/u, '').length
  const lead = /^[\s[(]*/.exec(text)![0]
  const mark = text.startsWith(number, lead.length) ? /^\s*([[(]?)\s*\S+?\s*([\])]?[.:]?)(?=\s|$)/u.exec(text) : null
  const [whole = '', open = '', close = ''] = mark ?? []
  const bare = whole
    .trim()
    .slice(open.length, whole.trim().length - close.length)
    .trim()
  return bare === number ? { form: `${open}#${close}`, from: whole.length, to } : { form: '#', from: 0, to }
}

function warningsOf({ unseen, tables }: HtmlLines): Warning[] {
  const list = tables.map((place) =>
    warning('table', 'A table was read cell by cell, each paragraph of a cell as a paragraph of the text.', place),
  )
  const words = unseen.join('\n')
  return readable([{ text: words }]) === ''
    ? list
    : [...list, leftOut('hidden-text', 'Menus, comments, hidden and deleted text of the web page were left out.', null, words)]
}
