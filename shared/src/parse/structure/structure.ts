import type { Node } from 'prosemirror-model'
import { build, identify, MAX_LEVEL, schema, type DivisionRank } from '../../model/index.ts'
import type { Warning } from '../../protocol/index.ts'
import { detectLanguage, type Language } from '../language.ts'
import { inline, joinRuns, withNumbers, type Run } from '../line.ts'
import { leftOut, warning } from '../result.ts'
import type { Source } from '../source.ts'
import { CLOSING } from '../words.ts'
import { withoutContents } from './contents.ts'
import { readFront } from './front.ts'
import { articlesHaveHeadings, headingRows, isFreeHeading } from './headings.ts'
import { houseOr } from './house.ts'
import type { Label } from './label.ts'
import { Levels, seriesIn, type Placed } from './levels.ts'
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
  const { rows, contents } = withoutContents(all)
  const bodyAt = bodyStart(rows)
  const front = readFront(rows.slice(0, bodyAt), language.code, rows[0]?.line.place ?? null)
  const body = new Body(rows.slice(bodyAt), language.code)
  body.read()
  const noteNodes = notes.map(({ number, runs }) => build.note(number, inline(runs)))
  const attrs = { language: language.code, direction: language.direction }
  const doc = identify(schema.node('doc', attrs, [...front.nodes, ...body.blocks, ...noteNodes]))
  const warnings = [...contentsWarning(contents), ...front.warnings, ...body.warnings]
  return { doc, title: front.title, symbol: front.symbol, date: front.date, language, warnings }
}

/** The body begins at the first article or division; in a text without any, at the first numbered paragraph. */
function bodyStart(rows: readonly Row[]): number {
  const unit = rows.findIndex((row) => row.unit !== null)
  if (unit >= 0) return unit
  const label = rows.findIndex((row) => row.label !== null && !row.label.doubtful)
  return label < 0 ? rows.length : label
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
  readonly warnings: Warning[] = []
  readonly #rows: readonly Row[]
  readonly #language: string
  readonly #headed: boolean
  readonly #ranks: Record<DivisionKind, DivisionRank>
  readonly #lastUnit: number
  readonly #series: ReadonlySet<string>
  #levels: Levels
  #open: Container | null = null
  #closing = false
  #lastArticle: number | null = null

  constructor(rows: readonly Row[], language: string) {
    this.#rows = rows
    this.#language = language
    this.#headed = articlesHaveHeadings(rows)
    this.#series = seriesIn(rows.flatMap(({ label }) => label ?? []))
    this.#levels = new Levels(this.#series)
    this.#ranks = ranksOf([...new Set(rows.flatMap(({ unit }) => (unit && isDivision(unit.kind) ? [unit.kind] : [])))])
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
    const below =
      own.length > 0 || hasText(rest) ? 0 : headingRows(this.#rows, index + 1, unit.kind !== 'article' || this.#headed)
    const heading = this.#rows.slice(index + 1, index + 1 + below).reduce((all, next) => joinRuns(all, next.runs), own)
    const words =
      unit.number === null
        ? joinRuns(row.runs.slice(0, 0), joinRuns([{ text: unit.form }], heading))
        : withReferences(heading, rest)
    this.#openUnit(unit, words)
    if (unit.kind === 'article') this.#checkSequence(unit, row)
    if (own.length === 0 && hasText(rest)) this.#provision(rest, index)
    return 1 + below
  }

  #openUnit(unit: Unit, heading: readonly Run[]): void {
    const content = headingInline(heading)
    if (isDivision(unit.kind)) {
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
    if (unit.kind === 'annex') this.#lastArticle = null
  }

  #freeHeading(row: Row): number {
    this.#close()
    this.blocks.push(build.division('section', null, headingInline(row.runs)))
    return 1
  }

  /** A row of text: one provision, or two where a label follows a label ("3. (a) …"). */
  #provision(row: Row, index: number, onLine = 1): void {
    const placed = row.label && this.#levels.place(row.label, this.#laterLabels(row, index))
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
    const last = this.#lastArticle
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

const hasText = (row: Row): boolean => row.words !== ''

/** The longest text behind "Article 4." that is taken for a heading although it ends with a stop. */
const STOPPED_HEADING = 80

/** The heading that stands on the label's own line; empty when what stands there is text. */
function headingOnLine(rest: Row, unit: Unit, next: Row | undefined): Run[] {
  if (!hasText(rest)) return []
  if (unit.kind !== 'article') return rest.runs
  if (rest.label || rest.text.length > 220 || /[;:,،]$/.test(rest.words)) return []
  const stopped = /[.。؛]$/.test(rest.words)
  return stopped && (rest.text.length > STOPPED_HEADING || !next || next.unit !== null) ? [] : rest.runs
}

/** Footnote references on the label itself move to the end of its heading. */
function withReferences(heading: readonly Run[], rest: Row): Run[] {
  return hasText(rest) ? [...heading] : [...heading, ...rest.runs.filter((run) => run.note !== undefined)]
}
