import type { SheetEntry } from '../../amendment/index.ts'
import type { Place } from '../../number/index.ts'

/** The language and direction of words that are not the instrument's. */
export interface Frame {
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
}

/** Every sentence that a file says of itself, in one language. */
export interface FileWords extends Frame {
  /** "23 November 2026", by the UTC calendar as every date of a file. */
  readonly date: (at: Date) => string
  /** What the changes are told from, and when. */
  readonly compared: (base: string, date: string) => string
  /** What the clean text of a draft was made from. */
  readonly clean: (base: string, date: string) => string
  /** How insertions and deletions look; then of Word's own tracked changes, of `wdiff`'s signs, and of bold in a table. */
  readonly marked: string
  readonly tracked: string
  readonly signs: string
  readonly table: string
  /** That provisions without changes are left out. */
  readonly changedOnly: string
  readonly titles: Readonly<Record<'table' | 'instructions' | 'pack' | 'compilation', string>>
  /** "Amendments to: …" */
  readonly to: (what: string, base: string, date: string) => string
  readonly drafts: (titles: string) => string
  readonly amendment: (number: number) => string
  /** The heads of the two columns: of the base and of the proposal. */
  readonly heads: readonly [base: string, proposal: string]
  /** Behind the place of a unit that the base does not have. */
  readonly isNew: string
  readonly deleted: string
  readonly moved: (from: string, to: string) => string
  readonly same: string
  /** Parts a name from what is said under it. */
  readonly colon: string
  readonly facts: Readonly<Record<'proposer' | 'organisations' | 'states' | 'status', string>>
  readonly statuses: Readonly<Record<SheetEntry['status'], string>>
  /** That no sentence can say some changes. */
  readonly unstated: (place: string, what: string) => string
  readonly unstatedWhat: Readonly<Record<'words' | 'emphasis' | 'footnote', string>>
  /** One step of a place, as a table names it: "paragraph 1", "point c". */
  readonly place: (place: Place) => string
}

/** A date of the UTC calendar in words. */
export const dateIn =
  (tag: string) =>
  (at: Date): string =>
    at.toLocaleDateString(tag, { dateStyle: 'long', timeZone: 'UTC' })

/** Steps by their names: the number behind, and in parentheses a word for what has none and is counted. */
export const placeWords =
  (names: Readonly<Record<Place['kind'], string>>, unnumbered: string) =>
  ({ kind, number, count }: Place): string => {
    const label = number ?? (count === null ? null : `${count} (${unnumbered})`)
    return label === null ? names[kind] : `${names[kind]} ${label}`
  }
