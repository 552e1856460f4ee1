import { useEffect } from 'react'
import type { EditorHandle } from '../editor/index.ts'

/** Alt+Shift+↓ and ↑ go from suggestion to suggestion, wherever the focus is. */
export function useReviewSteps(handle: EditorHandle): void {
  useEffect(() => {
    const step = (event: KeyboardEvent) => {
      const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
      if (by === 0 || !event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return
      if (goToNeighbour(handle, by)) event.preventDefault()
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
