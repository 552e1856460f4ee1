import { useEffect, useState } from 'react'
import type { EditorHandle, OutlineItem } from '../../editor/index.ts'

/** The line one reads is about this far down the visible part. */
const READING_LINE = 0.3

/** eId of the unit being read: where the caret was last put, or what one has scrolled to since. */
export function useReadingPlace(
  handle: EditorHandle,
  scroller: HTMLElement | null,
  items: readonly OutlineItem[],
  caretUnit: string | null,
): string | null {
  const [place, setPlace] = useState(caretUnit)
  const [caretSeen, setCaretSeen] = useState(caretUnit)
  if (caretSeen !== caretUnit) {
    setCaretSeen(caretUnit)
    setPlace(caretUnit)
  }
  useEffect(() => {
    if (!scroller) return
    let frame = 0
    const look = () => {
      frame = 0
      setPlace(unitAt(handle, items, scroller.scrollTop + scroller.clientHeight * READING_LINE))
    }
    const schedule = () => (frame ||= requestAnimationFrame(look))
    scroller.addEventListener('scroll', schedule, { passive: true })
    return () => {
      cancelAnimationFrame(frame)
      scroller.removeEventListener('scroll', schedule)
    }
  }, [handle, scroller, items])
  return place
}

/** The last unit that begins above the line; asks the layout only as often as a binary search must. */
function unitAt(handle: EditorHandle, items: readonly OutlineItem[], line: number): string | null {
  let [low, high] = [0, items.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((handle.coordsAt(items[middle]!.eId) ?? 0) <= line) low = middle
    else high = middle - 1
  }
  return items[low]?.eId ?? null
}
