import { enHistory } from './en-history.ts'
import { i18n } from './index.ts'

/** Imported for its effect by what tells who wrote what and when. */
i18n.addResourceBundle('en', 'translation', enHistory, true)
