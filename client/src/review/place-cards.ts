/** Heights of a card and the space between two, in rem; the stylesheet of the margin holds the cards to them. */
export const CARD = { full: 6.75, compact: 2.25, gap: 0.375 } as const

export interface PlacedCard {
  readonly top: number
  readonly compact: boolean
}

/**
 * Lays cards out beside their text. `wanted` are the tops their text has, in document order; all lengths in the unit of `rem`
 * times one. A card that would run into the next one's text is compact. The active card is full and stands exactly level; those
 * before it move up and those behind it down as far as they must. `activeHeight` is its own in CSS pixels, where it is known.
 */
export function placeCards(
  wanted: readonly number[],
  active: number,
  rem: number,
  activeHeight: number | null = null,
): PlacedCard[] {
  const gap = CARD.gap * rem
  const compact = wanted.map((top, index) => index !== active && (wanted[index + 1] ?? Infinity) - top < CARD.full * rem + gap)
  const height = (index: number) =>
    index === active && activeHeight !== null ? activeHeight : (compact[index] ? CARD.compact : CARD.full) * rem
  const tops: number[] = []
  for (const [index, top] of wanted.entries()) {
    const free = index === 0 ? -Infinity : tops[index - 1]! + height(index - 1) + gap
    tops.push(index === active ? top : Math.max(top, free))
  }
  for (let index = active - 1; index >= 0; index--) tops[index] = Math.min(tops[index]!, tops[index + 1]! - height(index) - gap)
  return tops.map((top, index) => ({ top, compact: compact[index]! }))
}
