export { restoreTrace, storeTrace } from './checkpoint.ts'
export { creditsBetween } from './credit.ts'
export { Trace, type TracedUpdate } from './trace.ts'
export { tracedText, type TracedText } from './traced-text.ts'
