import { useEffect } from 'react'
import type { EditorHandle } from '../editor/index.ts'

/** F8 and Shift+F8 go from suggestion to suggestion, wherever the focus is. */
export function useReviewSteps(handle: EditorHandle): void {
  useEffect(() => {
    const step = (event: KeyboardEvent) => {
      if (event.key !== 'F8' || event.altKey || event.ctrlKey || event.metaKey) return
      if (goToNeighbour(handle, event.shiftKey ? -1 : 1)) event.preventDefault()
    }
    addEventListener('keydown', step, { capture: true })
    return () => removeEventListener('keydown', step, { capture: true })
  }, [handle])
}

/** Goes to the suggestion after (1) or before (-1) the active one, round at the ends. */
export function goToNeighbour(handle: EditorHandle, by: 1 | -1): boolean {
  const { suggestions, activeSuggestion } = handle.getSnapshot()
  const here = suggestions.findIndex(({ id }) => id === activeSuggestion)
  const count = suggestions.length
  if (count === 0) return false
  const next = here < 0 ? (by > 0 ? 0 : count - 1) : (here + by + count) % count
  return handle.goToSuggestion(suggestions[next]!.id)
}
