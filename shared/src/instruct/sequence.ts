/** The most numbers of the list that ascend, as indexes into it (patience sorting). */
export function longestAscending(numbers: readonly number[]): Set<number> {
  const tails: number[] = []
  const before: number[] = []
  numbers.forEach((number, index) => {
    let low = 0
    for (let high = tails.length; low < high;) {
      const middle = (low + high) >> 1
      if (numbers[tails[middle]!]! < number) low = middle + 1
      else high = middle
    }
    before[index] = tails[low - 1] ?? -1
    tails[low] = index
  })
  const kept = new Set<number>()
  for (let index = tails.at(-1) ?? -1; index >= 0; index = before[index]!) kept.add(index)
  return kept
}
