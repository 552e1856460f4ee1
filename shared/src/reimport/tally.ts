import type { Warning } from '../protocol/index.ts'
import type { By } from './edits.ts'
import type { Places } from './places.ts'
import type { ChangeKind, ImportedChange, UnmatchedChange } from './types.ts'

/** Why a change found no place. */
export const REASONS = {
  'block-gone': 'The paragraph that it is in has been deleted from the draft since.',
  rewritten: 'The words around it have been rewritten in the draft since.',
  elsewhere: 'It stands in a header, a footer, a note or a text box, which the draft does not have.',
  'no-block': 'The paragraph that it is in was not found in the draft.',
  'not-joinable': 'It joins two paragraphs that are not of one kind or do not stand together in the draft.',
  'not-splittable': 'It splits a heading into two paragraphs.',
  glued: 'It joins the number of a heading to its words.',
  label: 'The number could not be told from the words.',
  headless: 'The number of an article goes only with the whole article: its paragraphs would belong to none.',
  grown: 'Paragraphs have been added to what it deletes.',
} as const
export type Reason = keyof typeof REASONS

/** Keeps account of every change of the file: what became of it, and that none is brought in twice. */
export class Tally {
  readonly matched: ImportedChange[] = []
  readonly unmatched: UnmatchedChange[] = []
  readonly keys: string[] = []
  readonly warnings: Warning[] = []
  /** How many were changed without tracking. */
  untracked = 0
  repeated = 0
  readonly #places: Places
  readonly #known: ReadonlySet<string>
  readonly #counts = new Map<string, number>()

  constructor(places: Places, known: ReadonlySet<string>) {
    this.#places = places
    this.#known = known
  }

  /** Whether this comes for the first time; a key has its place among equal ones, so that two alike are two. */
  isNew(kind: ChangeKind, by: By, text: string, eId: string | null): boolean {
    return this.isNewKey(['change', by?.author ?? '', by?.date ?? '', kind, text, eId ?? ''].join('|'))
  }

  isNewKey(plain: string): boolean {
    const count = (this.#counts.get(plain) ?? 0) + 1
    this.#counts.set(plain, count)
    const key = `${plain}#${count}`
    if (this.#known.has(key)) {
      this.repeated++
      return false
    }
    this.keys.push(key)
    return true
  }

  match(kind: ChangeKind, by: By, text: string, eId: string | null): void {
    if (by === null) this.untracked++
    this.matched.push(this.#change(kind, by, text, eId))
  }

  miss(kind: ChangeKind, by: By, text: string, eId: string | null, reason: Reason): void {
    this.unmatched.push({ ...this.#change(kind, by, text, eId), reason: REASONS[reason] })
  }

  warn(code: string, message: string, text: string | null = null): void {
    this.warnings.push({ code, message, place: null, text })
  }

  #change(kind: ChangeKind, by: By, text: string, eId: string | null): ImportedChange {
    return { author: by?.author ?? null, date: by?.date ?? null, kind, text, eId, location: this.#places.location(eId) }
  }
}
