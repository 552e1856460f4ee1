import type { Mark } from 'prosemirror-model'
import type { CreditPlace } from '../../authorship/index.ts'
import type { Op } from '../../diff/index.ts'
import type { Look } from './look.ts'

/** Who made a change, and when. */
export interface Attribution {
  author: string
  at: Date
}

/** Who made the redline differ at a place: in the draft, its `later` side, or among what is gone of the base, the `earlier` one. */
export type Attribute = (place: CreditPlace) => Attribution

/** Words, with the op that says in which of the two texts they stand. */
export interface Words {
  kind: 'words'
  op: Op
  text: string
  marks: readonly Mark[]
  /** Set on the words of a label, which is no part of a block's text. */
  label?: true
  by: Attribution | null
  /** Of a reference to a footnote of the file: its id there. */
  footnote?: number
}

/** The end of a paragraph, which in Word carries the paragraph's style: one for each of the two texts that it stands in. */
export interface ParagraphEnd {
  kind: 'end'
  op: Op
  /** Null where the mark is deleted. */
  draft: Look | null
  /** Null where the mark is inserted. */
  base: Look | null
  /** Null where nothing has changed. */
  by: Attribution | null
}

/** The beginning or end of the bookmark that carries an eId. */
export interface BookmarkEdge {
  kind: 'open' | 'close'
  name: string
}

/** Where the comments of a thread begin or end to hang. */
export interface CommentEdge {
  kind: 'comment'
  edge: 'start' | 'end'
  ids: readonly number[]
}

/**
 * The redline of an instrument as one stream of words and paragraph ends, which is what Word's tracked changes are: taking out
 * what is inserted leaves the base, taking out what is deleted leaves the draft, and words whose paragraph end is taken out flow
 * into the next paragraph.
 */
export type Token = Words | ParagraphEnd | BookmarkEdge | CommentEdge
