/** Heights of a card and the space between two, in rem; the stylesheet of the margin holds the cards to them. */
export const CARD = { full: 6.75, compact: 2.25, gap: 0.375 } as const
/** A card that the crowd would push further than this from its text, in rem, is folded away with its neighbours. */
export const FARTHEST = 18

/** A card's place, or one line that stands for the cards `from` up to and without `to`. Tops in CSS pixels. */
export type Placed =
  | { readonly kind: 'card'; readonly index: number; readonly top: number; readonly compact: boolean }
  | { readonly kind: 'fold'; readonly from: number; readonly to: number; readonly top: number }

/**
 * Lays cards out beside their text. `wanted` are the tops their text has, in document order; all lengths in the unit of `rem`
 * times one. A card that would run into the next one's text is compact. The active card is full and stands exactly level; those
 * before it move up and those behind it down as far as they must, and what would come to stand too far from its text is folded.
 * `activeHeight` is its own in CSS pixels, where it is known.
 */
export function placeCards(wanted: readonly number[], active: number, rem: number, activeHeight: number | null = null): Placed[] {
  const gap = CARD.gap * rem
  const compact = wanted.map((top, index) => index !== active && (wanted[index + 1] ?? Infinity) - top < CARD.full * rem + gap)
  const heightOf = (place: Placed) => {
    if (place.kind === 'fold' || place.compact) return CARD.compact * rem
    return place.index === active && activeHeight !== null ? activeHeight : CARD.full * rem
  }
  const below = (place: Placed | undefined) => (place ? place.top + heightOf(place) + gap : -Infinity)
  const tooFar = (index: number, top: number) => Math.abs(top - wanted[index]!) > FARTHEST * rem || top < 0

  /** Lays the cards from `first` on, each level or further down; the first is firm where it is the active one. */
  const layDown = (first: number, end: number): Placed[] => {
    const places: Placed[] = []
    for (let index = first; index < end; index++) {
      const last = places.at(-1)
      const top = Math.max(wanted[index]!, below(last))
      if (!tooFar(index, top)) places.push({ kind: 'card', index, top, compact: compact[index]! })
      else if (last?.kind === 'fold') places[places.length - 1] = { ...last, to: index + 1 }
      else places.push({ kind: 'fold', from: index, to: index + 1, top })
    }
    return places
  }
  if (active < 0) return layDown(0, wanted.length).map(openedIfOne)

  const before = layDown(0, active)
  const rest = layDown(active, wanted.length)
  // Those that stand in the active card's way move up, as few as must.
  for (let index = active - 1; index >= 0 && below(before.at(-1)) > rest[0]!.top; index--) {
    const [last, next] = [before.pop()!, rest[0]!]
    if (last.kind === 'fold' && last.from < index) before.push({ ...last, to: index })
    const height = (compact[index] ? CARD.compact : CARD.full) * rem
    const top = Math.min(wanted[index]!, next.top - height - gap)
    if (!tooFar(index, top)) rest.unshift({ kind: 'card', index, top, compact: compact[index]! })
    else if (next.kind === 'fold') rest[0] = { ...next, from: index }
    else rest.unshift({ kind: 'fold', from: index, to: index + 1, top: next.top - CARD.compact * rem - gap })
  }
  return [...before, ...rest].map(openedIfOne)
}

/** One card takes no more room than the line that would stand for it. */
const openedIfOne = (place: Placed): Placed =>
  place.kind === 'fold' && place.to - place.from === 1
    ? { kind: 'card', index: place.from, top: place.top, compact: true }
    : place
