import { useEffect, useState } from 'react'
import type { DrawnWords, WordPlace } from '../editor/index.ts'

/** Milliseconds that the pointer rests on words before anything is said of them. */
const REST_MS = 250

/** Words that the pointer rests on or a finger has tapped, and where in the window. */
export interface PointedWords {
  readonly place: WordPlace
  readonly left: number
  readonly top: number
}

/** What a person points at in the text; null when they move on, scroll, type or press Escape. */
export function usePointedWords(words: DrawnWords | null): PointedWords | null {
  const [pointed, setPointed] = useState<PointedWords | null>(null)
  useEffect(() => {
    if (!words) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const leave = () => {
      clearTimeout(timer)
      setPointed(null)
    }
    const rest = ({ target, clientX: left, clientY: top, buttons, type }: PointerEvent) => {
      leave()
      if (!(target instanceof Element) || (type === 'pointermove' && buttons !== 0) || !target.closest('.shown-text')) return
      timer = setTimeout(() => {
        const place = words.at(target, { left, top })
        if (place) setPointed({ place, left, top })
      }, REST_MS)
    }
    const touched = (event: PointerEvent) => {
      if (event.pointerType !== 'mouse') rest(event)
    }
    document.addEventListener('pointermove', rest)
    document.addEventListener('pointerup', touched)
    document.addEventListener('keydown', leave)
    document.addEventListener('scroll', leave, true)
    return () => {
      leave()
      document.removeEventListener('pointermove', rest)
      document.removeEventListener('pointerup', touched)
      document.removeEventListener('keydown', leave)
      document.removeEventListener('scroll', leave, true)
    }
  }, [words])
  return pointed
}
