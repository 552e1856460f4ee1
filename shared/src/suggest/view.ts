/**
 * How a draft with suggestions is looked at. Without an author: all of them marked, as if accepted, or as if rejected. With one: only theirs
 * marked; theirs as if accepted, nobody else's; or all but theirs marked.
 */
export interface SuggestionView {
  readonly shown: 'marked' | 'accepted' | 'rejected'
  /** Id of the one author meant; everybody when null. */
  readonly author: string | null
}

export const ALL_MARKED: SuggestionView = { shown: 'marked', author: null }

export const isAllMarked = ({ shown, author }: SuggestionView): boolean => shown === 'marked' && author === null
