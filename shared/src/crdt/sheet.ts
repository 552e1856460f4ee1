import * as Y from 'yjs'
import {
  byHome,
  numberingOf,
  readSheetDocument,
  sheetSchema,
  type AmendmentStatus,
  type Numbering,
  type Sheet,
  type SheetNodeName,
  type Supporter,
} from '../amendment/index.ts'
import { AMENDMENTS_ROOT } from '../protocol/index.ts'
import { readChildren } from './codec.ts'

/**
 * What is noted about a draft's amendments lies in the draft's own Y.Doc, in a root beside the text: so it is edited live and offline,
 * acknowledged, logged with author and time, and closed to reviewers by the same gate.
 */

const rootOf = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment(AMENDMENTS_ROOT)

/** Reads all entries. What cannot be read (an update from before a rule) is an empty list, never an error: the text matters more. */
export function readSheet(doc: Y.Doc): Sheet {
  try {
    return readSheetDocument(documentOf(doc))
  } catch {
    return new Map()
  }
}

/** How the draft numbers what it adds; as the base does where nobody chose, or what was chosen can't be read. */
export function readNumbering(doc: Y.Doc): Numbering {
  try {
    return numberingOf(documentOf(doc))
  } catch {
    return 'kept'
  }
}

const documentOf = (doc: Y.Doc) => sheetSchema.topNodeType.create(null, readChildren(rootOf(doc), sheetSchema))

/** Calls back after every change of any entry, its rich texts included; gives the way to stop it. */
export function observeSheet(doc: Y.Doc, changed: () => void): () => void {
  const root = rootOf(doc)
  root.observeDeep(changed)
  return () => root.unobserveDeep(changed)
}

export type TextName = 'justification' | 'fallback'

/** Changes to one amendment's entry, each one Yjs transaction. An entry is made when it is first written to. */
export interface SheetEditor {
  setNumbering(choice: Numbering): void
  setProposer(key: string, proposer: string | null): void
  setStatus(key: string, status: AmendmentStatus): void
  addSupporter(key: string, supporter: Supporter): void
  /** Takes away the `index`th supporter as `readSheet` lists them. */
  removeSupporter(key: string, index: number): void
  /**
   * From now on the changes of these units and provisions belong to this amendment, and to no other. `units` holds eIds; an amendment
   * that is left without a unit keeps its notes.
   */
  claim(key: string, units: readonly string[]): void
  /** Makes one amendment of two: the units and notes of `from` stand with those of `into` from now on. */
  merge(from: string, into: string): void
  /** Takes away everything noted about an amendment. */
  remove(key: string): void
  /** The rich texts of this name, made when there is none: more than one only where two people made it at the same moment. */
  texts(key: string, name: TextName): readonly Y.XmlElement[]
  /** Makes the text if there is none. */
  makeText(key: string, name: TextName): void
}

export function sheetEditor(doc: Y.Doc): SheetEditor {
  const entries = (): Y.XmlElement[] => elementsOf(rootOf(doc), 'amendment')
  const entriesOf = (key: string): Y.XmlElement[] => (byHome(entries().map(keptOf)).get(key) ?? []).map(({ entry }) => entry)
  const entryOf = (key: string): Y.XmlElement => {
    const known = entries().findLast((entry) => entry.getAttribute('key') === key && entry.getAttribute('into') === undefined)
    if (known) return known
    const made = element('amendment', { key })
    rootOf(doc).push([made])
    return made
  }
  const set = (key: string, name: string, value: string | null) =>
    doc.transact(() => {
      const entry = entryOf(key)
      if (value === null) entry.removeAttribute(name)
      else entry.setAttribute(name, value)
    })
  const texts: SheetEditor['texts'] = (key, name) => entriesOf(key).flatMap((entry) => elementsOf(entry, name))
  return {
    setNumbering: (choice) =>
      doc.transact(() => {
        const chosen = elementsOf(rootOf(doc), 'numbering')
        if (chosen.length === 0) rootOf(doc).push([element('numbering', { choice })])
        else for (const one of chosen) one.setAttribute('choice', choice)
      }),
    setProposer: (key, proposer) => set(key, 'proposer', proposer),
    setStatus: (key, status) => set(key, 'status', status),
    addSupporter: (key, { kind, name, document }) =>
      doc.transact(() => entryOf(key).push([element('supporter', { kind, name, ...(document === null ? {} : { document }) })])),
    removeSupporter: (key, index) => remove(entriesOf(key).flatMap((entry) => elementsOf(entry, 'supporter'))[index]),
    claim: (key, units) =>
      doc.transact(() => {
        const wanted = new Set(units)
        for (const entry of entries())
          for (const unit of elementsOf(entry, 'unit')) if (wanted.has(unit.getAttribute('eId') ?? '')) remove(unit)
        entryOf(key).push(units.map((eId) => element('unit', { eId })))
      }),
    merge: (from, into) =>
      doc.transact(() => {
        entryOf(into)
        for (const entry of entriesOf(from)) entry.setAttribute('into', into)
      }),
    remove: (key) => doc.transact(() => entriesOf(key).forEach(remove)),
    texts,
    makeText: (key, name) =>
      doc.transact(() => {
        if (texts(key, name).length === 0) entryOf(key).push([newText(name)])
      }),
  }
}

/** An element's id: the same in every copy, for good. */
export const elementId = ({ _item: item }: Y.XmlElement): string => (item ? `${item.id.client}:${item.id.clock}` : '')

const keptOf = (entry: Y.XmlElement) => ({
  entry,
  key: entry.getAttribute('key') ?? '',
  into: entry.getAttribute('into') ?? null,
})

const elementsOf = (parent: Y.XmlFragment, name: SheetNodeName): Y.XmlElement[] =>
  parent.toArray().filter((child): child is Y.XmlElement => child instanceof Y.XmlElement && child.nodeName === name)

function element(name: SheetNodeName, attributes: Record<string, string>): Y.XmlElement {
  const made = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}

function newText(name: TextName): Y.XmlElement {
  const text = element(name, {})
  text.insert(0, [element('paragraph', {})])
  return text
}

function remove(gone: Y.XmlElement | undefined): void {
  const parent = gone?.parent
  if (parent instanceof Y.XmlFragment) parent.delete(parent.toArray().indexOf(gone!), 1)
}
