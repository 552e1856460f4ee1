import type { Node } from 'prosemirror-model'
import { build, identify, MAX_LEVEL, schema, type DivisionRank } from '../../model/index.ts'
import type { Warning } from '../../protocol/index.ts'
import { detectLanguage, type Language } from '../language.ts'
import { inline, joinRuns, withNumbers, type Run } from '../line.ts'
import { leftOut, warning } from '../result.ts'
import type { Source } from '../source.ts'
import { CLOSING } from '../words.ts'
import { withoutContents } from './contents.ts'
import { opensPreamble, readFront } from './front.ts'
import {
  articlesHaveHeadings,
  furtherRows,
  headingOnLine,
  headingRows,
  isFreeHeading,
  isLabelledHeading,
  withReferences,
} from './headings.ts'
import { houseOr } from './house.ts'
import type { Label } from './label.ts'
import { Levels, seriesIn, type Placed } from './levels.ts'
import { isAlternative, isReservation, isStatusRemark } from './remarks.ts'
import { isDivision, ranksOf, type DivisionKind } from './ranks.ts'
import { afterLabel, headingInline, toRows, type Row } from './sheet.ts'
import type { Unit } from './unit.ts'

/** The structured text of a source. */
export interface Structured {
  doc: Node
  title: string | null
  symbol: string | null
  date: string | null
  language: Language
  warnings: Warning[]
}

/** Tells the structure of any source from its lines; every character is placed or named in a warning. */
export function structure({ lines, notes }: Source): Structured {
  const all = toRows(lines)
  const language = detectLanguage(all.map((row) => row.text).join('\n'))
  const { rows: sheet, contents } = withoutContents(all)
  const { rows, cover } = withoutCover(withoutTitleUnits(sheet))
  const bodyAt = bodyStart(rows)
  const front = readFront(rows.slice(0, bodyAt), language.code, rows[0]?.line.place ?? null, cover)
  const body = new Body(rows.slice(bodyAt), language.code, true)
  body.read()
  const noteNodes = [
    ...body.apart,
    ...notes.map(({ number, form, runs }) => build.note(number, inline(runs), form === '#' ? null : form)),
  ]
  const attrs = { language: language.code, direction: language.direction }
  const doc = identify(schema.node('doc', attrs, [...front.nodes, ...body.blocks, ...noteNodes]))
  const warnings = [...contentsWarning(contents), ...coverWarning(cover), ...front.warnings, ...body.warnings]
  return { doc, title: front.title, symbol: front.symbol, date: front.date, language, warnings }
}

/** The body begins at the first article or division; in a text without any, at the first numbered paragraph. */
function bodyStart(rows: readonly Row[]): number {
  const unit = rows.findIndex((row) => row.unit !== null)
  if (unit >= 0) return unit > 0 && isLabelledHeading(rows, unit - 1) ? unit - 1 : unit
  const label = rows.findIndex((row) => row.label !== null && !row.label.doubtful)
  return label < 0 ? rows.length : label
}

/** "Protocol No. 14" above the first article is the title of a treaty, and no protocol to the one above it. */
function withoutTitleUnits(rows: readonly Row[]): Row[] {
  const first = rows.findIndex(({ unit }) => unit !== null && unit.kind !== 'annex')
  return rows.map((row, index) => (index < first && /^\W*proto/iu.test(row.text) ? { ...row, unit: null } : row))
}

/**
 * A resolution that adopts a treaty has it as its annex. What stands before such an annex, whose preamble comes before any article, is
 * the cover of the treaty.
 */
function withoutCover(rows: readonly Row[]): { rows: readonly Row[]; cover: readonly Row[] } {
  const at = rows.findIndex(({ unit }) => unit !== null)
  if (rows[at]?.unit?.kind !== 'annex') return { rows, cover: [] }
  const next = rows.findIndex(({ unit }, index) => index > at && unit !== null)
  const adopted = next > 0 && rows[next]!.unit!.kind !== 'annex' && rows.slice(at, next).some(opensPreamble)
  return adopted ? { rows: rows.slice(at + 1), cover: rows.slice(0, at + 1) } : { rows, cover: [] }
}

function coverWarning(cover: readonly Row[]): Warning[] {
  if (cover.length === 0) return []
  const message = 'The text stands in an annex. What stands before it, as the resolution that adopts it, was left out.'
  return [leftOut('masthead', message, cover[0]!.line.place, cover.map(({ runs }) => withNumbers(runs)).join('\n'))]
}

function contentsWarning(contents: readonly Row[]): Warning[] {
  if (contents.length === 0) return []
  const text = contents.map(({ runs }) => withNumbers(runs)).join('\n')
  return [leftOut('contents', 'The table of contents was left out.', contents[0]!.line.place, text)]
}

interface Container {
  type: 'article' | 'annex'
  attrs: { number: string | null; form: string | null }
  children: Node[]
}

/** Rows in which the label that decides between two readings is looked for: more than any point has below it. */
const LOOK_AHEAD = 100

