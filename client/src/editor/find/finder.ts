import { TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import type { Editor } from '@tiptap/core'
import type { MarkName } from '@travaux/shared/model'
import { findingIn, findStep } from './find-plugin.ts'
import type { Match, Query } from './search.ts'

/** What the find bar shows. A new object whenever a field changes. */
export interface FindSnapshot {
  readonly count: number
  /** Number of the match that the person looks at, from 1; 0 when there is none. */
  readonly current: number
  readonly editable: boolean
}

/** Finding and replacing in the draft. */
export interface Finder {
  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => FindSnapshot
  /** The selected words when they could be what someone looks for, else ''. */
  selectedWords(): string
  /** Begins a search at the selection; an empty query finds nothing. */
  search(query: Query): void
  next(): void
  previous(): void
  /** Replaces the current match and goes to the next. False when there is none or the draft is read-only. */
  replace(words: string): boolean
  /** Replaces every match as one step of undo and gives their number. */
  replaceAll(words: string): number
  /** Ends the search; the current match is selected and the text takes the keyboard. */
  close(): void
  /** Ends the search and leaves everything else as it is. */
  stop(): void
}

/** `newStep` begins a new step of undo. */
export function createFinder(editor: Editor, newStep: () => void): Finder {
  const dispatch = (tr: Transaction) => editor.view.dispatch(tr)
  const finding = () => findingIn(editor.state)
  const current = (): Match | null => finding()?.matches[finding()!.current] ?? null
  let query: Query | null = null
  const begin = (wanted: Query, from: number) => dispatch(findStep(editor.state.tr, { query: (query = wanted), from }))
  const step = (by: 1 | -1) => {
    const now = finding()
    if (!now || now.matches.length === 0) return
    const { length } = now.matches
    dispatch(findStep(editor.state.tr, { current: (now.current + by + length) % length }))
    scrollTo(editor, current())
  }
  return {
    ...snapshots(editor),
    selectedWords: () => selectedWords(editor.state),
    search(wanted) {
      begin(wanted, current()?.from ?? editor.state.selection.from)
      scrollTo(editor, current())
    },
    next: () => step(1),
    previous: () => step(-1),
    replace(words) {
      const match = current()
      if (!match || !editor.isEditable) return false
      newStep()
      dispatch(replaced(editor.state, match, words))
      begin(query!, match.from + words.length)
      scrollTo(editor, current())
      return true
    },
    replaceAll(words) {
      const matches = finding()?.matches ?? []
      if (matches.length === 0 || !editor.isEditable) return 0
      newStep()
      dispatch(findStep(editor.state.tr, 'end'))
      // One transaction each, last to first: two edits of one block in one transaction would rewrite everything between them in Yjs.
      for (const match of matches.toReversed()) dispatch(replaced(editor.state, match, words))
      newStep()
      begin(query!, matches[0]!.from)
      return matches.length
    },
    close() {
      const match = current()
      const tr = findStep(editor.state.tr, 'end')
      dispatch(match ? tr.setSelection(TextSelection.create(tr.doc, match.from, match.to)) : tr)
      editor.view.focus()
      scrollTo(editor, match)
    },
    stop() {
      if (!editor.isDestroyed && finding()) dispatch(findStep(editor.state.tr, 'end'))
    },
  }
}

/** Looks that words in place of others take over. */
const LOOKS: ReadonlySet<string> = new Set<MarkName>(['strong', 'em'])

/** The words in place of a match, with the looks of its first character. */
function replaced({ tr, schema }: EditorState, { from, to }: Match, words: string): Transaction {
  const marks = (tr.doc.nodeAt(from)?.marks ?? []).filter((mark) => LOOKS.has(mark.type.name))
  return words === '' ? tr.delete(from, to) : tr.replaceWith(from, to, schema.text(words, marks))
}

/** Longer selections are no words that someone looks for. */
const MAX_SELECTED = 100

function selectedWords({ doc, selection }: EditorState): string {
  const { $from, $to, from, to } = selection
  return $from.sameParent($to) && $from.parent.isTextblock && to - from <= MAX_SELECTED ? doc.textBetween(from, to) : ''
}

function scrollTo(editor: Editor, match: Match | null): void {
  if (!match) return
  const scroll = () => {
    if (editor.isDestroyed || match.to > editor.state.doc.content.size) return
    const { node } = editor.view.domAtPos(match.from, 1)
    const element = editor.view.dom.querySelector('.find-match-current') ?? (node instanceof Element ? node : node.parentElement)
    element?.scrollIntoView({ block: 'center', inline: 'nearest' })
  }
  scroll()
  // Articles off the screen are laid out when they come near: the first jump lands by estimate.
  requestAnimationFrame(scroll)
}

/** What the bar shows, published when it changes. */
function snapshots(editor: Editor): Pick<Finder, 'subscribe' | 'getSnapshot'> {
  let snapshot: FindSnapshot = { count: 0, current: 0, editable: editor.isEditable }
  const read = (): FindSnapshot => {
    const finding = findingIn(editor.state)
    const next = { count: finding?.matches.length ?? 0, current: (finding?.current ?? -1) + 1, editable: editor.isEditable }
    const same = next.count === snapshot.count && next.current === snapshot.current && next.editable === snapshot.editable
    return same ? snapshot : (snapshot = next)
  }
  return {
    getSnapshot: read,
    subscribe(listener) {
      const events = ['transaction', 'update'] as const
      for (const event of events) editor.on(event, listener)
      return () => {
        for (const event of events) editor.off(event, listener)
      }
    },
  }
}
