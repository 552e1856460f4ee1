/**
 * Matches with those added of what was written anew under its old number: between the same two that match, nothing else claims either
 * side. `matches` gives for each of the draft's the index of the base's that it continues.
 */
export function rewritten(
  matches: readonly (number | null)[],
  sameNumber: (base: number, draft: number) => boolean,
  baseLength: number,
): (number | null)[] {
  const taken = new Set(matches)
  const result = [...matches]
  let from = 0
  matches.forEach((match, draft) => {
    if (match !== null) {
      from = Math.max(from, match + 1)
      return
    }
    const to = matches.find((next, at) => at > draft && next !== null && next >= from) ?? baseLength
    for (let base = from; base < to; base++) {
      if (taken.has(base) || !sameNumber(base, draft)) continue
      result[draft] = base
      taken.add(base)
      from = base + 1
      return
    }
  })
  return result
}
