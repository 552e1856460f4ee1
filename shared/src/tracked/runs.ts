import { attribute, child, children, nameOf, type Element } from '../parse/xml.ts'
import { isAdding, isRunChange, isWord, lookOf, propertiesBefore, vocabulary, type Marks, type RunChange } from './marks.ts'
import type { Atom, Edge, Revision, RunLook } from './types.ts'

/** What stands around a piece of a paragraph: the marks it lies under. */
export interface Around {
  readonly ins: Revision | null
  readonly del: Revision | null
}

/** Properties and field codes: nothing in them is text. */
const NO_TEXT = new Set(
  'pPr rPr tblPr tblGrid trPr tcPr sectPr sdtPr sdtEndPr instrText delInstrText tblPrEx smartTagPr customXmlPr rt fldData ffData'.split(
    ' ',
  ),
)
export const holdsNoText = (name: string): boolean => NO_TEXT.has(name)

const WRAPPERS = new Set('fldSimple hyperlink smartTag sdt sdtContent customXml dir bdo ruby rubyBase subDoc'.split(' '))
const PLAIN: RunLook = { strong: null, em: null }

/** Reads what stands in one paragraph, run by run. */
export class RunReader {
  readonly atoms: Atom[] = []
  readonly edges: Edge[] = []
  /** Text boxes that hang on the paragraph. */
  readonly boxes: Element[] = []
  readonly #marks: Marks
  readonly #para: number
  readonly #bookmarks: Map<string, string>
  #look: RunLook = PLAIN
  #restyled: Atom['restyled'] = null

  /** @param bookmarks names of bookmarks by their ids, shared by the whole file */
  constructor(marks: Marks, para: number, bookmarks: Map<string, string>) {
    this.#marks = marks
    this.#para = para
    this.#bookmarks = bookmarks
  }

  read(element: Element, around: Around): void {
    for (const one of children(element)) this.#inline(one, around)
  }

  edge(element: Element): void {
    const name = nameOf(element)
    const id = attribute(element, 'id') ?? ''
    const side = name.endsWith('Start') ? 'open' : 'close'
    const at = this.atoms.length
    if (name.startsWith('comment')) this.edges.push({ kind: 'comment', side, name: id, at })
    else {
      if (side === 'open') this.#bookmarks.set(id, attribute(element, 'name') ?? '')
      this.edges.push({ kind: 'bookmark', side, name: this.#bookmarks.get(id) ?? '', at })
    }
  }

  #inline(one: Element, around: Around): void {
    const name = nameOf(one)
    const kind = vocabulary(one)
    if (holdsNoText(name)) return
    if (isRunChange(one)) this.#change(one, around)
    else if (kind === 'w' && name === 'r') this.#run(one, around)
    else if (kind === 'm' && name === 'r') this.#formulaRun(one, around)
    else if (isEdge(one)) this.edge(one)
    else if (name === 'AlternateContent') this.#first(one, (chosen) => this.read(chosen, around))
    else if (kind === 'm' || kind === '' || WRAPPERS.has(name)) this.read(one, around)
  }

  #change(one: Element, around: Around): void {
    const type = nameOf(one) as RunChange
    const adds = isAdding(type)
    if (adds ? around.ins : around.del) this.#marks.warn(`A w:${type} stands inside another of its kind in ${this.#marks.part}.`)
    const revision = this.#marks.note(one, type, '', this.#para)
    const from = this.atoms.length
    this.read(one, adds ? { ...around, ins: revision } : { ...around, del: revision })
    revision.text = this.#textFrom(from)
  }

  #textFrom(index: number): string {
    return this.atoms
      .slice(index)
      .map(({ text }) => text)
      .join('')
  }

  #run(run: Element, around: Around): void {
    const rPr = child(run, 'rPr')
    const from = this.atoms.length
    this.#look = lookOf(rPr)
    const change = this.#marks.properties(rPr, this.#para)
    const before = propertiesBefore(rPr, 'rPr')
    this.#restyled = change && before ? { by: change, look: lookOf(before) } : null
    this.#parts(run, around)
    if (change) change.text = this.#textFrom(from)
    this.#look = PLAIN
    this.#restyled = null
  }

  #parts(parent: Element, around: Around): void {
    for (const part of children(parent)) this.#part(part, around)
  }

  #part(part: Element, around: Around): void {
    const name = nameOf(part)
    if (name === 'AlternateContent') return this.#first(part, (chosen) => this.#parts(chosen, around))
    if (vocabulary(part) !== 'w') return this.#parts(part, around)
    switch (name) {
      case 't':
      case 'delText': {
        if (name === 't' && around.del?.type === 'del')
          this.#marks.warn(`Deleted words in ${this.#marks.part} are written as w:t, where Word writes w:delText.`)
        const text = part.textContent ?? ''
        return this.#put(attribute(part, 'space') === 'preserve' ? text : text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ''), around)
      }
      case 'tab':
      case 'ptab':
        return this.#put('\t', around)
      case 'br':
      case 'cr':
        return this.#put(attribute(part, 'type') === 'page' ? '\f' : '\n', around)
      case 'noBreakHyphen':
        return this.#put('\u2011', around)
      case 'softHyphen':
        return this.#put('\u00ad', around)
      case 'sym': {
        const code = Number.parseInt(attribute(part, 'char') ?? '', 16)
        return code > 0 && code <= 0x10ffff ? this.#put(String.fromCodePoint(code), around) : undefined
      }
      case 'ruby':
      case 'rubyBase':
        return this.read(part, around)
      case 'txbxContent':
        this.boxes.push(part)
        return
      case 'pict':
      case 'drawing':
      case 'object':
        return this.#parts(part, around)
      case 'ins':
      case 'del':
        return this.#marks.warn(
          `A w:${name} stands inside a run in ${this.#marks.part}, where Word allows none: it was not read.`,
        )
    }
  }

  #formulaRun(run: Element, around: Around): void {
    let inner = around
    for (const mark of children(child(run, 'rPr') ?? run))
      if (isRunChange(mark) && nameOf(mark.parentNode as Element) === 'rPr') inner = this.#under(mark, textsOf(run), inner)
    for (const one of children(run))
      if (vocabulary(one) === 'm' && nameOf(one) === 't') this.#put(one.textContent ?? '', inner)
      else if (isRunChange(one)) this.#put(textsOf(one), this.#under(one, textsOf(one), inner))
  }

  #under(mark: Element, text: string, around: Around): Around {
    const type = nameOf(mark) as RunChange
    const revision = this.#marks.note(mark, type, text, this.#para)
    return isAdding(type) ? { ...around, ins: revision } : { ...around, del: revision }
  }

  #put(text: string, { ins, del }: Around): void {
    if (text !== '') this.atoms.push({ text, ins, del, look: this.#look, restyled: this.#restyled })
  }

  #first(alternative: Element, read: (chosen: Element) => void): void {
    const chosen = children(alternative)[0]
    if (chosen) read(chosen)
  }
}

/** The words of a formula's run, or of a mark in it. */
const textsOf = (element: Element): string =>
  children(element)
    .filter((one) => nameOf(one) === 't')
    .map((one) => one.textContent ?? '')
    .join('')

/** Whether an element begins or ends a bookmark or a comment's range. */
export const isEdge = (element: Element): boolean =>
  ['bookmarkStart', 'bookmarkEnd', 'commentRangeStart', 'commentRangeEnd'].some((name) => isWord(element, name))
