import { compareNumbers, parseNumber, printNumber, stems, type ProvisionNumber } from './number.ts'
import { sequenceOf } from './sequences.ts'

/**
 * The number for a new provision between two of its level, so that no number of the text changes.
 *
 * | previous | following | new |
 * |---|---|---|
 * | none | none | 1, a, i or A by level (0 article, 1 paragraph, 2–4 below) |
 * | 2 | none | 3; z → aa; ii → iii |
 * | 2 | 3 | 2 bis |
 * | 2 bis | 3 | 2 ter |
 * | 2 | 2 bis | 2.1 |
 * | 1.2 | 1.3 | 1.2 bis |
 * | none | 1 | 1 ante |
 * | 1 ante | 1 | 1 ante bis |
 * | none | 1 ante | 1 ante ante |
 *
 * `siblings` are the numbers of the provisions before it in order, which decide whether the one after (i) is (ii) or (j).
 * '' when the previous number belongs to no sequence ("–"). Between 2 and 2.1 nothing is left: the result repeats 2.1.
 */
export function numberAfter(
  previous: string | null,
  following: string | null,
  level: number,
  siblings: readonly (string | null)[] = [],
): string {
  if (previous === null) return following === null ? sequenceOf([], level)!.labelOf(1) : firstBefore(following)
  const before = parseNumber(previous)
  const next = nextInSequence(before, stems([...siblings, previous, following]), level, siblings.length > 0)
  if (following === null || next === null) return next ?? ''
  const order = compareNumbers(next, following, level, [...siblings, previous])
  if (order !== null && order < 0) return next
  return printNumber(between(before, parseNumber(following)))
}

/** A number for what stands between two that follow each other. */
function between(before: ProvisionNumber, after: ProvisionNumber): ProvisionNumber {
  const inserted = { ...before, times: before.times + 1 }
  const samePlace = after.stem === before.stem && after.antes === before.antes
  if (before.point > 0) return { antes: 0, stem: printNumber(before), times: 2, point: 0 }
  return !samePlace || inserted.times < after.times ? inserted : { ...before, point: 1 }
}

/** "2 bis" → "3", "1.2" → "1.3"; null when no sequence holds the number. */
function nextInSequence(number: ProvisionNumber, siblings: readonly string[], level: number, fromFirst: boolean): string | null {
  if (number.point > 0) return printNumber({ ...number, point: number.point + 1 })
  if (number.antes > 0) return number.stem
  const sequence = sequenceOf(siblings, level, fromFirst) ?? sequenceOf([number.stem], level)
  const value = sequence?.valueOf(number.stem) ?? null
  if (sequence === null || value === null) return null
  return printNumber({ antes: 0, stem: sequence.labelOf(value + 1), times: 1, point: 0 })
}

/** What is put before article 1 is article 1 ante, as delegations number it in United Nations negotiations; before (a) it is (a ante). */
const firstBefore = (following: string): string => {
  const { antes, stem } = parseNumber(following)
  return printNumber({ antes: antes + 1, stem, times: 1, point: 0 })
}
