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

/** Reads a page whose characters are known. */
export function readPage(html: string, warnings: readonly Warning[] = []): Source | Refusal {
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
  return { ok: true, lines: read.lines, notes: notesOf(notes, language), warnings: [...warnings, ...warningsOf(read)] }
}

/** The encoding that a page declares near its beginning. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048))
  return /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ?? /<\?xml[^>]+encoding=["']([\w-]+)/i.exec(head)?.[1] ?? null
}

function notesOf({ bodies }: PageNotes, language: string): Source['notes'] {
  return [...bodies].map(([body, number]) => {
    const runs = htmlLines(body, language).lines.reduce<Run[]>((all, line) => joinRuns(all, line.runs), [])
    return { number, runs: withoutMark(runs, number) }
  })
}

/** A note's words without the mark that they begin with and the arrow that leads back. */
function withoutMark(runs: readonly Run[], number: string): Run[] {
  const text = textOf(runs)
  const mark = text.startsWith(number, /^[\s[(]*/.exec(text)![0].length) ? /^[\s[(]*\S+?[\])]?[.:]?(?=\s|$)/.exec(text) : null
  const end = text.replace(/(?:[\s↑↩^⏎]|\uFE0E)+$/u, '').length
  const from = mark && mark[0].replace(/[^\d\p{L}*†‡§]/gu, '') === number ? mark[0].length : 0
  return trimRuns(sliceRuns(runs, from, end))
}

function warningsOf({ unseen, tables }: HtmlLines): Warning[] {
  const list = tables.map((place) =>
    warning('table', 'A table was read cell by cell, each paragraph of a cell as a paragraph of the text.', place),
  )
  const words = unseen.join('\n')
  return readable([{ text: words }]) === ''
    ? list
    : [...list, leftOut('hidden-text', 'Menus, hidden and deleted text of the web page were left out.', null, words)]
}
