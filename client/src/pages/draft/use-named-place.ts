import { useEffect } from 'react'
import type { EditorHandle } from '../../editor/index.ts'

/** Goes to the provision that the address names (`#art_24`), once the text is there. */
export function useNamedPlace(handle: EditorHandle | null): void {
  useEffect(() => {
    const eId = decodeURIComponent(location.hash.slice(1))
    if (!handle || eId === '') return
    handle.goTo(eId)
    history.replaceState(history.state, '', location.pathname)
  }, [handle])
}
