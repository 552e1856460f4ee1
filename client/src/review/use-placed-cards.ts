import { useEffect, useRef, useState } from 'react'
import { placeCards, type PlacedCard } from './place-cards.ts'

/** Cards this many pixels above and below the visible part are drawn too, so that scrolling does not outrun them. */
const AHEAD = 800
/** Cards stand still until nobody has pressed a key in the text for this many milliseconds. */
const TYPING_PAUSE = 1000

/** What can stand beside the text. */
export interface Placeable {
  readonly key: string
  /** Distance of its text from the top of the page in CSS pixels; null when it isn't drawn. */
  readonly top: () => number | null
}

export interface CardAtPlace<T> extends PlacedCard {
  readonly card: T
}

/** Where the cards stand, for those near the visible part; follows typing (after a pause), scrolling and changes of size. */
export function usePlacedCards<T extends Placeable>(
  scroller: HTMLElement,
  cards: readonly T[],
  active: string | null,
  activeHeight: number | null,
): CardAtPlace<T>[] {
  const tops = useTops(scroller, cards)
  const from = useScrolledBy(scroller, AHEAD)
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
  const until = from + scroller.clientHeight + 2 * AHEAD
  const known = cards.filter(({ key }) => tops.has(key)).sort((a, b) => tops.get(a.key)! - tops.get(b.key)!)
  const wanted = known.map(({ key }) => tops.get(key)!)
  const activeIndex = known.findIndex(({ key }) => key === active)
  return placeCards(wanted, activeIndex, rem, activeHeight).flatMap((placed, index) => {
    const near = placed.top >= from - AHEAD && placed.top <= until
    return near || index === activeIndex ? [{ ...placed, card: known[index]! }] : []
  })
}

/** Where the cards' text stands on the page: measured anew whenever they change or the page is laid out differently, but not while someone types. */
function useTops(scroller: HTMLElement, cards: readonly Placeable[]): ReadonlyMap<string, number> {
  const [tops, setTops] = useState<ReadonlyMap<string, number>>(new Map())
  const typedAt = useRef(-TYPING_PAUSE)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const measure = () => {
      clearTimeout(timer)
      const wait = typedAt.current + TYPING_PAUSE - performance.now()
      if (wait > 0) timer = setTimeout(measure, wait)
      else setTops(topsOf(cards))
    }
    const type = ({ target }: Event) => {
      if (target instanceof HTMLElement && target.isContentEditable) typedAt.current = performance.now()
    }
    const observer = new ResizeObserver(measure)
    // Also reports once at the start.
    observer.observe(scroller.firstElementChild ?? scroller)
    scroller.addEventListener('keydown', type)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
      scroller.removeEventListener('keydown', type)
    }
  }, [scroller, cards])
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
