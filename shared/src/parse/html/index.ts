/** The reader of copied and imported web pages: a page of either kind in, lines out. It needs no parser: the page is one already. */
export { plainSpaces, wordsOnly } from './characters.ts'
export { htmlLines } from './html-lines.ts'
export { isUnseen, styleOf } from './looks.ts'
