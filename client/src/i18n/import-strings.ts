import { enImport } from './en-import.ts'
import { i18n } from './index.ts'

/** Imported for its effect by the pages on which texts come in: its strings join those already there. */
i18n.addResourceBundle('en', 'translation', enImport, true)
