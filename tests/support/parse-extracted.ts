import type { Piece } from './parse-pdf.ts'

/** How a program writes the text of a PDF's pages. Widths in characters. */
export interface Extraction {
  width: number
  /** Lines on a page. */
  height: number
  /** The number of a page, on the line above its text or below it. */
  number: ((page: number) => string) | null
  at: 'head' | 'foot'
  head: string | null
  formFeeds: boolean
  /** The rule above the footnotes of a page; null for none. */
  rule: string | null
  /** Where a label stands: before its words, or alone on the line above. */
  labels: 'before' | 'above'
  /** How headings are placed. */
  headings: 'centred' | 'left'
}

/** Pieces as the text of printed pages: lines broken at a width, with page numbers, running heads and footnotes. */
export function extracted(pieces: readonly Piece[], how: Extraction): string {
  const pages = paged(pieces, how)
  return pages
    .map(({ lines, notes }, index) => {
      const number = how.number && index > 0 ? [centred(how.number(index + 1), how.width)] : []
      const head = how.head !== null && index > 0 ? [how.head] : []
      const foot = notes.length > 0 ? ['', ...(how.rule === null ? [] : [how.rule]), ...notes] : []
      const above = [...(how.at === 'head' ? number : []), ...head]
      return [
        ...above,
        ...(above.length > 0 ? [''] : []),
        ...lines,
        ...foot,
        ...(how.at === 'foot' ? ['', ...number] : []),
        '',
      ].join('\n')
    })
    .join(how.formFeeds ? '\f' : '\n')
}

interface Sheet {
  lines: string[]
  notes: string[]
}

function paged(pieces: readonly Piece[], how: Extraction): Sheet[] {
  const sheets: Sheet[] = [{ lines: [], notes: [] }]
  let marks = 0
  for (const piece of pieces) {
    const mark = piece.note === undefined ? '' : String(++marks)
    const lines = linesOf(piece, mark, how)
    const note = piece.note === undefined ? [] : wrapped(`${mark} ${piece.note}`, how.width)
    for (const [index, line] of lines.entries()) {
      const last = index === lines.length - 1
      const sheet = sheets.at(-1)!
      const room = how.height - sheet.lines.length - sheet.notes.length
      // A note stands on the page of its mark; a heading never alone at the foot of a page.
      const least = piece.kind === 'text' ? 1 : 6
      if (room < least + (last ? note.length : 0)) sheets.push({ lines: [], notes: [] })
      sheets.at(-1)!.lines.push(line)
    }
    sheets.at(-1)!.notes.push(...note)
    sheets.at(-1)!.lines.push('')
  }
  return sheets
}

function linesOf({ kind, label, words, level }: Piece, mark: string, how: Extraction): string[] {
  if (kind !== 'text') {
    const place = (text: string) => (how.headings === 'centred' ? centred(text, how.width) : text)
    const heading = wrapped(`${words}${words ? mark : ''}`, how.width)
    return [...(label ? [`${label}${words ? '' : mark}`] : []), ...(words ? heading : [])].map(place)
  }
  if (label === null) return wrapped(words + mark, how.width)
  if (how.labels === 'above') return [label, ...wrapped(words + mark, how.width)]
  const indent = ' '.repeat(5 * Math.max(level - 1, 0))
  return wrapped(`${label.padEnd(5)}${words}${mark}`, how.width - indent.length).map((line) => indent + line)
}

const centred = (text: string, width: number): string => ' '.repeat(Math.max(0, Math.floor((width - text.length) / 2))) + text

function wrapped(text: string, width: number): string[] {
  const lines = ['']
  for (const word of text.split(/(?<! ) (?! )/)) {
    const last = lines.at(-1)!
    if (last !== '' && last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines
}
