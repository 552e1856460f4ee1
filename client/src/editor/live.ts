/** What ties any small text of a draft's Y.Doc to an editor of its own. */
export { carets } from './carets.ts'
export { readNodes } from './fragment-reader.ts'
export { fragmentSync } from './fragment-sync.ts'
