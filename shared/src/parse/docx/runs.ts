import { NOTE_REF, type Run } from '../line.ts'
import { leavesOut, propertiesOf, type TrackedChanges } from './changes.ts'
import type { Notes } from './notes.ts'
import type { Styles } from './styles.ts'
import { attribute, child, children, integer, nameOf, path, textBelow, toggle, val, type Element } from '../xml.ts'

/** What reading a document's runs needs to know and what it finds on the way. */
export interface Reading {
  taken: TrackedChanges
  styles: Styles
  notes: Notes
  /** Complex fields that are open, outermost first; they span runs and paragraphs. */
  fields: Field[]
  /** How many tracked changes were met. */
  changes: number
  /** The place of the paragraph that is read. */
  place: string
  /** Text that is in the file but not shown as part of the instrument, by what it is. */
  hidden: Apart[]
  contents: Apart[]
  boxes: Apart[]
}

/** Words that stay out of the text, and where they stood. */
export interface Apart {
  text: string
  place: string
}

interface Field {
  code: string
  inResult: boolean
}

/** Containers that only wrap content. */
const TRANSPARENT = new Set(['hyperlink', 'smartTag', 'sdtContent', 'customXml', 'fldSimple', 'dir', 'bdo', 'subDoc', 'Choice'])

export const inContents = (reading: Reading): boolean => reading.fields.some((field) => /^\s*TOC\b/.test(field.code))

/** The runs of a paragraph (or of anything in it) as the chosen text has them. */
export function readRuns(element: Element, reading: Reading): Run[] {
  return children(element).flatMap((part) => readInline(part, reading))
}

function readInline(part: Element, reading: Reading): Run[] {
  const name = nameOf(part)
  const gone = leavesOut(name, reading.taken)
  if (gone !== undefined) {
    reading.changes++
    return gone ? [] : readRuns(part, reading)
  }
  if (name === 'r') return readRun(part, reading)
  if (name === 'sdt') return readRuns(child(part, 'sdtContent') ?? part, reading)
  if (name === 'AlternateContent') return readAlternative(part, (chosen) => readRuns(chosen, reading))
  if (name === 'oMath' || name === 'oMathPara') return [{ text: formula(part, reading) }]
  if (name === 'ruby') return readRuns(child(part, 'rubyBase') ?? part, reading)
  return TRANSPARENT.has(name) ? readRuns(part, reading) : []
}

/** The signs of a formula in a row; its layout is lost. */
function formula(part: Element, reading: Reading): string {
  if (nameOf(part) === 't' || nameOf(part) === 'delText') return part.textContent ?? ''
  const gone = leavesOut(nameOf(part), reading.taken)
  if (gone !== undefined) reading.changes++
  return gone
    ? ''
    : children(part)
        .map((one) => formula(one, reading))
        .join('')
}

/** The first choice, or the fallback where the choice holds nothing readable and `isRead` knows of nothing else. */
function readAlternative<T>(part: Element, read: (chosen: Element) => T[], isRead = (): boolean => false): T[] {
  for (const name of ['Choice', 'Fallback']) {
    const chosen = child(part, name)
    const found = chosen ? read(chosen) : []
    if (found.length > 0 || isRead()) return found
  }
  return []
}

function readRun(run: Element, reading: Reading): Run[] {
  const rPr = propertiesOf(run, 'rPr', reading.taken)
  const style = reading.styles.character(val(child(rPr, 'rStyle')))
  const look: Omit<Run, 'text'> = {}
  if (toggle(rPr, 'b') ?? style.strong) look.strong = true
  if (toggle(rPr, 'i') ?? style.em) look.em = true
  const set = val(child(rPr, 'vertAlign'))
  if (set === 'superscript' || (set === null && style.raised)) look.raised = true
  const parts = children(run)
  const marked = parts.findIndex(isMarked)
  const runs = (marked < 0 ? parts : parts.slice(0, marked + 1)).flatMap((part) => readRunPart(part, look, reading))
  if (!(toggle(rPr, 'vanish') ?? style.hidden)) return runs
  reading.hidden.push(...runs.map(({ text }) => ({ text, place: reading.place })))
  return []
}

