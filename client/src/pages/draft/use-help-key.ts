import { useEffect, useState, type Dispatch, type SetStateAction } from 'react'

const writesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))

/** Whether the list of shortcuts is open; "?" opens it, except where one writes a question mark. */
export function useHelpKey(): [boolean, Dispatch<SetStateAction<boolean>>] {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === '?' && !event.ctrlKey && !event.metaKey && !event.altKey && !writesText(event.target)) setOpen(true)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
  return [open, setOpen]
}
