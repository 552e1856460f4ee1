import { useEffect, useMemo, useState } from 'react'
import { placeCards, type Placed } from './place-cards.ts'

/** Cards this many pixels above and below the visible part are drawn too, so that scrolling does not outrun them. */
const AHEAD = 800

/** What can stand beside the text. */
export interface Placeable {
  readonly key: string
  /** Distance of its text from the top of the page in CSS pixels; null when it isn't drawn. */
  readonly top: () => number | null
}

/** What stands at a place: one card, or a line for those that found no room. Tops in CSS pixels. */
export type AtPlace<T> =
  | { readonly kind: 'card'; readonly card: T; readonly top: number; readonly compact: boolean; readonly active: boolean }
  | { readonly kind: 'fold'; readonly cards: readonly T[]; readonly top: number }

interface Layout {
  readonly keys: readonly string[]
  readonly places: readonly Placed[]
  readonly active: string | null
}

/** How the cards are looked at. */
export interface CardsNow {
  /** Key of the card that is open. */
  readonly active: string | null
  /** How high that is, in CSS pixels; null when it isn't known. */
  readonly height: number | null
  /** Somebody writes in the text just now. */
  readonly writing: boolean
}

/** Where the cards stand, for those near the visible part; follows scrolling and changes of size, but stands still while someone writes. */
export function usePlacedCards<T extends Placeable>(
  scroller: HTMLElement,
  cards: readonly T[],
  { active, height: activeHeight, writing }: CardsNow,
): AtPlace<T>[] {
  const tops = useTops(scroller, cards, writing)
  const latest = useMemo(() => layoutOf(cards, tops, active, activeHeight), [cards, tops, active, activeHeight])
  const [layout, setLayout] = useState(latest)
  if (!writing && layout !== latest) setLayout(latest)
  const from = useScrolledBy(scroller, AHEAD)
  const until = from + scroller.clientHeight + 2 * AHEAD
  const byKey = new Map(cards.map((card) => [card.key, card]))
  // What was decided on while someone writes is gone, and leaves its place empty.
  const cardAt = (index: number) => byKey.get(layout.keys[index]!)
  return layout.places.flatMap((place): AtPlace<T>[] => {
    const isActive = place.kind === 'card' && layout.keys[place.index] === layout.active
    if ((place.top < from - AHEAD || place.top > until) && !isActive) return []
    if (place.kind === 'fold') {
      const folded = layout.keys.slice(place.from, place.to).flatMap((key) => byKey.get(key) ?? [])
      return folded.length > 0 ? [{ kind: 'fold', cards: folded, top: place.top }] : []
    }
    const card = cardAt(place.index)
    return card ? [{ kind: 'card', card, top: place.top, compact: place.compact, active: isActive }] : []
  })
}

function layoutOf(
  cards: readonly Placeable[],
  tops: ReadonlyMap<string, number>,
  active: string | null,
  activeHeight: number | null,
): Layout {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
  const known = cards.filter(({ key }) => tops.has(key)).sort((a, b) => tops.get(a.key)! - tops.get(b.key)!)
  const keys = known.map(({ key }) => key)
  const places = placeCards(
    keys.map((key) => tops.get(key)!),
    active === null ? -1 : keys.indexOf(active),
    rem,
    activeHeight,
  )
  return { keys, places, active }
}

/** Where the cards' text stands on the page: measured anew whenever they change or the page is laid out differently, but not while someone writes. */
function useTops(scroller: HTMLElement, cards: readonly Placeable[], writing: boolean): ReadonlyMap<string, number> {
  const [tops, setTops] = useState<ReadonlyMap<string, number>>(new Map())
  useEffect(() => {
    if (writing) return
    const observer = new ResizeObserver(() => setTops(topsOf(cards)))
    // Also reports once at the start.
    observer.observe(scroller.firstElementChild ?? scroller)
    return () => observer.disconnect()
  }, [scroller, cards, writing])
  return tops
}

/** What is not drawn (a deletion in the clean view) stands where the one before it stands. */
function topsOf(cards: readonly Placeable[]): Map<string, number> {
  let last = 0
  return new Map(cards.map(({ key, top }) => [key, (last = top() ?? last)]))
}

/** How far the element is scrolled, in whole steps, so that scrolling within one renders nothing. */
function useScrolledBy(scroller: HTMLElement, step: number): number {
  const [scrolled, setScrolled] = useState(0)
  useEffect(() => {
    const follow = () => setScrolled(Math.floor(scroller.scrollTop / step) * step)
    scroller.addEventListener('scroll', follow, { passive: true })
    return () => scroller.removeEventListener('scroll', follow)
  }, [scroller, step])
  return scrolled
}
