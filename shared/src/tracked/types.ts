/** Kinds of Word's revision marks (ECMA-376-1, 17.13.5); `para-…` is a paragraph mark's, `row-…` and `cell-…` a table's. */
export type RunChange = 'ins' | 'del' | 'moveTo' | 'moveFrom'
export const PROPERTY_CHANGES = [
  'rPrChange',
  'pPrChange',
  'sectPrChange',
  'tblPrChange',
  'trPrChange',
  'tcPrChange',
  'tblGridChange',
  'tblPrExChange',
  'numberingChange',
] as const
export type PropertyChange = (typeof PROPERTY_CHANGES)[number]
export type RevisionType =
  | RunChange
  | `para-${RunChange}`
  | 'row-ins'
  | 'row-del'
  | 'cell-ins'
  | 'cell-del'
  | 'cell-merge'
  | PropertyChange

/** One revision mark of the file. */
export interface Revision {
  readonly type: RevisionType
  /** As the file names them; null where it doesn't. */
  readonly author: string | null
  /** As the file writes it, normally `2026-11-23T09:00:00Z`. */
  readonly date: string | null
  readonly id: string | null
  /** The words it is about; ¶ for a paragraph mark. */
  text: string
  /** The part of the file, "word/document.xml". */
  readonly part: string
  /** Index of its paragraph in `TrackedFile.paragraphs`; null where it is about no paragraph. */
  para: number | null
  /** Names of the properties before and after, for a change of properties. */
  readonly before?: readonly string[]
  readonly after?: readonly string[]
}

/** How a run looks, as far as drafts know looks; null where the run itself says nothing. */
export interface RunLook {
  readonly strong: boolean | null
  readonly em: boolean | null
}

/** Characters of a paragraph that share their revision marks. */
export interface Atom {
  readonly text: string
  readonly ins: Revision | null
  readonly del: Revision | null
  readonly look: RunLook
  /** Where formatting was tracked: by whom, and how the run looked before. */
  readonly restyled: { readonly by: Revision; readonly look: RunLook } | null
}

/** The beginning or end of a bookmark or of a comment's range, before atom `at` of a paragraph. */
export interface Edge {
  readonly kind: 'bookmark' | 'comment'
  readonly side: 'open' | 'close'
  /** The bookmark's name or the comment's id. */
  readonly name: string
  readonly at: number
}

export interface Paragraph {
  readonly kind: 'paragraph'
  readonly index: number
  readonly part: string
  /** `body`, `body/t1/r0/c2`, `header`, `footnote#3`, `box@7`. */
  readonly in: string
  readonly style: string | null
  /** The style before a tracked change of the paragraph's properties. */
  readonly restyled: { readonly by: Revision; readonly style: string | null } | null
  readonly num: Readonly<Record<string, string>> | null
  readonly mark: string | null
  /** What has happened to its paragraph mark. */
  readonly ins: Revision | null
  readonly del: Revision | null
  readonly atoms: readonly Atom[]
  readonly edges: readonly Edge[]
}

export interface Table {
  readonly kind: 'table'
  readonly rows: readonly Row[]
}
export interface Row {
  readonly ins: Revision | null
  readonly del: Revision | null
  readonly cells: readonly Cell[]
}
export interface Cell extends Omit<Row, 'cells'> {
  readonly blocks: readonly Block[]
}
export type Block = Paragraph | Table

/** A container of blocks that flows by itself: the body, a header, a note, a text box. */
export interface Story {
  readonly part: string
  readonly in: string
  readonly blocks: readonly Block[]
}

export interface WordComment {
  readonly id: string
  readonly author: string | null
  readonly date: string | null
  /** Its paragraphs, one a line. */
  readonly text: string
  /** The words it is about, struck ones included; null where it hangs on none. */
  readonly anchor: string | null
  /** Index of the paragraph where its range begins. */
  readonly para: number | null
  /** The comment that it answers; null for the first of a thread. */
  readonly parent: string | null
  readonly resolved: boolean
}

/** A paragraph of the text after accepting or rejecting everything. */
export interface SettledParagraph {
  readonly part: string
  readonly in: string
  readonly text: string
}

export interface TrackedFile {
  readonly ok: true
  readonly paragraphs: readonly Paragraph[]
  readonly stories: readonly Story[]
  /** Every revision mark, in the file's order. */
  readonly changes: readonly Revision[]
  readonly comments: readonly WordComment[]
  readonly warnings: readonly string[]
  /** Custom document properties, by name. */
  readonly properties: ReadonlyMap<string, string>
}
