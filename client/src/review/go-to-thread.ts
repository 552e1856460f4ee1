import type { Thread } from '../api/calls.ts'
import type { EditorHandle } from '../editor/index.ts'

/** Shows what a thread is about in the text. */
export function goToThread(handle: EditorHandle, { anchor }: Thread): void {
  if (anchor.kind === 'words') handle.goToComment(anchor.mark)
  else if (anchor.kind === 'provision') handle.goTo(anchor.eId)
  else handle.goToSuggestion(anchor.suggestionId)
}
