import { enWord } from './en-word.ts'
import { i18n } from './index.ts'

/** Imported for its effect by what is drawn of Word files that come back. */
i18n.addResourceBundle('en', 'translation', enWord, true)
