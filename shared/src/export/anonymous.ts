import type { RichParagraph, SheetEntry } from '../amendment/index.ts'
import type { FormInput, FormSource } from './form.ts'

/** Who is to be named in everybody's place. */
export interface Anonymity {
  /** The coalition's name. */
  readonly coalition: string
  /** Names of everybody who ever had access, that stand nowhere in the file but in the instrument's own words. */
  readonly people: readonly string[]
}

/**
 * A draft whose file names the coalition wherever it would name a person: as author of its changes, in titles, and in what is noted
 * about its amendments. The text of the instrument stays as it is.
 */
export function anonymous(input: FormInput, { coalition, people }: Anonymity): FormInput {
  const hide = hiding(people, coalition)
  const source = <S extends FormSource>(one: S): S => ({
    ...one,
    draftTitle: hide(one.draftTitle),
    notes: new Map(Array.from(one.notes, ([key, entry]) => [key, hiddenNote(entry, hide)])),
  })
  return {
    ...source(input),
    others: input.others.map(source),
    threads: input.threads.map((thread) => ({
      ...thread,
      quotation: hide(thread.quotation),
      comments: thread.comments.map(({ at, body }) => ({ author: coalition, at, body: hide(body) })),
    })),
    attribute: (place) => ({ author: coalition, at: input.attribute(place).at }),
  }
}

/** Replaces names as whole words, whatever their case, the longest first: "Ana Costa Lima" before "Ana Costa". */
export function hiding(people: readonly string[], coalition: string): (text: string) => string {
  const names = [...new Set(people.map((name) => name.trim()).filter((name) => name !== ''))].toSorted(
    (a, b) => b.length - a.length,
  )
  if (names.length === 0) return (text) => text
  const any = new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.map(literally).join('|')})(?![\\p{L}\\p{N}])`, 'giu')
  return (text) => text.replace(any, () => coalition)
}

/** However the words of a name are parted: a no-break space and a line's end among them. */
const literally = (name: string): string => name.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll(/\s+/g, '\\s+')

const hiddenNote = (entry: SheetEntry, hide: (text: string) => string): SheetEntry => ({
  ...entry,
  proposer: entry.proposer === null ? null : hide(entry.proposer),
  supporters: entry.supporters.map(({ name, document, ...one }) => ({
    ...one,
    name: hide(name),
    document: document === null ? null : hide(document),
  })),
  justification: entry.justification.map((paragraph) => hiddenParagraph(paragraph, hide)),
  fallback: entry.fallback.map((paragraph) => hiddenParagraph(paragraph, hide)),
})

/** A name of which a part is bold is a name still: the paragraph then loses its looks. */
function hiddenParagraph({ bullet, runs }: RichParagraph, hide: (text: string) => string): RichParagraph {
  const hidden = runs.map((run) => ({ ...run, text: hide(run.text) }))
  const whole = hide(runs.map(({ text }) => text).join(''))
  const isHidden = hidden.map(({ text }) => text).join('') === whole
  return { bullet, runs: isHidden ? hidden : [{ text: whole, strong: false, em: false }] }
}
