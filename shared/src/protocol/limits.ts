/** Limits that the page keeps to as well: apart from the schemas, so that the browser need not load zod for a number. */

/** Longer passages are quoted from their beginning. */
export const MAX_QUOTATION_LENGTH = 1000
/** What the history shows of a side in a line or two. */
export const MAX_DECIDED_SIDE = 500
/** Corrections of one import, undone ones included: carrying them all out on the longest treaty takes about a second. */
export const MAX_IMPORT_STEPS = 5_000
/** As many as fit a small body; “accept all” is noted in several requests. */
export const MAX_DECISIONS_AT_ONCE = 50
/** Characters of a name or document symbol among the notes on an amendment. */
export const MAX_NOTE_FIELD = 300
