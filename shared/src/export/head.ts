import type { Scope } from './stream/scope.ts'

/** What the head of a file says about it: none of it is text of the instrument. */
export interface HeadText {
  readonly draftTitle: string
  readonly baseName: string
  readonly scope: Scope
  readonly generatedAt: Date
}

/** "Compared with: Final draft (A/AC.291/22), 23 November 2026" */
export function provenance(view: 'tracked' | 'clean', { baseName, generatedAt }: HeadText): string {
  const what = view === 'tracked' ? `Compared with: ${baseName}` : `Clean text of a draft made from: ${baseName}`
  return `${what}, ${longDate(generatedAt)}`
}

/** How to read what follows; '' where there is nothing to explain. */
export function legend(view: 'tracked' | 'clean', scope: Scope, tracked: string): string {
  return [view === 'tracked' ? tracked : '', scope === 'changed' ? CHANGED_LEGEND : ''].filter(Boolean).join(' ')
}

export const MARKED_LEGEND = 'Inserted words are underlined, deleted words are struck through.'
const CHANGED_LEGEND = 'Only the provisions with changes are given, under the headings they stand under.'

/** "23 November 2026", by the UTC calendar as every date of a file. */
export const longDate = (at: Date): string => at.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
