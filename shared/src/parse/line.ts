import type { Node } from 'prosemirror-model'
import { schema } from '../model/index.ts'
import type { Printed } from './source-lines.ts'

/** A stretch of a line's text with equal looks. */
export interface Run {
  text: string
  strong?: boolean
  em?: boolean
  /** Set small above the line: perhaps the mark of a footnote. */
  raised?: boolean
  /** The number of the footnote that this run refers to; its text is then `NOTE_REF`, one character. */
  note?: string
}

/** Stands for a footnote reference in a line's text, so that "Article 12" with note 10 never reads as article 1210. */
export const NOTE_REF = '\uE000'

/** A line is one paragraph of the source with the cues that tell what it is; every format is read into lines. */
export interface Line {
  runs: Run[]
  /** Where the line stands, in the reader's words: "paragraph 12", "line 214". */
  place: string
  /** The number that the word processor computed and that isn't in the text: "1.", "(a)", "Article 4". */
  label: string | null
  /** Name of the paragraph style ("Heading 1"), where the format has styles. */
  style: string | null
  /** Outline level, 0 for the highest; null for body text. */
  outline: number | null
  /** Indent of the text from the margin, in points. */
  indent: number | null
  align: 'start' | 'center' | 'end' | null
  /** True when the line follows the previous one without a gap or as a mere line break: it may continue it. */
  attached: boolean
  /** True for an attached line whose first word had no room on the one above. */
  wrapped?: boolean
  /** True for an attached line that begins in the middle of a word. */
  glued?: boolean
  /** True in a plain text whose paragraphs are parted by empty lines, for a line right below another. */
  close?: boolean
  /** Where it is printed, in a format with pages. */
  printed?: readonly Printed[]
}

export const bareLine = (text: string, place: string): Line => ({
  runs: text ? [{ text }] : [],
  place,
  label: null,
  style: null,
  outline: null,
  indent: null,
  align: null,
  attached: false,
})

/** Space, marks that order mixed-direction text and joiners that show nothing: at the ends of a line they never count. */
const INVISIBLE = /[\s\u200B\u200E\u200F\u061C\uFEFF\u00AD]/u

/** Where the visible text begins and ends. Walked, not matched: a pattern that looks for the end costs the square of a run of spaces. */
function visible(text: string): [from: number, to: number] {
  let from = 0
  let to = text.length
  while (from < to && INVISIBLE.test(text[from]!)) from++
  while (to > from && INVISIBLE.test(text[to - 1]!)) to--
  return [from, to]
}

/** The whole text of runs, automatic number excluded. */
export const textOf = (runs: readonly Run[]): string => runs.map((run) => run.text).join('')

/** The whole text with the numbers of footnotes where they stand. */
export const withNumbers = (runs: readonly Run[]): string => runs.map((run) => run.note ?? run.text).join('')

/** The text as a reader would type it: without edge spaces and without footnote references. */
export function readable(runs: readonly Run[]): string {
  const text = textOf(runs).replaceAll(NOTE_REF, '')
  return text.slice(...visible(text))
}

/** Runs between two offsets of `textOf(runs)`. */
export function sliceRuns(runs: readonly Run[], from: number, to = Infinity): Run[] {
  const part: Run[] = []
  let at = 0
  for (const run of runs) {
    const text = run.text.slice(Math.max(0, from - at), Math.max(0, to - at))
    if (text) part.push({ ...run, text })
    at += run.text.length
  }
  return part
}

/** Runs without space and invisible marks at both ends. */
export const trimRuns = (runs: readonly Run[]): Run[] => sliceRuns(runs, ...visible(textOf(runs)))

/** Two stretches as one, a space between them where neither has one. */
export function joinRuns(first: readonly Run[], second: readonly Run[]): Run[] {
  if (first.length === 0 || second.length === 0) return [...first, ...second]
  const unspaced = /\p{Script=Han}$/u.test(textOf(first)) && /^\p{Script=Han}/u.test(textOf(second))
  return [...first, ...(unspaced ? [] : [{ text: ' ' }]), ...second]
}

/** The line with its automatic number written out in front, as the reader sees it. */
export const withLabel = (line: Line): Line =>
  line.label === null ? line : { ...line, runs: [{ text: `${line.label}\t` }, ...line.runs] }

/** Inline content of the document: tabs and runs of spaces become one space, references become numbers under `noteRef`. */
export function inline(runs: readonly Run[], plain = false): Node[] {
  const nodes: Node[] = []
  let spaced = true
  for (const run of trimRuns(runs)) {
    let text = run.note ?? run.text.replace(/\u00AD|\u200B|\uFEFF/gu, '').replace(/[\t\n\r ]+/g, ' ')
    if (spaced && run.note === undefined) text = text.replace(/^ /, '')
    if (!text) continue
    spaced = text.endsWith(' ')
    nodes.push(schema.text(text, marksOf(run, plain)))
  }
  return schema.node('heading', null, nodes).content.content.slice()
}

function marksOf(run: Run, plain: boolean) {
  if (run.note !== undefined) return [schema.mark('noteRef')]
  if (plain) return []
  return [...(run.strong ? [schema.mark('strong')] : []), ...(run.em ? [schema.mark('em')] : [])]
}

/** Whether every visible character of the line has the look: then it is the line's style, not emphasis. */
export const wholly = (runs: readonly Run[], look: 'strong' | 'em'): boolean =>
  runs.some((run) => run.text.trim()) && runs.every((run) => run[look] === true || run.note !== undefined || !run.text.trim())
