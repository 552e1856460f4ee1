import type { Suggestion, SuggestionKind } from '@travaux/shared/suggest'

/** Which suggestions are listed; null is every one. */
export interface Filter {
  readonly author: string | null
  readonly kind: SuggestionKind | null
  /** eId of an article or annex. */
  readonly container: string | null
}

export const EVERYTHING: Filter = { author: null, kind: null, container: null }

export const matches = ({ author, kind, container }: Filter, suggestion: Suggestion): boolean =>
  (author === null || suggestion.user === author) &&
  (kind === null || suggestion.kind === kind) &&
  (container === null || suggestion.container === container)
