import { attribute, children, nameOf, toggle, child, type Element } from '../parse/xml.ts'
import { PROPERTY_CHANGES, type PropertyChange, type Revision, type RevisionType, type RunChange, type RunLook } from './types.ts'

const WORD = ['http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'http://purl.oclc.org/ooxml/wordprocessingml/main']
const MATH = ['http://schemas.openxmlformats.org/officeDocument/2006/math', 'http://purl.oclc.org/ooxml/officeDocument/math']
const COMPATIBILITY = 'http://schemas.openxmlformats.org/markup-compatibility/2006'

/** Which vocabulary an element is of: Word's, the formulas', markup compatibility, or another. */
export function vocabulary(element: Element): 'w' | 'm' | 'mc' | '' {
  const uri = element.namespaceURI ?? ''
  return WORD.includes(uri) ? 'w' : MATH.includes(uri) ? 'm' : uri === COMPATIBILITY ? 'mc' : ''
}

export const isWord = (element: Element, name: string): boolean => nameOf(element) === name && vocabulary(element) === 'w'

export const isAdding = (name: string): name is 'ins' | 'moveTo' => name === 'ins' || name === 'moveTo'
export const isTaking = (name: string): name is 'del' | 'moveFrom' => name === 'del' || name === 'moveFrom'
export const isRunChange = (element: Element): boolean =>
  vocabulary(element) === 'w' && (isAdding(nameOf(element)) || isTaking(nameOf(element)))

const isPropertyChange = (name: string): name is PropertyChange => PROPERTY_CHANGES.some((one) => one === name)

/** Dates as XML Schema writes them. */
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/
const MAX_WARNINGS = 200

/** Collects the revision marks of a file, in order, and what is odd about them. */
export class Marks {
  readonly changes: Revision[] = []
  readonly warnings = new Set<string>()
  readonly #ids = new Map<string, string>()
  part = ''

  warn(sentence: string): void {
    if (this.warnings.size < MAX_WARNINGS) this.warnings.add(sentence)
  }

  /** Notes the mark that an element is. */
  note(element: Element, type: RevisionType, text: string, para: number | null, sides: Partial<Revision> = {}): Revision {
    const [author, date, id] = ['author', 'date', 'id'].map((name) => attribute(element, name)) as [
      string | null,
      string | null,
      string | null,
    ]
    if (author === null && type !== 'tblGridChange') this.warn(`A change (${type}) in ${this.part} has no author.`)
    if (id !== null && type !== 'tblGridChange') this.#checkId(id, type)
    if (date !== null && !DATE.test(date)) this.warn(`“${date}” in ${this.part} is no date.`)
    const revision: Revision = { type, author, date, id, text, part: this.part, para, ...sides }
    this.changes.push(revision)
    return revision
  }

  #checkId(id: string, type: string): void {
    const key = `${this.part} ${id}`
    const known = this.#ids.get(key)
    if (known !== undefined && known !== type) this.warn(`The id ${id} in ${this.part} is used by a ${known} and by a ${type}.`)
    this.#ids.set(key, type)
  }

  /** Notes the changes that a properties element records; the first of the given kind. */
  properties(properties: Element | null, para: number | null, text = ''): Revision | null {
    let first: Revision | null = null
    for (const one of properties ? children(properties) : []) {
      if (vocabulary(one) !== 'w') continue
      const name = nameOf(one)
      if (isPropertyChange(name)) first = this.note(one, name, text, para, sidesOf(properties!, one)) ?? first
      else if (name === 'numPr')
        for (const mark of children(one))
          if (['ins', 'numberingChange'].includes(nameOf(mark))) this.note(mark, 'numberingChange', text, para)
    }
    return first
  }
}

const names = (properties: Element | null): string[] => (properties ? children(properties).map(nameOf).toSorted() : [])

const sidesOf = (properties: Element, change: Element): Partial<Revision> => ({
  before: names(children(change)[0] ?? null),
  after: names(properties).filter((name) => !isPropertyChange(name) && !isAdding(name) && !isTaking(name)),
})

/** What a run's own properties say about its looks. */
export const lookOf = (rPr: Element | null): RunLook => ({ strong: toggle(rPr, 'b'), em: toggle(rPr, 'i') })

/** The properties that a tracked change of properties replaced; null when there is none of that name. */
export const propertiesBefore = (properties: Element | null, name: 'rPr' | 'pPr'): Element | null =>
  child(child(properties, `${name}Change`), name)

export type { RunChange }
