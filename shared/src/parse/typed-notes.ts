import { NOTE_REF, sliceRuns, textOf, trimRuns, type Line, type Run } from './line.ts'
import type { Source } from './source.ts'

/**
 * Footnotes that were typed and not made: a raised mark in the text, or stars behind a word, and a later line that begins with the same
 * mark. Word files and web pages have them where the program's own notes were lost on the way.
 */
export function withTypedNotes(source: Source): Source {
  const marks = source.lines.map((line, index) => noteMark(line, index, source.lines))
  if (marks.every((mark) => mark === null)) return source
  const body = source.lines.filter((_, index) => marks[index] === null)
  const notes = source.lines.flatMap((line, index) => {
    const mark = marks[index]
    return mark ? [{ number: mark.number, form: mark.form, runs: trimRuns(sliceRuns(line.runs, mark.end)) }] : []
  })
  const referred = notes.reduce((lines, { number }) => refer(lines, number), body)
  return { ...source, lines: referred, notes: [...source.notes, ...notes] }
}

interface Mark {
  number: string
  form: string
  /** Where the words of the note begin. */
  end: number
}

const RAISED_MARK = /^\s*(\d{1,3}|\*{1,4}|\p{Ll}|[†‡§])\s*$/u
const PLAIN_MARK = /^\s*(?<open>[[(]?)(?<number>\d{1,3})(?<close>[\])]?\.?)(?=\s)/u
const STARS = /^\s*(\*{1,4})(?=\s*[^\s*])/u

/** The mark of a line that is a note: an earlier line refers to it. */
function noteMark(line: Line, index: number, lines: readonly Line[]): Mark | null {
  const mark = raisedMark(line) ?? starMark(line) ?? (isAtEnd(index, lines) ? plainMark(line) : null)
  return mark && line.label === null && lines.slice(0, index).some(({ runs }) => referenceIn(runs, mark.number) !== null)
    ? mark
    : null
}

function raisedMark({ runs }: Line): Mark | null {
  const first = runs.find(({ text }) => text.trim() !== '')
  const number = first?.raised ? RAISED_MARK.exec(first.text)?.[1] : undefined
  if (number === undefined) return null
  return { number, form: '#', end: textOf(runs.slice(0, runs.indexOf(first!) + 1)).length }
}

function starMark({ runs }: Line): Mark | null {
  const match = STARS.exec(textOf(runs))
  return match && { number: match[1]!, form: '#', end: match[0].length }
}

function plainMark({ runs }: Line): Mark | null {
  const match = PLAIN_MARK.exec(textOf(runs))
  if (!match?.groups) return null
  const { open, number, close } = match.groups
  return { number: number!, form: `${open}#${close}`, end: match[0].length }
}

/** Whether a line and all behind it begin with a number: without a raised sign that alone tells a note from a paragraph. */
const isAtEnd = (index: number, lines: readonly Line[]): boolean =>
  lines.slice(index).every((line) => raisedMark(line) !== null || plainMark(line) !== null)

/** Where runs refer to a note: a raised mark behind a word, or stars that touch one. */
function referenceIn(runs: readonly Run[], number: string): { from: number; to: number } | null {
  let at = 0
  for (const [index, run] of runs.entries()) {
    if (run.raised && index > 0 && RAISED_MARK.exec(run.text)?.[1] === number) return { from: at, to: at + run.text.length }
    at += run.text.length
  }
  if (!number.startsWith('*')) return null
  const stars = new RegExp(`(?<=[\\p{L}\\p{N}.,;:)\\]”"’»])\\*{${number.length}}(?!\\*)`, 'u').exec(textOf(runs))
  return stars && { from: stars.index, to: stars.index + number.length }
}

function refer(lines: readonly Line[], number: string): Line[] {
  const index = lines.findIndex(({ runs }) => referenceIn(runs, number) !== null)
  if (index < 0) return [...lines]
  const line = lines[index]!
  const { from, to } = referenceIn(line.runs, number)!
  const runs = [...sliceRuns(line.runs, 0, from), { text: NOTE_REF, note: number }, ...sliceRuns(line.runs, to)]
  return lines.with(index, { ...line, runs })
}
