import { useSyncExternalStore } from 'react'

/** Whether the window is at least this many rem wide. */
export function useWiderThan(rem: number): boolean {
  const query = `(min-width: ${rem}rem)`
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}
