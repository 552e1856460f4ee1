import { attribute, child, children, nameOf, val, type Element } from '../parse/xml.ts'
import { isAdding, isRunChange, isWord, propertiesBefore, vocabulary, type Marks, type RunChange } from './marks.ts'
import { holdsNoText, isEdge, RunReader, type Around } from './runs.ts'
import type { Block, Cell, Edge, Paragraph, Revision, Row, Story } from './types.ts'

const NOTHING: Around = { ins: null, del: null }

/** Reads the stories of a file: the body and its tables, and whatever flows beside it. */
export class StoryReader {
  readonly paragraphs: Paragraph[] = []
  readonly stories: Story[] = []
  readonly #marks: Marks
  readonly #bookmarks = new Map<string, string>()
  #boxes: { where: string; element: Element }[] = []
  #tables = 0
  /** Bookmarks and comments that begin or end between two paragraphs: they count to the next. */
  #loose: Element[] = []

  constructor(marks: Marks) {
    this.#marks = marks
  }

  read(part: string, element: Element, where: string): void {
    this.#marks.part = part
    this.#tables = 0
    this.stories.push({ part, in: where, blocks: this.#blocks(element, where, NOTHING) })
    while (this.#boxes.length > 0) {
      const box = this.#boxes.shift()!
      this.stories.push({ part, in: box.where, blocks: this.#blocks(box.element, box.where, NOTHING) })
    }
  }

  #blocks(container: Element, where: string, around: Around): Block[] {
    return children(container).flatMap((one) => this.#block(one, where, around))
  }

  #block(one: Element, where: string, around: Around): Block[] {
    const name = nameOf(one)
    if (isWord(one, 'p')) return [this.#paragraph(one, where, around)]
    if (isWord(one, 'tbl')) return [this.#table(one, where, around)]
    if (isRunChange(one)) return this.#changedBlocks(one, where, around)
    if (isWord(one, 'sdt')) {
      const content = child(one, 'sdtContent')
      return content ? this.#blocks(content, where, around) : []
    }
    if (name === 'AlternateContent') {
      const chosen = children(one)[0]
      return chosen ? this.#blocks(chosen, where, around) : []
    }
    if (isEdge(one)) this.#loose.push(one)
    if (name === 'altChunk')
      this.#marks.warn(`A part of the text lies in a file within the file (${this.#marks.part}): it was not read.`)
    if (isWord(one, 'sectPr')) this.#marks.properties(one, null)
    if (holdsNoText(name) || isWord(one, 'r') || isEdge(one)) return []
    return this.#blocks(one, where, around)
  }

  #changedBlocks(one: Element, where: string, around: Around): Block[] {
    const type = nameOf(one) as RunChange
    const revision = this.#marks.note(one, type, deepText(one), null)
    return this.#blocks(one, where, isAdding(type) ? { ...around, ins: revision } : { ...around, del: revision })
  }

  #paragraph(element: Element, where: string, around: Around): Paragraph {
    const index = this.paragraphs.length
    const pPr = child(element, 'pPr')
    const marks = this.#marksOf(pPr, index)
    const change = this.#marks.properties(pPr, index)
    this.#marks.properties(child(pPr, 'sectPr'), index)
    const before = propertiesBefore(pPr, 'pPr')
    const atoms: Paragraph['atoms'] = []
    const edges: Edge[] = []
    const paragraph: Paragraph = {
      kind: 'paragraph',
      index,
      part: this.#marks.part,
      in: where,
      style: val(child(pPr, 'pStyle')),
      restyled: change && before ? { by: change, style: val(child(before, 'pStyle')) } : null,
      num: numbering(child(pPr, 'numPr')),
      mark: marks.names.join('+') || null,
      ins: marks.ins ?? around.ins,
      del: marks.del ?? around.del,
      atoms,
      edges,
    }
    this.paragraphs.push(paragraph)
    const runs = new RunReader(this.#marks, index, this.#bookmarks)
    for (const edge of this.#loose.splice(0)) runs.edge(edge)
    runs.read(element, around)
    ;(atoms as Paragraph['atoms'][number][]).push(...runs.atoms)
    edges.push(...runs.edges)
    this.#boxes.push(...runs.boxes.map((box) => ({ where: `box@${index}`, element: box })))
    return paragraph
  }

  #marksOf(pPr: Element | null, index: number): { ins: Revision | null; del: Revision | null; names: string[] } {
    const rPr = child(pPr, 'rPr')
    const found = { ins: null as Revision | null, del: null as Revision | null, names: [] as string[] }
    for (const one of rPr ? children(rPr) : []) {
      if (!isRunChange(one)) continue
      const type = nameOf(one) as RunChange
      found[isAdding(type) ? 'ins' : 'del'] = this.#marks.note(one, `para-${type}`, '¶', index)
      found.names.push(type)
    }
    this.#marks.properties(rPr, index, '¶')
    return found
  }

  #table(element: Element, where: string, around: Around): Block {
    const number = ++this.#tables
    this.#marks.properties(child(element, 'tblPr'), null)
    this.#marks.properties(child(element, 'tblGrid'), null)
    const rows = unwrapped(element, 'tr').map((row, index) => this.#row(row, `${where}/t${number}/r${index}`, around))
    return { kind: 'table', rows }
  }

  #row(element: Element, where: string, around: Around): Row {
    const [trPr, para, at] = [child(element, 'trPr'), this.paragraphs.length, this.#marks.changes.length]
    const mark = (name: 'ins' | 'del'): Revision | null => {
      const found = child(trPr, name)
      return found ? this.#marks.note(found, `row-${name}`, '', para) : around[name]
    }
    const [ins, del] = [mark('ins'), mark('del')]
    this.#marks.properties(trPr, null)
    this.#marks.properties(child(element, 'tblPrEx'), null)
    const cells = unwrapped(element, 'tc').map((cell, index) => this.#cell(cell, `${where}/c${index}`, around))
    const text = cells.map(({ blocks }) => flat(blocks).map(wordsOf).join(' ')).join(' | ')
    for (const change of this.#marks.changes.slice(at))
      if (change.type === 'row-ins' || change.type === 'row-del') change.text ||= text
    return { ins, del, cells }
  }

  #cell(element: Element, where: string, around: Around): Cell {
    const [tcPr, para] = [child(element, 'tcPr'), this.paragraphs.length]
    const mark = (name: string, type: 'cell-ins' | 'cell-del' | 'cell-merge') => {
      const found = child(tcPr, name)
      return found ? this.#marks.note(found, type, '', para) : null
    }
    const [ins, del] = [mark('cellIns', 'cell-ins'), mark('cellDel', 'cell-del')]
    mark('cellMerge', 'cell-merge')
    this.#marks.properties(tcPr, para)
    const blocks = this.#blocks(element, where, around)
    for (const change of [ins, del]) if (change) change.text = flat(blocks).map(wordsOf).join(' ')
    return { ins, del, blocks }
  }
}

/** The rows of a table or the cells of a row, whatever wraps them. */
function unwrapped(container: Element, name: 'tr' | 'tc'): Element[] {
  return children(container).flatMap((one) => {
    if (isWord(one, name)) return [one]
    const wraps = ['sdt', 'sdtContent', 'customXml', 'Choice', 'AlternateContent'].includes(nameOf(one)) || isRunChange(one)
    return wraps ? unwrapped(one, name) : []
  })
}

/** The paragraphs of blocks, tables opened. */
export const flat = (blocks: readonly Block[]): Paragraph[] =>
  blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [block] : block.rows.flatMap(({ cells }) => cells.flatMap((cell) => flat(cell.blocks))),
  )

const wordsOf = ({ atoms }: Paragraph): string => atoms.map(({ text }) => text).join('')

function deepText(element: Element): string {
  const own = isWord(element, 't') || isWord(element, 'delText') ? (element.textContent ?? '') : ''
  return own + children(element).map(deepText).join('')
}

function numbering(numPr: Element | null): Record<string, string> | null {
  if (!numPr) return null
  const entries = children(numPr).flatMap((one) => {
    const value = attribute(one, 'val')
    return value && vocabulary(one) === 'w' ? [[nameOf(one), value] as const] : []
  })
  return Object.fromEntries(entries)
}
