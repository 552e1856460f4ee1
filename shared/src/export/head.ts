import type { Scope } from './stream/scope.ts'
import { english, wordsIn } from './words/index.ts'

/** What the head of a file says about it: none of it is text of the instrument. */
export interface HeadText {
  /** BCP 47 tag of the instrument's language, which the head speaks too. */
  readonly language: string
  readonly draftTitle: string
  readonly baseName: string
  readonly scope: Scope
  readonly generatedAt: Date
}

/** "Compared with: Final draft (A/AC.291/22), 23 November 2026" */
export function provenance(view: 'tracked' | 'clean', { language, baseName, generatedAt }: HeadText): string {
  const { compared, clean, date } = wordsIn(language)
  return (view === 'tracked' ? compared : clean)(baseName, date(generatedAt))
}

/** How to read what follows; '' where there is nothing to explain. `word` is Word's file, whose changes can be decided. */
export function legend(view: 'tracked' | 'clean', { language, scope }: HeadText, word = false): string {
  const { marked, tracked, changedOnly } = wordsIn(language)
  const sentences = [
    ...(view === 'tracked' ? [marked] : []),
    ...(view === 'tracked' && word ? [tracked] : []),
    ...(scope === 'changed' ? [changedOnly] : []),
  ]
  return sentences.join(' ')
}

/** "23 November 2026", by the UTC calendar as every date of a file. */
export const longDate = english.date
