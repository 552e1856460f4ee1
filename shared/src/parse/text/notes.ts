import { NOTE_REF } from '../line.ts'
import { readUnit } from '../structure/unit.ts'
import { isBlank, type TextLine } from './text-line.ts'

/** A footnote at the foot of a page of text. */
export interface TextNote {
  number: string
  form: string
  lines: TextLine[]
}

/** The rule above footnotes, as it is typed. */
const RULE = /^\s*[_—–-]{3,}\s*$/
/** What a note begins with: its number or its stars, and words. */
const MARK = /^\s*(?<open>[[(]?)(?<mark>\d{1,3}|\*{1,4}|[¹²³⁰⁴-⁹]{1,3})(?<close>[\])]?\.?)(?=\s+\S|\s*[\p{Lu}“"«])/u

/** A page of text without the notes at its foot, their numbers in the text as references. */
export interface PageWithNotes {
  lines: TextLine[]
  notes: TextNote[]
  /** The rule above the notes. */
  rule: string | null
}

/** Parts the footnotes of a page from its text. `known` are the notes of the pages before. */
export function withoutNotes(page: readonly TextLine[], known: readonly TextNote[]): PageWithNotes {
  const start = footStart(page, known)
  if (start === null) return { lines: [...page], notes: [], rule: null }
  const { notes, end } = readNotes(page, start.from, known)
  if (notes.length === 0) return { lines: [...page], notes: [], rule: null }
  const body = page.slice(0, start.rule ?? start.from)
  return {
    lines: [...notes.reduce(refer, body), ...page.slice(end)],
    notes,
    rule: start.rule === null ? null : page[start.rule]!.text.trim(),
  }
}

/** Where the notes of a page begin: below a rule, or at its last paragraphs, when these begin with a mark that stands in the text above. */
function footStart(page: readonly TextLine[], known: readonly TextNote[]): { from: number; rule: number | null } | null {
  const rule = page.findLastIndex((line, index) => RULE.test(line.text) && opensNote(page[nextFilled(page, index + 1)], known))
  if (rule >= 0) return { from: nextFilled(page, rule + 1), rule }
  for (let index = page.length - 1; index > 0; index--) {
    const line = page[index]!
    if (readUnit(line.text.trim()) !== null) return null
    // Without a rule "1." is the label of a paragraph.
    const mark = isBlank(page[index - 1]!) && opensNote(line, known) ? markOf(line) : null
    if (mark?.form === '#' && page.slice(0, index).some(({ text }) => referenceIn(text, mark.number) >= 0))
      return { from: index, rule: null }
  }
  return null
}

function nextFilled(page: readonly TextLine[], from: number): number {
  const found = page.findIndex((line, index) => index >= from && !isBlank(line))
  return found < 0 ? page.length : found
}

const opensNote = (line: TextLine | undefined, known: readonly TextNote[]): boolean => {
  const mark = line && markOf(line)
  return !!mark && follows(mark.number, known)
}

interface Mark {
  number: string
  form: string
  length: number
}

function markOf({ text }: TextLine): Mark | null {
  const match = MARK.exec(text)
  if (!match?.groups) return null
  const { open, mark, close } = match.groups
  return { number: mark!.normalize('NFKC'), form: `${open}#${close}`, length: match[0].length }
}

/** Numbers count on through a text or begin anew on a page; stars stand for themselves. */
function follows(number: string, known: readonly TextNote[]): boolean {
  const last = known.findLast(({ number: one }) => /^\d/.test(one))
  return !/^\d/.test(number) || number === '1' || last === undefined || Number(number) === Number(last.number) + 1
}

function readNotes(page: readonly TextLine[], from: number, known: readonly TextNote[]): { notes: TextNote[]; end: number } {
  const notes: TextNote[] = []
  let index = from
  for (; index < page.length; index++) {
    const line = page[index]!
    if (isBlank(line)) continue
    if (readUnit(line.text.trim()) !== null) break
    const mark = markOf(line)
    if (mark && follows(mark.number, [...known, ...notes]))
      notes.push({ number: mark.number, form: mark.form, lines: [{ ...line, text: line.text.slice(mark.length).trim() }] })
    else if (notes.length === 0 || (isBlank(page[index - 1]!) && isStopped(notes.at(-1)!))) break
    else notes.at(-1)!.lines.push({ ...line, text: line.text.trim() })
  }
  return { notes, end: index }
}

/** Whether the words of a note have come to an end: what stands below an empty line is text again. */
const isStopped = ({ lines }: TextNote): boolean => /[.!?。؟]["”»’)\]]*$/u.test(lines.at(-1)!.text)

/** The lines with the first mark of the note, glued to a word or a stop, as a reference. */
function refer(lines: readonly TextLine[], { number }: TextNote): TextLine[] {
  const offsets = offsetsIn(lines, number)
  const index = offsets.findIndex((at) => at >= 0)
  if (index < 0) return [...lines]
  const line = lines[index]!
  const before = line.text.slice(0, offsets[index])
  const behind = line.text.slice(before.length + (line.text[before.length] === '[' ? number.length + 2 : number.length))
  const place = before.split(NOTE_REF).length - 1
  const references = (line.references ?? []).toSpliced(place, 0, number)
  return lines.with(index, { ...line, text: before + NOTE_REF + behind, references })
}

/** Where each line refers to a note; -1 where it doesn't. */
function offsetsIn(lines: readonly TextLine[], number: string): number[] {
  let article: number | null = null
  return lines.map(({ text }) => {
    const glued = referenceIn(text, number)
    const own = glued < 0 && article !== null ? onNumber(text, number, article + 1) : glued
    article = readUnit(text.trim())?.value ?? article
    return own
  })
}

/** "Article 12410" behind article 123 is article 124 with note 10. */
function onNumber(text: string, number: string, expected: number): number {
  const digits = /^\s*\p{L}[\p{L}.]*\s+(\d{2,})\s*$/u.exec(text)?.[1]
  return digits === `${expected}${number}` ? text.trimEnd().length - number.length : -1
}

const SUPERSCRIPTS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('⁰¹²³⁴⁵⁶⁷⁸⁹', (sign, digit) => [String(digit), sign]),
)
const raised = (number: string): string => number.replace(/\d/g, (digit) => SUPERSCRIPTS[digit]!)

/** Where a text refers to a note by a mark that is glued to a word, a bracket or a stop that is no decimal point; -1 where it doesn't. */
function referenceIn(text: string, number: string): number {
  const mark = number.replaceAll('*', '\\*')
  const glued = `(?<=(?:\\p{L}[)\\]”"’»]*[.,;:]?|\\p{N}[;:)\\]])[)\\]”"’»]*)(?:${mark}|${raised(mark)})(?![\\p{N}\\p{L}*]|[.,]\\p{N})`
  return new RegExp(`${glued}|(?<=\\S)\\[${mark}\\]`, 'u').exec(text)?.index ?? -1
}
