import { createInstance } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { enAmendments } from './en-amendments.ts'
import type { enExport } from './en-export.ts'
import type { enHistory } from './en-history.ts'
import type { enHome } from './en-home.ts'
import type { enImport } from './en-import.ts'
import type { enReview } from './en-review.ts'
import type { enWord } from './en-word.ts'
import { en } from './en.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: {
      translation: typeof en &
        typeof enAmendments &
        typeof enExport &
        typeof enHistory &
        typeof enHome &
        typeof enImport &
        typeof enReview &
        typeof enWord
    }
  }
}

/** Languages of the interface with their own direction; a further one is a file beside en.ts and a line here. */
const INTERFACE = { en: { strings: en, direction: 'ltr' } } as const
export type InterfaceLanguage = keyof typeof INTERFACE

const isInterfaceLanguage = (tag: string): tag is InterfaceLanguage => tag in INTERFACE

/** The first of the person's languages that the interface speaks. */
const chooseLanguage = (): InterfaceLanguage =>
  navigator.languages.map((tag) => tag.split('-')[0]!).find(isInterfaceLanguage) ?? 'en'

export const i18n = createInstance()

/** Sets the interface's language and, with it, the direction of the page. */
export function startInterface(language: InterfaceLanguage = chooseLanguage()): void {
  void i18n.use(initReactI18next).init({
    lng: language,
    resources: Object.fromEntries(Object.entries(INTERFACE).map(([tag, { strings }]) => [tag, { translation: strings }])),
    fallbackLng: 'en',
    initAsync: false,
    interpolation: { escapeValue: false },
  })
  document.documentElement.lang = language
  document.documentElement.dir = INTERFACE[language].direction
}