/** Reads the rows from the first article on into blocks. */
export class Body {
  readonly blocks: Node[] = []
  /** Reservations and the secretariat's notes, as notes without number. */
  readonly apart: Node[] = []
  readonly warnings: Warning[] = []
  readonly #rows: readonly Row[]
  readonly #language: string
  readonly #setsApart: boolean
  readonly #headed: boolean
  #ranks: Record<DivisionKind, DivisionRank>
  readonly #lastUnit: number
  /** Whether parts or chapters are named by their word. */
  readonly #chaptered: boolean
  readonly #series: ReadonlySet<string>
  #levels: Levels
  #open: Container | null = null
  #closing = false
  #lastArticle: number | null = null
  /** Whether a division began since the last article: articles may count anew in each. */
  #divided = false

  /** `setsApart`: whether reservations are taken out of the text, into `apart`. */
  constructor(rows: readonly Row[], language: string, setsApart: boolean) {
    this.#rows = rows
    this.#language = language
    this.#setsApart = setsApart
    this.#headed = articlesHaveHeadings(rows)
    this.#series = seriesIn(rows.flatMap(({ label }) => label ?? []))
    this.#levels = new Levels(this.#series)
    this.#ranks = ranksUntilAnnex(rows)
    this.#chaptered = rows.some(({ unit }) => unit !== null && isDivision(unit.kind))
    const annexAt = rows.findIndex((row) => row.unit?.kind === 'annex')
    this.#lastUnit = rows.findLastIndex((row, index) => row.unit?.kind === 'article' && (annexAt < 0 || index < annexAt))
  }

  read(): void {
    let index = 0
    while (index < this.#rows.length) index += this.#step(index)
    this.#close()
  }

  /** Reads what begins at a row; returns how many rows that took. */
  #step(index: number): number {
    const row = this.#rows[index]!
    if (row.unit) return this.#unit(row, row.unit, index)
    if (isStatusRemark(row.words) && this.#remark(row)) return 1
    if (this.#setsApart && !row.label && isReservation(row.words)) return this.#setApart(row)
    if (isAlternative(row.words)) return this.#alternative(row)
    if (isLabelledHeading(this.#rows, index)) return this.#labelledHeading(row, row.label!)
    if (isFreeHeading(this.#rows, index)) return this.#freeHeading(row)
    if (!this.#closing && index > this.#lastUnit && !row.label && CLOSING.test(row.text)) {
      this.#close()
      this.#closing = true
    }
    if (this.#closing) this.blocks.push(build.closing(inline(row.runs)))
    else this.#provision(row, index)
    return 1
  }

  #unit(row: Row, unit: Unit, index: number): number {
    this.#close()
    this.#closing = false
    const rest = afterLabel(row, unit.end)
    const own = headingOnLine(rest, unit, this.#rows[index + 1])
    const below = this.#rowsOfHeading(own, rest, unit, index + 1)
    const heading = this.#rows.slice(index + 1, index + 1 + below).reduce((all, next) => joinRuns(all, next.runs), own)
    const words =
      unit.number === null
        ? joinRuns(row.runs.slice(0, 0), joinRuns([{ text: unit.form }], heading))
        : withReferences(heading, rest)
    if (unit.kind === 'annex') this.#beginAnnex(index)
    this.#openUnit(unit, words)
    if (unit.kind === 'article') this.#checkSequence(unit, row)
    if (own.length === 0 && hasText(rest)) this.#provision(rest, index)
    return 1 + below
  }

  /** An annex counts its articles by itself and may be divided in another way than the text. */
  #beginAnnex(index: number): void {
    this.#lastArticle = null
    const own = this.#rows.slice(index + 1)
    if (own.some((row) => row.unit !== null)) this.#ranks = ranksUntilAnnex(own)
  }

  #rowsOfHeading(own: readonly Run[], rest: Row, unit: Unit, at: number): number {
    if (own.length > 0 && !isStatusRemark(rest.words)) return furtherRows(this.#rows, at, rest.words)
    return own.length > 0 || !hasText(rest) ? headingRows(this.#rows, at, unit.kind !== 'article' || this.#headed) : 0
  }

  #openUnit(unit: Unit, heading: readonly Run[]): void {
    const content = headingInline(heading)
    if (isDivision(unit.kind)) {
      this.#divided = true
      const rank = this.#ranks[unit.kind]
      const kind = rank === 'subsection' ? 'section' : rank
      const form = houseOr(unit.form, { kind, rank, number: unit.number }, this.#language)
      this.blocks.push(build.division(rank, unit.number, content, form))
      return
    }
    const form = houseOr(unit.form, { kind: unit.kind, number: unit.number }, this.#language)
    this.#open = {
      type: unit.kind,
      attrs: { number: unit.number, form },
      children: content.length > 0 ? [build.heading(content)] : [],
    }
  }

  /** A remark on what stands before it becomes the end of that; false where nothing does. */
  #remark(row: Row): boolean {
    const list = this.#open?.children ?? this.blocks
    const last = list.at(-1)
    if (!last?.inlineContent) return false
    list[list.length - 1] = last.type.create(last.attrs, behind(last, row.runs))
    return true
  }

  #setApart(row: Row): number {
    this.apart.push(build.note(null, inline(row.runs)))
    const message = 'A reservation or a remark on the text was kept apart from it, as a note.'
    this.warnings.push(warning('reservation', message, row.line.place, row.words))
    return 1
  }

  /** The heading of one of several alternatives. What stands below it counts anew. */
  #alternative(row: Row): number {
    this.#levels = new Levels(this.#series)
    this.#add(build.p(null, inline(row.runs), this.#levels.unnumbered()))
    return 1
  }

  /** "II. SCOPE" above an article: a chapter where the text has no chapters by word, "A. Scope" a section. */
  #labelledHeading(row: Row, label: Label): number {
    this.#close()
    this.#divided = true
    const outer = !this.#chaptered && label.readings.some(({ key }) => key.startsWith('I'))
    const content = headingInline(afterLabel(row, label.end).runs)
    this.blocks.push(build.division(outer ? 'chapter' : 'section', label.number, content, label.form))
    return 1
  }

  #freeHeading(row: Row): number {
    this.#close()
    this.blocks.push(build.division('section', null, headingInline(row.runs)))
    return 1
  }

  /** A row of text: one provision, or two where a label follows a label ("3. (a) …"). */
  #provision(row: Row, index: number, onLine = 1): void {
    const placed =
      row.label && this.#levels.place(row.label, this.#laterLabels(row, index), onLine === 1 ? row.line.indent : null)
    if (!row.label || !placed) {
      const joined = this.#joinLabelAlone(row)
      if (!joined) this.#add(build.p(null, inline(row.runs), this.#levels.unnumbered()))
      return
    }
    this.#warnOdd(placed, row.label, row)
    const rest = afterLabel(row, row.label.end)
    const kind = placed.level === 1 ? 'paragraph' : 'subparagraph'
    const form = houseOr(row.label.form, { kind, number: row.label.number, level: placed.level }, this.#language)
    const split =
      onLine < MAX_LEVEL &&
      rest.label !== null &&
      !rest.label.doubtful &&
      rest.label.readings.some((reading) => reading.value === 1)
    this.#add(build.p(row.label.number, split ? [] : inline(rest.runs), placed.level, form))
    if (split) this.#provision(rest, index, onLine + 1)
  }

  /** A label that stood alone on its line takes the next unlabelled line as its words. */
  #joinLabelAlone(row: Row): boolean {
    const list = this.#open?.children ?? this.blocks
    const last = list.at(-1)
    if (row.label || last?.type.name !== 'provision' || last.attrs['number'] === null || last.childCount > 0) return false
    list[list.length - 1] = last.type.create(last.attrs, inline(row.runs))
    return true
  }

  /** Labels that follow a row's first one in its article, the second of two on one line included. */
  #laterLabels(row: Row, index: number): Label[] {
    const next = this.#rows.slice(index + 1, index + 1 + LOOK_AHEAD)
    const end = next.findIndex(({ unit }) => unit !== null)
    return [...row.labels.slice(1), ...next.slice(0, end < 0 ? next.length : end).flatMap(({ labels }) => labels)]
  }

