import { enAmendments } from './en-amendments.ts'
import { i18n } from './index.ts'

/** Imported for its effect by what is drawn of amendments. */
i18n.addResourceBundle('en', 'translation', enAmendments, true)
