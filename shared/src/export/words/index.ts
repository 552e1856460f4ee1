import { ar } from './ar.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ru } from './ru.ts'
import type { FileWords, Frame } from './words.ts'
import { zh } from './zh.ts'

export type { FileWords, Frame } from './words.ts'
export { en as english } from './en.ts'

const LANGUAGES: Readonly<Record<string, FileWords>> = { ar, en, es, fr, ru, zh }

/** What a file says in the language of its instrument, by its BCP 47 tag; in English where nobody has translated it. */
export const wordsIn = (language: string): FileWords => LANGUAGES[language.split('-')[0]!.toLowerCase()] ?? en

export function frameOf(language: string): Frame {
  const words = wordsIn(language)
  return { language: words.language, direction: words.direction }
}
