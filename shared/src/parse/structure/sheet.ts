import { MAX_LEVEL } from '../../model/index.ts'
import { inline, joinRuns, readable, sliceRuns, textOf, trimRuns, withLabel, wholly, type Line, type Run } from '../line.ts'
import { readLabel, type Label } from './label.ts'
import { readUnit, type Unit } from './unit.ts'

/** A line with what its beginning says; the structure step works on these alone. */
export interface Row {
  line: Line
  runs: Run[]
  /** Text of `runs`. */
  text: string
  /** The text without footnote references: what its beginning and end are told by. */
  words: string
  unit: Unit | null
  label: Label | null
  /** `label` and those right behind it on the same line ("3. (a) (i)"). */
  labels: readonly Label[]
}

/** Rows of a source: automatic numbers written out, soft line breaks and wrapped lines resolved, beginnings recognised. */
export function toRows(lines: readonly Line[]): Row[] {
  const rows: Row[] = []
  for (const line of lines.map(withLabel).flatMap(splitAtBreaks)) {
    const row = toRow(line)
    const last = rows.at(-1)
    if (last && line.attached && continues(last, row))
      rows[rows.length - 1] = toRow({
        ...last.line,
        runs: line.glued ? [...last.runs, ...row.runs] : joinRuns(last.runs, row.runs),
      })
    else if (row.text) rows.push(row)
  }
  return rows
}

/** A row of a line whose automatic number is written out; such a number is no accident of the words. */
function toRow(line: Line): Row {
  const runs = trimRuns(line.runs)
  const text = textOf(runs)
  const unit = readUnit(text)
  const label = unit ? null : readLabel(text)
  const sure = label && line.label !== null ? { ...label, doubtful: false } : label
  return { line, runs, text, words: readable(runs), unit, label: sure, labels: sure ? [sure, ...labelsFrom(text, sure.end)] : [] }
}

/** Labels that stand one behind the other from an offset on: at most as many as there are levels. */
function labelsFrom(text: string, end: number, most = MAX_LEVEL - 1): Label[] {
  const rest = text.slice(end).trimStart()
  const label = rest && most > 0 ? readLabel(rest) : null
  return label ? [label, ...labelsFrom(rest, label.end, most - 1)] : []
}

/** A row of some of another's runs. */
export const rowOf = (row: Row, runs: readonly Run[]): Row => toRow({ ...row.line, label: null, runs: [...runs] })

/** Line breaks inside a Word paragraph end a heading but only wrap a sentence. */
function splitAtBreaks(line: Line): Line[] {
  const text = textOf(line.runs)
  if (!text.includes('\n')) return [line]
  const parts: Line[] = []
  let from = 0
  for (const part of text.split('\n')) {
    const runs = sliceRuns(line.runs, from, from + part.length)
    if (part.trim()) parts.push(parts.length > 0 ? { ...line, label: null, runs, attached: true } : { ...line, runs })
    from += part.length + 1
  }
  return parts
}

/** Whether an attached row only goes on with the one before: that one is no heading and this one opens nothing. */
function continues(last: Row, row: Row): boolean {
  const open = !/[.;:!?。；：؛]["”»’)]?$/u.test(last.words)
  const labelled = row.label !== null && !row.label.bare
  if (last.unit) return open && !row.unit && !labelled && last.text.length > last.unit.end && /^\p{Ll}/u.test(row.text)
  if (open && (last.text.length > SHORT || row.line.wrapped)) return true
  return !row.unit && !labelled && (last.text.length > SHORT || /^\p{Ll}/u.test(row.text) || last.label?.end === last.text.length)
}

/** A heading is at most this long; longer lines are sentences. */
export const SHORT = 60
const MAX_HEADING = 220

/** Whether a row could be a heading by its words: short, without label and without a stop. */
export const looksLikeHeading = (row: Row): boolean =>
  !row.unit && !row.label && row.text.length <= MAX_HEADING && !/[.;:,،؛。；：]\s*["”»’)]?$/u.test(row.words)

/** Whether a row is set as a heading: a heading style, an outline level, centred or wholly bold. */
export const setAsHeading = ({ line, runs }: Row): boolean =>
  line.outline !== null ||
  /^(?:heading|title|titre|título|überschrift)/i.test(line.style ?? '') ||
  line.align === 'center' ||
  wholly(runs, 'strong')

/** Whether a text has letters, and only great ones. */
export const isCapitals = (text: string): boolean => text === text.toUpperCase() && text !== text.toLowerCase()

/** What stands after the unit's or the label's own characters. */
export const afterLabel = (row: Row, end: number): Row => rowOf(row, sliceRuns(row.runs, end))

/** Heading text: the looks of a heading are its style, not emphasis. */
export const headingInline = (runs: readonly Run[]) => inline(runs, wholly(runs, 'strong') || wholly(runs, 'em'))
