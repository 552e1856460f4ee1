export { changesReport, type ChangesReport } from './report.ts'
export { readTracked } from './read.ts'
export { settledParagraphs, settledText, type Choice } from './settle.ts'
export type * from './types.ts'
