import { bareLine, NOTE_REF, textOf, type Line, type Run } from '../line.ts'
import { plainSpaces, wordsOnly } from './characters.ts'
import { listLabel } from './list-label.ts'
import {
  isBlock,
  isCode,
  isHeading,
  isMenu,
  isUnseen,
  looksInside,
  PLAIN,
  points,
  styleOf,
  type Looks,
  type Style,
} from './looks.ts'
import type { PageNotes } from './notes.ts'
import { COMMENT_NODE, ELEMENT_NODE, TEXT_NODE, type PageElement, type PageNode } from './page.ts'
import { readLabel } from '../structure/label.ts'
import { isApparatus, isWordLabel, isWordListItem, wordLabel } from './word-html.ts'

/** What a page holds: its lines, and what was in it besides words that a drafter should know is missing. */
export interface HtmlLines {
  lines: Line[]
  /** Footnote marks that were left out with their notes. */
  footnotes: number
  /** Words that a reader of the page doesn't see, or that are no part of its text: menus, comments, deletions. */
  unseen: string[]
  /** Places of the first line of each table. */
  tables: string[]
}

/** Elements nested deeper than this are read as bare text: no page a person copies from is (browsers stop near 500). */
const MAX_DEPTH = 400

/**
 * Reads the lines of a copied page, from Word, Google Docs, LibreOffice or the web: words with bold and italic, one line a paragraph,
 * line breaks within it as `\n`, and of everything else only what tells the structure (list labels, indents, headings, centring).
 * Takes an element of a document that shows nothing and runs nothing. Words marked as deleted (tracked changes) are left out.
 * `notes` are the page's footnotes where they are wanted: their marks become references and their words stay out of the lines.
 */
export function htmlLines(root: PageElement, language: string, notes: PageNotes | null = null): HtmlLines {
  const reader = new PageReader(language, notes)
  reader.children(root, PLAIN, 0)
  reader.endLine()
  return { lines: reader.lines, footnotes: reader.footnotes, unseen: reader.unseen, tables: reader.tables }
}

/** The cues of the block that the words stand in. */
type Cues = Pick<Line, 'style' | 'outline' | 'indent' | 'align'>
const NO_CUES: Cues = { style: null, outline: null, indent: 0, align: null }

class PageReader {
  readonly lines: Line[] = []
  readonly unseen: string[] = []
  readonly tables: string[] = []
  footnotes = 0
  #runs: Run[] = []
  #cues: Cues = NO_CUES
  /** The label that the next line begins with: it was drawn before a list item. */
  #label: string | null = null
  /** The label that filled the table cell before this one, and the line that it made. */
  #beside: Line | null = null
  readonly #language: string
  readonly #notes: PageNotes | null

  constructor(language: string, notes: PageNotes | null) {
    this.#language = language
    this.#notes = notes
  }

  children(parent: PageNode, looks: Looks, depth: number): void {
    for (const child of parent.childNodes) this.#node(child, looks, depth)
  }

