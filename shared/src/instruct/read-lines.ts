import type { Node } from 'prosemirror-model'
import { DIVISION_RANKS, MAX_LEVEL, schema, type DivisionRank, type ProvisionKind } from '../model/index.ts'
import type { Labels, LineKind, ReadLabel } from './labels.ts'
import { INDENT } from './lines.ts'

/** What the first line of a quoted block is, which its sentence says. */
export interface FirstLine extends LineKind {
  /** Undefined where the sentence does not say the number. */
  readonly number?: string | null
}

interface Line {
  readonly depth: number
  readonly text: string
}

/**
 * Reads the lines of a quoted block. Levels are taken from the indent, or, where no line is set in, from the way the labels count.
 * Null when the first line is not what the sentence says it is, or a line has no place.
 */
export function readLines(lines: readonly string[], first: FirstLine, labels: Labels): Node[] | null {
  const list = measured(lines.filter((line) => line.trim() !== ''))
  const [head, ...rest] = list
  if (!head) return null
  const own = labels.read(head.text, first, first.number)
  if (!own && first.number !== undefined && first.number !== null) return null
  const start = own ?? { number: null, form: null, words: head.text }
  if (first.level > 0) return provisions(start, first.level, rest, labels)
  return units([{ line: first, label: start }], rest, labels)
}

/** Depths by steps of the indent; other indents than the house's are counted by their order. */
function measured(lines: readonly string[]): Line[] {
  const width = (line: string) => /^[ \t\u00a0]*/.exec(line)![0].replace(/\t/g, ' '.repeat(INDENT)).length
  const base = width(lines[0] ?? '')
  const widths = lines.map((line) => Math.max(0, width(line) - base))
  const ranks = [...new Set(widths)].sort((a, b) => a - b)
  const regular = widths.every((one) => one % INDENT === 0)
  return lines.map((line, index) => ({
    depth: regular ? widths[index]! / INDENT : ranks.indexOf(widths[index]!),
    text: line.replace(/^[ \t\u00a0]+/, ''),
  }))
}

function provisions(first: ReadLabel, level: number, rest: readonly Line[], labels: Labels): Node[] | null {
  const below = leveled(rest, level, labels)
  return below && [provision(first, level), ...below]
}

/** Provisions below a unit whose own level is `above`. */
function leveled(lines: readonly Line[], above: number, labels: Labels): Node[] | null {
  const indented = lines.some(({ depth }) => depth > 0)
  const guess = new Guess(Math.max(above, 0))
  const nodes: Node[] = []
  for (const { depth, text } of lines) {
    const level = indented ? above + depth : guess.levelOf(text, labels)
    if (level < 1 || level > MAX_LEVEL || (indented && depth === 0)) return null
    const read = labels.read(text, { kind: level === 1 ? 'paragraph' : 'subparagraph', rank: null, level })
    nodes.push(provision(read ?? { number: null, form: null, words: text }, level))
  }
  return nodes
}

const provision = ({ number, form, words }: ReadLabel, level: number): Node =>
  schema.node('provision', { number, form, level }, inline(words))

const inline = (words: string): Node[] => (words === '' ? [] : [schema.text(words)])

interface Head {
  readonly line: LineKind
  readonly label: ReadLabel
}

/** Articles, headings of divisions and what else stands in the document itself, each with the provisions set in below it. */
function units(heads: Head[], rest: readonly Line[], labels: Labels): Node[] | null {
  const nodes: Node[] = []
  let at = 0
  for (let head = heads.shift(); head; head = heads.shift()) {
    const { line, label } = head
    const below: Line[] = []
    while (at < rest.length && !(rest[at]!.depth === 0 && headOf(rest[at]!.text, labels))) below.push(rest[at++]!)
    const node = unit(line, label, below, labels)
    if (!node) return null
    nodes.push(node)
    const next = rest[at++]
    const found = next && headOf(next.text, labels)
    if (found) heads.push(found)
  }
  return nodes
}

const HEADS: readonly LineKind[] = [
  { kind: 'article', rank: null, level: 0 },
  { kind: 'annex', rank: null, level: 0 },
  ...DIVISION_RANKS.map((rank): LineKind => ({ kind: rank === 'subsection' ? 'section' : rank, rank, level: 0 })),
]

function headOf(text: string, labels: Labels): Head | null {
  for (const line of HEADS) {
    const label = labels.read(text, line)
    if (label?.number) return { line, label }
  }
  return null
}

function unit({ kind, rank }: LineKind, label: ReadLabel, below: readonly Line[], labels: Labels): Node | null {
  const { number, form } = label
  if (kind === 'article' || kind === 'annex') {
    const [words, rest] = headingOf(label.words, below)
    const children = leveled(rest, 0, labels)
    return (
      children &&
      schema.node(kind, { number, form }, [...(words ? [schema.node('heading', null, inline(words))] : []), ...children])
    )
  }
  const [words, rest] = isDivision(kind) ? headingOf(label.words, below) : [label.words, below]
  if (rest.length > 0) return null
  const type = isDivision(kind) ? 'division' : kind
  const attrs = isDivision(kind) ? { rank: rank as DivisionRank, number, form } : LABELLED.has(kind) ? { number, form } : null
  return schema.node(type, attrs, inline(words))
}

const isDivision = (kind: ProvisionKind): boolean => kind === 'part' || kind === 'chapter' || kind === 'section'
const LABELLED = new Set<ProvisionKind>(['recital', 'note'])

/** A heading may stand on the line below the number, as it is printed. */
function headingOf(words: string, below: readonly Line[]): [string, readonly Line[]] {
  const next = below[0]
  const heading = words === '' && next?.depth === 0 && !/[.;:,]$/.test(next.text)
  return heading ? [next.text, below.slice(1)] : [words, below]
}

/** Levels of lines that are not set in: figures are paragraphs, letters points, numerals below letters sub-points. */
class Guess {
  #open: string[] = []
  readonly above: number

  constructor(above: number) {
    this.above = above
  }

  levelOf(text: string, labels: Labels): number {
    const read = labels.read(text, { kind: 'paragraph', rank: null, level: 1 })
    if (!read?.number) {
      this.#open = []
      return Math.max(1, this.above)
    }
    const level = Math.max(this.#level(read.number), this.above + 1)
    this.#open.length = level
    this.#open[level - 1] = read.number
    return level
  }

  #level(number: string): number {
    if (/^\p{Nd}/u.test(number)) return 1
    if (/^\p{Lu}/u.test(number)) return this.#open.length >= 3 ? 4 : 1
    const letter = this.#open[1]
    const follows = letter !== undefined && number.length === 1 && number.codePointAt(0) === letter.codePointAt(0)! + 1
    return /^[ivx]+$/.test(number) && letter !== undefined && !follows ? 3 : 2
  }
}
