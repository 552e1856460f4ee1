import { enExport } from './en-export.ts'
import { i18n } from './index.ts'

/** Imported for its effect by the export dialog. */
i18n.addResourceBundle('en', 'translation', enExport, true)
