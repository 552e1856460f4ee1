/** The structure step alone, for readers of other sources than files (the clipboard): lines with cues in, blocks out. */
export { bareLine, textOf, type Line, type Run } from '../line.ts'
export { readLabel } from './label.ts'
export { readUnit } from './unit.ts'
export { structureOfPart } from './part.ts'
export { toLetters } from '../numeral.ts'
export { toLines as textLines } from '../text/lines.ts'
