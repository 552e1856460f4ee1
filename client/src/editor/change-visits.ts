import type { Editor } from '@tiptap/core'
import type { EditorState } from '@tiptap/pm/state'
import type { Redline } from '@travaux/shared/diff'
import { freshRedline } from './redline-plugin.ts'

/** Going from change to change, from the caret on and round at the ends. Deleted blocks have no caret, so the last visit is remembered. */
export function changeVisits(editor: Editor, goTo: (eId: string) => boolean): (direction: 'next' | 'previous') => boolean {
  let visited: { state: EditorState; index: number } | null = null
  return (direction) => {
    const entries = freshRedline(editor.view)
    const { state } = editor
    const changed = entries.flatMap((entry, index) => (entry.changed ? [index] : []))
    if (changed.length === 0) return false
    const here =
      visited?.state.selection.eq(state.selection) && visited.state.doc === state.doc
        ? visited.index
        : entryAtCaret(entries, state)
    const index =
      direction === 'next'
        ? (changed.find((candidate) => candidate > here) ?? changed[0]!)
        : (changed.findLast((candidate) => candidate < here) ?? changed.at(-1)!)
    const went = goTo((entries[index]!.drafts[0] ?? entries[index]!.bases[0]!).eId)
    visited = { state: editor.state, index }
    return went
  }
}

const entryAtCaret = (entries: Redline, state: EditorState): number =>
  entries.findLastIndex((entry) => entry.drafts.length > 0 && entry.drafts[0]!.pos <= state.selection.head)
