import { toRoman } from '../../number/index.ts'
import { attribute, children, nameOf, type Element } from '../xml.ts'

export type NoteKind = 'footnote' | 'endnote'

/** Footnotes and endnotes, numbered in the order in which the text refers to them. */
export interface Notes {
  /**
   * The number of a note that the text refers to; null when the file has no such note.
   * @param mark as it is written in the text where Word does not count the note; otherwise null
   */
  refer: (kind: NoteKind, id: string, mark: string | null) => string | null
  /** The notes referred to so far, in order; one whose mark is written begins with it. */
  referred: () => { number: string; marked: boolean; element: Element }[]
}

/** Footnotes are numbered 1, 2, 3 and endnotes i, ii, iii: what Word does unless told otherwise. */
export function readNotes(footnotes: Element | null, endnotes: Element | null): Notes {
  const parts = { footnote: byId(footnotes), endnote: byId(endnotes) }
  const referred: { kind: NoteKind; id: string; number: string; marked: boolean; element: Element }[] = []
  return {
    refer(kind, id, mark) {
      const earlier = referred.find((one) => one.kind === kind && one.id === id)
      if (earlier) return earlier.number
      const element = parts[kind].get(id)
      if (!element) return null
      const value = referred.filter((one) => one.kind === kind && !one.marked).length + 1
      const number = mark ?? (kind === 'footnote' ? String(value) : toRoman(value))
      referred.push({ kind, id, number, marked: mark !== null, element })
      return number
    },
    referred: () => referred,
  }
}

/** Word keeps its separator lines among the notes, told by a type. */
function byId(root: Element | null): Map<string, Element> {
  const notes = root ? children(root).filter((one) => ['footnote', 'endnote'].includes(nameOf(one))) : []
  const real = notes.filter((one) => ['normal', null].includes(attribute(one, 'type')))
  return new Map(real.map((one) => [attribute(one, 'id') ?? '', one]))
}
