import type { EditorState } from '@tiptap/pm/state'
import { isSuggestion, proposal } from '@travaux/shared/suggest'
import { suggestingIn } from './plugin.ts'

/** Id of the suggestion that the caret stands in or at: of its words, of its block, of what is proposed about the block. */
export function suggestionAtCaret(state: EditorState): string | null {
  const { $head } = state.selection
  for (const run of [$head.nodeAfter, $head.nodeBefore]) {
    const mark = run?.isText ? run.marks.find(isSuggestion) : undefined
    if (mark) return mark.attrs['id'] as string
  }
  const { records } = suggestingIn(state)
  for (let depth = $head.depth; depth > 0; depth--) {
    const node = $head.node(depth)
    const stamp = proposal(node)
    if (stamp) return stamp.id
    for (const record of records.values()) if (record.target === node.attrs['eId']) return record.id
  }
  return null
}
