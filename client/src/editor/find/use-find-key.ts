import { useEffect, useState } from 'react'

/** Ctrl+F, or ⌘F on a Mac. */
export const isFindKey = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f'

/**
 * Whether the find bar is open. Ctrl+F opens it in place of the browser's own search, which finds struck words and misses articles
 * that are not laid out yet; where `active` is false the browser's search stays.
 */
export function useFindKey(active: boolean): [open: boolean, setOpen: (open: boolean) => void] {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (!active) return
    const press = (event: KeyboardEvent) => {
      if (!isFindKey(event) || event.defaultPrevented) return
      event.preventDefault()
      setOpen(true)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [active])
  return [open && active, setOpen]
}
