import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { searchFor, type Match, type Query } from './search.ts'

/** A search that is going on in an editor. */
export interface Finding {
  readonly search: (doc: EditorState['doc']) => Match[]
  readonly matches: readonly Match[]
  /** Index of the match that the person looks at; -1 when there is none. */
  readonly current: number
  readonly drawn: DecorationSet
}

/** Search for something else, go to a match, or end the search. */
export type FindStep = { query: Query; from: number } | { current: number } | 'end'

const key = new PluginKey<Finding | null>('find')

/** The search of an editor; null when nobody searches, and then it costs nothing. */
export const findingIn = (state: EditorState): Finding | null => key.getState(state) ?? null

export const findStep = (tr: Transaction, step: FindStep): Transaction => tr.setMeta(key, step).setMeta('addToHistory', false)

/** Keeps the matches up to date while the text changes and draws them. */
export const findPlugin = (): Plugin =>
  new Plugin<Finding | null>({
    key,
    state: {
      init: () => null,
      apply(tr, finding) {
        const step = tr.getMeta(key) as FindStep | undefined
        if (step === 'end') return null
        if (step && 'query' in step) return begun(step.query, tr.doc, step.from)
        if (!finding) return null
        const moved = tr.docChanged ? followed(finding, tr) : finding
        return step ? drawnAt(moved, step.current, tr.doc) : moved
      },
    },
    props: { decorations: (state) => findingIn(state)?.drawn },
  })

function begun(query: Query, doc: EditorState['doc'], from: number): Finding {
  const search = searchFor(query)
  const matches = search(doc)
  return drawnAt({ search, matches, current: -1, drawn: DecorationSet.empty }, nextFrom(matches, from), doc)
}

/** The matches after an edit; the person stays at the one they looked at, or the next one behind it. */
function followed(finding: Finding, tr: Transaction): Finding {
  const matches = finding.search(tr.doc)
  const at = finding.matches[finding.current]
  return drawnAt({ ...finding, matches }, at ? nextFrom(matches, tr.mapping.map(at.from)) : nextFrom(matches, 0), tr.doc)
}

/** The first match at or behind a position, the first of all when there is none; -1 without matches. */
function nextFrom(matches: readonly Match[], from: number): number {
  const index = matches.findIndex((match) => match.from >= from)
  return index < 0 ? Math.min(0, matches.length - 1) : index
}

/** As many matches are drawn around the current one: each is an element of the page, and a single letter has 10,000 in a long treaty. */
const MAX_DRAWN = 600

function drawnAt(finding: Finding, current: number, doc: EditorState['doc']): Finding {
  const { matches } = finding
  const first = Math.max(0, Math.min(current - MAX_DRAWN / 2, matches.length - MAX_DRAWN))
  const shown = matches.slice(first, first + MAX_DRAWN)
  const decorations = shown.map(({ from, to }, index) =>
    Decoration.inline(from, to, { class: first + index === current ? 'find-match find-match-current' : 'find-match' }),
  )
  return { ...finding, current, drawn: DecorationSet.create(doc, decorations) }
}
