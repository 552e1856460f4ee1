import type { Awareness } from 'y-protocols/awareness'
import type { Node } from '@tiptap/pm/model'
import type * as Y from 'yjs'
import type { Piece } from '@travaux/shared/diff'
import type { MarkName, ProvisionKind } from '@travaux/shared/model'
import type { DecisionProblem as WhyUndecided, Suggestion, SuggestionRecord } from '@travaux/shared/suggest'
import type { Finder } from './find/index.ts'
import type { PasteNotice } from './paste/index.ts'

/** Redline: the draft with its changes marked. Clean: the draft as it would read. Original: the base, read-only. */
export type EditorView = 'redline' | 'clean' | 'original'

/**
 * Editing: what a person does changes the draft. Suggesting: it becomes suggestions. Viewing: they read.
 */
export type EditorMode = 'editing' | 'suggesting' | 'viewing'

/** Someone who may have written in the draft. */
export interface Author {
  readonly id: string
  readonly name: string
  readonly color: string
}

/** What became of a decision on suggestions: done, or why it can't be. */
export type Decision = { readonly ok: true } | { readonly ok: false; readonly reason: DecisionProblem }
export type DecisionProblem = 'not-allowed' | WhyUndecided

/** What a comment would be about. */
export interface PlaceToComment {
  /** Whether words are selected; otherwise it is about the provision. */
  readonly words: boolean
  /** Of the block around it. */
  readonly eId: string
  /** "article 24, paragraph 1" */
  readonly location: string
  readonly quotation: string
}

/** A word of the draft, or a deleted one of the base. */
export interface WordPlace {
  readonly side: 'earlier' | 'later'
  readonly eId: string
  /** In UTF-16 units among the block's settled words. */
  readonly at: number
  /** Of all settled words of the block, by which an old answer is known; null for the base, which never changes. */
  readonly length: number | null
}

/** Who wrote which of a block's settled words. */
export interface WrittenBlock {
  readonly eId: string
  /** Of all settled words of the block, in UTF-16 units. */
  readonly length: number
  /** `by` is a person's id, `style` the number of their underline. */
  readonly runs: readonly { readonly from: number; readonly to: number; readonly by: string; readonly style: number }[]
}

/** The words that are drawn, as the server can tell who wrote them. */
export interface DrawnWords {
  /** What is drawn at a point of the window, in CSS pixels. */
  at(target: Element, point: { left: number; top: number }): WordPlace | null
  /** The word that the caret stands in or behind. */
  atCaret(): WordPlace | null
  /** Marks words by who wrote them; an empty list takes the marks away. */
  mark(list: readonly WrittenBlock[]): void
}

/** What a person should know about their suggesting: an edit that can't be suggested and was not made. */
export type SuggestNotice = { readonly kind: 'refused' } | { readonly kind: 'inside-suggestion' }

/** What a stale reference should read: `text`, at `from` among the settled words of the block `at`, becomes `proposal`. */
export interface ReferenceRepair {
  readonly at: string
  readonly from: number
  readonly text: string
  readonly proposal: string
}

export interface DraftEditorProps {
  /** Holds the draft in its fragment `text` (`TEXT_ROOT`); must be filled before the editor is mounted. */
  document: Y.Doc
  /** Null in a session without others (tests, previews). Its `user` field is `{ name, color: '#rrggbb' }`. */
  awareness: Awareness | null
  /** The revision that the draft started from, as `shared/model` decodes it. */
  base: Node | null
  language: string
  direction: 'ltr' | 'rtl'
  mode: EditorMode
  /** Whoever sits at this editor; their suggestions carry the id. */
  me: Author
  /** The server's time, in milliseconds since the epoch; this device's own when left out. */
  now?: () => number
  /** The draft's members, for names and colours of those who are not here. */
  members: readonly Author[]
  /** Whether this person decides on suggestions: drafters do. */
  mayDecide: boolean
  view: EditorView
  onReady?: (handle: EditorHandle) => void
  /** Hears what a person should know about a paste: refused as too large, or pasted without its footnotes. */
  onPaste?: (notice: PasteNotice) => void
  onSuggest?: (notice: SuggestNotice) => void
}

/** How a unit stands beside the base; null when it reads the same. */
export type ChangeKind = 'new' | 'changed' | 'deleted' | 'moved'

/** One line of the outline. Deleted units stand where the base had them. */
export interface OutlineItem {
  readonly eId: string
  readonly kind: ProvisionKind
  /** "Article 24", "Chapter II"; null for what carries none (title, preamble, closing). */
  readonly label: string | null
  readonly heading: string
  readonly change: ChangeKind | null
  /** 0 for what stands at the top (parts, or chapters where there are no parts), one more below each rank. */
  readonly level: number
}

