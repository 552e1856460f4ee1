import { enReview } from './en-review.ts'
import { i18n } from './index.ts'

/** Imported for its effect by what is drawn of suggestions and comments. */
i18n.addResourceBundle('en', 'translation', enReview, true)
