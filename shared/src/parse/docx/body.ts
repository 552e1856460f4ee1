import { joinRuns, readable, textOf, type Line, type Run } from '../line.ts'
import { isGone, leavesOut, propertiesOf } from './changes.ts'
import type { NextNumber, Numbering } from './numbering.ts'
import { inContents, listOf, readRuns, type Reading } from './runs.ts'
import { indentOf, outlineLevel, type ParagraphStyle } from './styles.ts'
import { readUnit } from '../structure/unit.ts'
import { attribute, child, children, integer, nameOf, path, val, type Element } from '../xml.ts'

/** Lines of a container (body, cell, note) as they come. */
export interface Body {
  lines: Line[]
  /** Place of the first paragraph of each table. */
  tables: string[]
}

/** Reads the blocks of a body in order; `reading` gathers what is met on the way. */
export function readBody(root: Element, reading: Reading, numbering: Numbering): Body {
  const body: Body = { lines: [], tables: [] }
  const state: State = { reading, numbering, body, carried: [], paragraphs: 0, inTable: false }
  readBlocks(root, state)
  return body
}

/** The words of a note: its paragraphs as one. */
export function readNote(element: Element, reading: Reading, numbering: Numbering): Run[] {
  const { lines } = readBody(element, reading, numbering)
  return lines.reduce<Run[]>((all, line) => joinRuns(all, line.runs), [])
}

interface State {
  reading: Reading
  numbering: Numbering
  body: Body
  /** Words of a paragraph whose mark is gone: they belong to the next paragraph. */
  carried: Run[]
  paragraphs: number
  inTable: boolean
}

function readBlocks(container: Element, state: State): void {
  for (const block of children(container)) readBlock(block, state)
  if (state.carried.length > 0) addLine(null, [], state)
}

function readBlock(block: Element, state: State): void {
  const name = nameOf(block)
  const gone = leavesOut(name, state.reading.taken)
  if (gone !== undefined) {
    if (!gone) for (const one of children(block)) readBlock(one, state)
    return
  }
  switch (name) {
    case 'p':
      return readParagraph(block, state)
    case 'tbl':
      return readTable(block, state)
    case 'sdt':
      return readContentControl(block, state)
    case 'customXml':
    case 'smartTag':
    case 'sdtContent':
      return children(block).forEach((one) => readBlock(one, state))
    case 'AlternateContent': {
      const chosen = child(block, 'Choice') ?? child(block, 'Fallback')
      return chosen ? children(chosen).forEach((one) => readBlock(one, state)) : undefined
    }
  }
}

function readContentControl(block: Element, state: State): void {
  const content = child(block, 'sdtContent')
  if (!content) return
  const gallery = val(path(block, 'sdtPr', 'docPartObj', 'docPartGallery'))
  const before = state.body.lines.length
  for (const one of children(content)) readBlock(one, state)
  if (gallery !== 'Table of Contents') return
  state.reading.contents.push(...state.body.lines.splice(before).map(({ runs, place }) => ({ text: textOf(runs), place })))
}

function readTable(table: Element, state: State): void {
  const before = state.body.lines.length
  const nested = state.inTable
  state.inTable = true
  for (const row of rowsOf(table, 'tr')) {
    if (isGone(child(row, 'trPr'), state.reading.taken)) continue
    for (const cell of rowsOf(row, 'tc')) if (!isGone(child(cell, 'tcPr'), state.reading.taken)) readBlocks(cell, state)
  }
  state.inTable = nested
  const first = state.body.lines[before]
  if (first && !nested) state.body.tables.push(first.place)
}

/** Rows of a table or cells of a row, content controls around them opened. */
function rowsOf(container: Element, name: string): Element[] {
  return children(container).flatMap((one) => {
    if (nameOf(one) === name) return [one]
    return ['sdt', 'sdtContent', 'customXml'].includes(nameOf(one)) ? rowsOf(one, name) : []
  })
}

function readParagraph(paragraph: Element, state: State): void {
  const { reading } = state
  const contentsBefore = inContents(reading)
  reading.place = `paragraph ${state.paragraphs + 1}`
  const runs = readRuns(paragraph, reading)
  const mark = path(paragraph, 'pPr', 'rPr')
  if (mark && (child(mark, 'ins') ?? child(mark, 'del') ?? child(mark, 'moveFrom') ?? child(mark, 'moveTo'))) reading.changes++
  if (isGone(mark, reading.taken)) {
    state.carried = [...state.carried, ...runs]
    return
  }
  const pPr = propertiesOf(paragraph, 'pPr', reading.taken)
  const style = reading.styles.paragraph(val(child(pPr, 'pStyle')))
  const contents = contentsBefore || inContents(reading) || /^(?:toc\b|table of figures)/i.test(style.name)
  if (contents) reading.contents.push({ text: textOf(runs), place: reading.place })
  else if (style.hidden) reading.hidden.push({ text: textOf(runs), place: reading.place })
  else addLine(pPr, runs, state)
}

function addLine(pPr: Element | null, own: readonly Run[], state: State): void {
  const { reading } = state
  const runs = [...state.carried, ...own]
  state.carried = []
  const style = reading.styles.paragraph(val(child(pPr, 'pStyle')))
  const number = automaticNumber(pPr, style, state)
  // "Article 4" may be all that a paragraph shows; an empty point of a list is an accident.
  const seen = readable(runs) !== '' || runs.some((run) => run.note) || (number?.label && readUnit(number.label) !== null)
  if (!seen) return
  state.paragraphs++
  state.body.lines.push({
    runs,
    place: `paragraph ${state.paragraphs}`,
    label: number?.label ?? null,
    style: style.name || null,
    outline: outlineLevel(integer(child(pPr, 'outlineLvl'))) ?? style.outline,
    indent: indentOf(pPr) ?? number?.indent ?? style.indent ?? 0,
    align: alignment(val(child(pPr, 'jc')) ?? style.align),
    attached: false,
  })
}

function automaticNumber(pPr: Element | null, style: ParagraphStyle, state: State): NextNumber | null {
  const direct = listOf(pPr, state.reading.taken)
  const numId = direct?.numId ?? style.numId
  if (numId === null || numId === '0') return null
  const styleId = val(child(pPr, 'pStyle'))
  return state.numbering.next(numId, direct?.level ?? style.level, styleId)
}

function alignment(jc: string | null): Line['align'] {
  if (jc === 'center') return 'center'
  if (jc === 'right' || jc === 'end') return 'end'
  return jc === null ? null : 'start'
}

/** The parts of the file that relationships of this type lead to; what lies outside the file is no part of it. */
export const partsOf = (relationships: Element | null, ending: string): string[] =>
  (relationships ? children(relationships) : [])
    .filter((one) => attribute(one, 'TargetMode') !== 'External' && attribute(one, 'Type')?.endsWith(`/${ending}`))
    .flatMap((one) => attribute(one, 'Target') ?? [])
