import { useEffect, useState } from 'react'

/** Somebody writes until this many milliseconds after their last key. */
export const WRITING_PAUSE = 1000

const WRITES = new Set(['Enter', 'Backspace', 'Delete'])
const writes = ({ key, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  WRITES.has(key) || (key.length === 1 && !ctrlKey && !metaKey)

/** Whether the person is writing in the text just now. Whoever clicks, or goes on by a function key, has stopped. */
export function useWriting(scroller: HTMLElement): boolean {
  const [writing, setWriting] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = () => {
      clearTimeout(timer)
      setWriting(false)
    }
    const follow = (event: Event) => {
      if (event instanceof KeyboardEvent && /^F\d/.test(event.key)) return stop()
      if (!(event.target instanceof HTMLElement) || !event.target.isContentEditable) return
      if (event instanceof KeyboardEvent && !writes(event)) return
      clearTimeout(timer)
      timer = setTimeout(stop, WRITING_PAUSE)
      setWriting(true)
    }
    // Before the text itself hears of it. What input methods write has no key of its own.
    scroller.addEventListener('keydown', follow, true)
    scroller.addEventListener('beforeinput', follow, true)
    document.addEventListener('pointerdown', stop, true)
    return () => {
      clearTimeout(timer)
      scroller.removeEventListener('keydown', follow, true)
      scroller.removeEventListener('beforeinput', follow, true)
      document.removeEventListener('pointerdown', stop, true)
    }
  }, [scroller])
  return writing
}
