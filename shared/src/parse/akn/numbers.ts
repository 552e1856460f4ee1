import { readLabel } from '../structure/label.ts'
import { readUnit } from '../structure/unit.ts'

/** A label as the document keeps it: the number, and the form with `#` in its place. */
export interface Numbered {
  number: string | null
  form: string | null
}

/** Reads what `num` says of an article or a division ("Article 4", "CHAPTER IV", "4."). */
export function unitNumber(num: string): Numbered {
  const unit = readUnit(num)
  return unit && unit.number !== null && unit.end >= num.length - 1 ? withRest(unit, num.slice(unit.end)) : provisionNumber(num)
}

/** Reads what `num` says of a paragraph or point ("1.", "(a)", "–"). */
export function provisionNumber(num: string): Numbered {
  const label = readLabel(num)
  if (label && label.end === num.length) return { number: label.number, form: label.form }
  const number = num.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
  return num === '' ? { number: null, form: null } : { number: number || num, form: num.replace(number || num, () => '#') }
}

const withRest = ({ number, form }: { number: string | null; form: string }, rest: string): Numbered => ({
  number,
  form: form + rest.trim(),
})