function readRunPart(part: Element, look: Omit<Run, 'text'>, reading: Reading): Run[] {
  const name = nameOf(part)
  if (name === 'fldChar') return fieldChar(part, reading)
  if (name === 'instrText') return fieldCode(part, reading)
  const open = reading.fields.at(-1)
  if (open && !open.inResult) return []
  const text = (words: string): Run[] => (words ? [{ ...look, text: words }] : [])
  switch (name) {
    case 't':
    case 'delText':
      return text(part.textContent ?? '')
    case 'tab':
    case 'ptab':
      return text('\t')
    case 'br':
    case 'cr':
      return attribute(part, 'type') === 'page' ? [] : text('\n')
    case 'noBreakHyphen':
      return text('\u2011')
    case 'softHyphen':
      return text('\u00AD')
    case 'sym':
      return text(symbol(part))
    case 'footnoteReference':
    case 'endnoteReference':
      return noteReference(part, reading)
    case 'AlternateContent': {
      const before = reading.boxes.length
      return readAlternative(
        part,
        (chosen) => children(chosen).flatMap((one) => readRunPart(one, look, reading)),
        () => reading.boxes.length > before,
      )
    }
    case 'drawing':
    case 'pict':
    case 'object':
      collectBoxes(part, reading)
      return []
    default:
      return []
  }
}

function fieldChar(part: Element, reading: Reading): Run[] {
  const type = attribute(part, 'fldCharType')
  if (type === 'begin') reading.fields.push({ code: '', inResult: false })
  else if (type === 'separate' && reading.fields.length > 0) reading.fields.at(-1)!.inResult = true
  else if (type === 'end') reading.fields.pop()
  return []
}

function fieldCode(part: Element, reading: Reading): Run[] {
  const open = reading.fields.at(-1)
  if (open) open.code += part.textContent ?? ''
  return []
}

/** Whether a note's mark is written behind the reference to it, in the same run, and not counted. */
const isMarked = (part: Element): boolean =>
  nameOf(part).endsWith('noteReference') && ['1', 'true', 'on'].includes(attribute(part, 'customMarkFollows') ?? '')

function noteReference(part: Element, reading: Reading): Run[] {
  const kind = nameOf(part) === 'endnoteReference' ? 'endnote' : 'footnote'
  const siblings = children(part.parentNode as Element)
  const written = isMarked(part)
    ? siblings
        .slice(siblings.indexOf(part) + 1)
        .map(markText)
        .join('')
        .trim()
    : ''
  const number = reading.notes.refer(kind, attribute(part, 'id') ?? '', written || null)
  return number === null ? [] : [{ text: NOTE_REF, note: number }]
}

const markText = (part: Element): string =>
  nameOf(part) === 'sym' ? symbol(part) : ['t', 'delText'].includes(nameOf(part)) ? (part.textContent ?? '') : ''

/** Signs of Symbol and Wingdings that treaties use: bullets and dashes. */
const SYMBOLS: Readonly<Record<number, string>> = { 0xb7: '•', 0xa7: '▪', 0xd8: '➢', 0xfc: '✓', 0x2d: '–', 0xb0: '°', 0xa8: '□' }

function symbol(part: Element): string {
  const code = Number.parseInt(attribute(part, 'char') ?? '', 16)
  if (!Number.isFinite(code) || code > 0x10ffff) return '\uFFFD'
  const plain = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code
  return SYMBOLS[plain] ?? String.fromCodePoint(plain)
}

function collectBoxes(part: Element, reading: Reading): void {
  if (nameOf(part) === 'txbxContent') reading.boxes.push({ text: children(part).map(textBelow).join('\n'), place: reading.place })
  else for (const one of children(part)) collectBoxes(one, reading)
}

/** Whether a paragraph's properties name a list that was inserted with a tracked change which the chosen text leaves out. */
export function listOf(pPr: Element | null, taken: TrackedChanges): { numId: string | null; level: number | null } | null {
  const numPr = child(pPr, 'numPr')
  if (!numPr || (taken === 'reject' && child(numPr, 'ins'))) return null
  return { numId: val(path(numPr, 'numId')), level: integer(child(numPr, 'ilvl')) }
}
