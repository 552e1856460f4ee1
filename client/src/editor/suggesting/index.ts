import { Extension } from '@tiptap/core'
import type * as Y from 'yjs'
import type { Author, EditorMode, SuggestNotice } from '../types.ts'
import { composing } from './composing.ts'
import { typeOver } from './type-over.ts'
import { admitted } from './dispatch.ts'
import { suggestingPlugin } from './plugin.ts'

export { deciding, type Deciding } from './decide.ts'
export { ownHistory, type OwnHistory } from './own-history.ts'
export { suggestionAtCaret } from './active.ts'
export { setSuggesting, suggestedDraft, suggestingIn } from './plugin.ts'
export { SuggestionStyles } from './suggestion-styles.ts'

export interface SuggestingOptions {
  readonly document: Y.Doc
  readonly mode: EditorMode
  readonly me: Author
  /** The server's time, in milliseconds since the epoch. */
  readonly now: () => number
  readonly onNotice: (notice: SuggestNotice) => void
}

/** Suggesting in the editor: every edit of a person passes here before it reaches the draft. */
export const suggesting = ({ document, mode, me, now, onNotice }: SuggestingOptions) =>
  Extension.create({
    name: 'suggesting',
    // Behind the keys, which clear a selection before an input method begins.
    priority: 800,
    dispatchTransaction({ transaction, next }) {
      const tr = admitted(this.editor.state, transaction, { me, now, notify: onNotice })
      if (tr) next(tr)
    },
    addProseMirrorPlugins: () => [suggestingPlugin({ document, mode, user: me.id }), composing(), typeOver()],
  })