  #add(node: Node): void {
    if (this.#open) this.#open.children.push(node)
    else this.blocks.push(node)
  }

  #close(): void {
    if (this.#open) this.blocks.push(schema.node(this.#open.type, this.#open.attrs, this.#open.children))
    this.#open = null
    this.#levels = new Levels(this.#series)
  }

  #checkSequence({ value, number }: Unit, row: Row): void {
    const last = this.#divided && value === 1 ? null : this.#lastArticle
    this.#divided = false
    if (value !== null && last !== null && value !== last && value !== last + 1) {
      const what = value > last ? 'An article may be missing here' : 'The articles are out of order here'
      this.warnings.push(
        warning('article-sequence', `${what}: article ${number} follows article ${last}.`, row.line.place, row.words),
      )
    }
    this.#lastArticle = value ?? last
  }

  #warnOdd({ odd }: Placed, label: Label, row: Row): void {
    if (odd === null) return
    const said = label.form.replace('#', () => label.number)
    const message = {
      gap: `A number may be missing before ${said}.`,
      repeated: `The number ${said} is not the one expected here.`,
      start: `The numbering begins with ${said} here.`,
    }[odd]
    this.warnings.push(warning('number-sequence', message, row.line.place, row.words))
  }
}

/** The ranks of the divisions down to the first annex. */
function ranksUntilAnnex(rows: readonly Row[]): Record<DivisionKind, DivisionRank> {
  const annexAt = rows.findIndex(({ unit }) => unit?.kind === 'annex')
  const own = annexAt < 0 ? rows : rows.slice(0, annexAt)
  return ranksOf([...new Set(own.flatMap(({ unit }) => (unit && isDivision(unit.kind) ? [unit.kind] : [])))])
}

/** The content of a block with more words behind it. */
const behind = (node: Node, runs: readonly Run[]): Node[] => [
  ...node.children,
  ...(node.childCount > 0 ? [schema.text(' ')] : []),
  ...inline(runs),
]

const hasText = (row: Row): boolean => row.words !== ''