/** One changed stretch of the redline, in document order. */
export interface Change {
  /** The block's eId in the draft, or in the base when it is deleted. */
  readonly eId: string
  /** "Article 24, paragraph 1 (a)" in the draft's numbers: where a reader finds it. */
  readonly location: string
  readonly kind: ChangeKind
  readonly pieces: readonly Piece[]
  /** eId of the article or annex it belongs to; null outside. */
  readonly container: string | null
}

/** What the page around the text needs to know. A new object whenever a field changes, the same one otherwise. */
export interface EditorSnapshot {
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Brought up to date in idle time, so up to some 200 ms behind the typing. */
  readonly outline: readonly OutlineItem[]
  /** As late as `outline`. */
  readonly changes: readonly Change[]
  /** eId of the block the caret stands in. */
  readonly current: string | null
  /** eId of the article, annex or other unit of the outline that the caret stands in. */
  readonly currentUnit: string | null
  /** Marks at the caret. */
  readonly marks: readonly MarkName[]
  /** Everything proposed, in document order; as late as `outline`. */
  readonly suggestions: readonly Suggestion[]
  /** Id of the suggestion that the caret stands in, or that was gone to last. */
  readonly activeSuggestion: string | null
  readonly mode: EditorMode
}

/** What the page around the text can do with it. Methods that return a boolean say whether they could do it. */
export interface EditorHandle {
  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => EditorSnapshot
  focus(): void
  /** Scrolls a block (deleted ones too) into view and puts the caret at its start. */
  goTo(eId: string): boolean
  goToChange(direction: 'next' | 'previous'): boolean
  /** Takes back this person's own last edit, never a colleague's. */
  undo(): boolean
  redo(): boolean
  /** Makes an empty article behind the article (or chapter heading…) `eId` and puts the caret into its heading; gives its eId. */
  addArticleAfter(eId: string): string | null
  /** Deletes an article, heading, paragraph: everything `eId` names. */
  deleteUnit(eId: string): boolean
  /** Brings an article or provision back to the base's text and place, also a deleted one. A new one goes. */
  restoreUnit(eId: string): boolean
  /** Gives a unit the words that it has in another revision, under its own number; false when that revision has no such unit. */
  retainUnit(eId: string, revision: Node): boolean
  /**
   * Gives units the words, number and place that they have in `text`, a text that began as the base; new ones come, those it does not
   * have go. How many it changed.
   */
  takeUnits(text: Node, eIds: readonly string[]): number
  /** Repairs stale references as one step of undo, and gives the number of those that still read as they did. */
  repairReferences(repairs: readonly ReferenceRepair[]): Promise<number>
  setNumber(eId: string, number: string | null): boolean
  /** Opens the small field in which the number of `eId` (default: where the caret is) is edited. */
  editNumber(eId?: string): boolean
  toggleMark(mark: 'strong' | 'em'): boolean
  /** Moves the selected provisions a level down (1) or up (-1). */
  changeLevel(by: 1 | -1): boolean
  /** Distance in CSS pixels from the top of the editor's page to the block's top; null when it isn't drawn. */
  coordsAt(eId: string): number | null
  /** The draft as it stands, suggestions included. */
  draft(): Node
  /** Scrolls a suggestion into view, puts the caret into it and marks it as the active one. */
  goToSuggestion(id: string): boolean
  /** Makes suggestions part of the draft: all of them or none. For drafters. */
  accept(ids: readonly string[]): Decision
  /** Takes suggestions out of the draft, or withdraws one's own. Reviewers can only withdraw. */
  reject(ids: readonly string[]): Decision
  withdraw(ids: readonly string[]): Decision
  /** Like `coordsAt`, for the place where a suggestion begins. */
  coordsOfSuggestion(id: string): number | null
  /** Proposes again what this person had proposed in a copy that was lost (`doc` as JSON), as far as the words still stand. */
  suggestAgain(lost: { readonly doc: unknown; readonly records: readonly SuggestionRecord[] }): boolean
  /** Everything proposed as it stands now, not as late as the snapshot's. */
  suggestions(): readonly Suggestion[]
  /** Null while the caret stands nowhere. */
  placeToComment(): PlaceToComment | null
  /** Hangs a comment thread on the selected words; false when none are selected. */
  markComment(id: string): boolean
  unmarkComment(id: string): void
  /** Shows the words of a thread; false when they are gone. */
  goToComment(id: string): boolean
  /** Like `coordsAt`, for the words of a thread. */
  coordsOfComment(id: string): number | null
  /** Words by who wrote them; the code for it is fetched with the first call. */
  words(): Promise<DrawnWords>
  /** Find and replace in the draft; `find/FindBar.tsx` is its face. */
  readonly finder: Finder
}