  #node(node: PageNode, looks: Looks, depth: number): void {
    if (node.nodeType === TEXT_NODE) return this.#text(node.nodeValue ?? '', looks)
    if (node.nodeType === COMMENT_NODE) return this.#comment(node.nodeValue ?? '')
    if (node.nodeType !== ELEMENT_NODE) return
    if (depth > MAX_DEPTH) return this.#text(node.textContent ?? '', looks)
    this.#element(node as PageElement, looks, depth)
  }

  #element(element: PageElement, looks: Looks, depth: number): void {
    const style = styleOf(element)
    if (this.#notes?.bodies.has(element)) return
    const mark = this.#notes?.marks.get(element)
    if (mark !== undefined) return this.#reference(mark)
    if (isUnseen(element, style) || (this.#notes && isMenu(element)) || this.#isApparatus(element, style))
      return this.#leaveOut(element)
    if (element.localName === 'br') return this.#break(looks)
    if (isWordLabel(style)) return this.#wordLabel(element, style)
    const inside = looksInside(element, style, looks)
    if (isBlock(element, style)) return this.#block(element, style, inside, depth)
    if (style.has('mso-tab-count')) return this.#text('\t', inside)
    const [open, close] = element.localName === 'q' ? ['“', '”'] : ['', '']
    this.#text(open, inside)
    this.children(element, inside, depth + 1)
    this.#text(close, inside)
  }

  #isApparatus(element: PageElement, style: Style): boolean {
    const role = isApparatus(element, style)
    // A note that is read by its number is no apparatus, and neither is what holds it.
    if (role === 'footnote' && [...(this.#notes?.bodies.keys() ?? [])].some((body) => isWithin(body, element))) return false
    if (role === 'footnote' && element.localName === 'a' && this.#runs.length > 0) this.footnotes++
    return role !== null
  }

  #reference(note: string): void {
    this.#runs.push({ text: NOTE_REF, note })
  }

  #leaveOut(element: PageElement): void {
    const shown = isCode(element) ? '' : (element.textContent ?? '')
    this.#unseen(this.#notes ? `${shown} ${element.getAttribute('alt') ?? ''}` : shown)
  }

  /** A comment of a file, but not what Word hides in comments for itself; a clipboard's comments are no one's words. */
  #comment(words: string): void {
    if (this.#notes && !/^\[(?:if|endif)\b/.test(words.trim())) this.#unseen(words)
  }

  #unseen(text: string): void {
    const words = text.replace(/\s+/g, ' ').trim()
    if (words) this.unseen.push(words)
  }

  #block(element: PageElement, style: Style, looks: Looks, depth: number): void {
    this.endLine()
    const around = this.#cues
    this.#cues = cuesOf(element, style, around)
    if (element.localName === 'li') this.#label = listLabel(element, style, this.#language)
    const first = this.lines.length
    this.children(element, looks, depth + 1)
    this.endLine()
    if (element.localName === 'li') this.#label = null
    if (element.localName === 'table' && this.lines[first] && isTabular(element)) this.tables.push(this.lines[first].place)
    if (element.localName === 'td' || element.localName === 'th') this.#besideLabel(element, first)
    if (element.localName === 'tr') this.#beside = null
    this.#cues = around
  }

  /** A table cell with nothing but a label ("1.") belongs to the cell beside it: so official journals set numbered paragraphs. */
  #besideLabel(cell: PageElement, first: number): void {
    const only = this.lines.length === first + 1 ? this.lines[first]! : null
    if (only && only.label === null && isLabelText(textOf(only.runs)) && cell.nextElementSibling !== null) this.#beside = only
    else if (this.lines.length > first) this.#beside = null
  }

  /** A line break; a second one right behind it ends the paragraph, as pages do that have no paragraphs. */
  #break(looks: Looks): void {
    if (/\n[ \u00A0]*$/.test(textOf(this.#runs))) this.endLine()
    else this.#text('\n', { ...looks, preformatted: true })
  }

  #wordLabel(element: PageElement, style: Style): void {
    const font = `${style.get('font-family') ?? ''} ${styleOf(element.parentElement ?? element).get('font-family') ?? ''}`
    this.#label ??= wordLabel(element.textContent ?? '', font)
  }

  #text(raw: string, { strong, em, raised, preformatted }: Looks): void {
    const words = wordsOnly(raw)
    const text = preformatted ? words.replace(/\r\n?/g, '\n') : words.replace(/[ \t\n\r\f]+/g, ' ')
    if (!text || (this.#runs.length === 0 && /^[ \n]*$/.test(text) && this.#label === null)) return
    const last = this.#runs.at(-1)
    const same = last && last.note === undefined && last.strong === strong && last.em === em && (last.raised ?? false) === raised
    if (same) last.text += text
    else this.#runs.push({ text, strong, em, ...(raised && { raised }) })
  }

  /** Ends the line that the words so far make; without words there is none, and a label waits for the block within the list item. */
  endLine(): void {
    const runs = plainSpaces(this.#runs)
    this.#runs = []
    if (!textOf(runs).trim()) return
    const beside = this.#beside
    if (beside && this.#label === null) {
      this.#label = textOf(beside.runs).trim()
      this.lines.pop()
    }
    this.#beside = null
    const line = { ...bareLine('', `paragraph ${this.lines.length + 1}`), ...this.#cues, runs, label: this.#label }
    this.lines.push(line)
    this.#label = null
  }
}

/** Whether the words of a table cell are a label and nothing else. */
const isLabelText = (text: string): boolean => {
  const words = text.trim()
  return words.length <= MAX_LABEL && readLabel(`${words} X`)?.end === words.length
}

/** Whether a table has words in two cells of a row, in more than one row: others only place what they hold. */
function isTabular(table: PageElement): boolean {
  const rows = cellsBelow(table).map((cells) => cells.filter((cell) => !isLabelText(cell) && cell.trim() !== ''))
  return rows.filter((cells) => cells.length > 1).length > 1
}

/** The words of the cells of each row; of a table within a cell its own rows count, not these. */
function cellsBelow(element: PageElement): string[][] {
  return [...element.children].flatMap((child) => {
    if (child.localName === 'table') return []
    if (child.localName !== 'tr') return cellsBelow(child)
    return [[...child.children].map((cell) => (cell.textContent ?? '').replace(/\u00A0/g, ' '))]
  })
}

function isWithin(element: PageElement, around: PageElement): boolean {
  for (let at: PageElement | null = element; at; at = at.parentElement) if (at === around) return true
  return false
}

/** Longest text of a table cell that is taken for a label. */
const MAX_LABEL = 12

function cuesOf(element: PageElement, style: Style, around: Cues): Cues {
  const tag = element.localName
  const heading = isHeading(tag)
  const own = points(style.get('margin-left') ?? style.get('margin-inline-start')) ?? points(style.get('padding-left'))
  const align = style.get('text-align') ?? element.getAttribute('align')?.toLowerCase() ?? (tag === 'center' ? tag : undefined)
  return {
    style: heading ? `heading ${tag[1]}` : (ownClass(element) ?? around.style),
    outline: heading ? Number(tag[1]) - 1 : around.outline,
    indent: own === null || isWordListItem(style) ? around.indent : (around.indent ?? 0) + own,
    align: align === undefined ? around.align : (ALIGN[align] ?? null),
  }
}

/** The class of a paragraph is its style; that of a box around paragraphs says nothing of them. */
const ownClass = (element: PageElement): string | null => (element.localName === 'p' ? ([...element.classList][0] ?? null) : null)

const ALIGN: Readonly<Record<string, Line['align']>> = {
  left: 'start',
  start: 'start',
  center: 'center',
  right: 'end',
  end: 'end',
}
