import { enHome } from './en-home.ts'
import { i18n } from './index.ts'

/** Imported for its effect by every page that is drawn before a draft is open: its strings join those already there. */
i18n.addResourceBundle('en', 'translation', enHome, true)
