import type { Node } from 'prosemirror-model'
import type { Anchor, Warning } from '../protocol/index.ts'
import type { Author, SuggestedDraft } from '../suggest/index.ts'
import type { TrackedFile } from '../tracked/index.ts'

export interface Reimport {
  readonly file: TrackedFile
  /** The revision that the draft began with. */
  readonly base: Node
  /** The draft as it was when the file was exported; null when that is not known. */
  readonly exported: SuggestedDraft | null
  /** Numbers that the export printed instead of those that the draft holds, by eId: of a draft that renumbers. */
  readonly counted: ReadonlyMap<string, string>
  /** When, as ISO 8601; null when that is not known. */
  readonly exportedAt: string | null
  readonly draft: SuggestedDraft
  /** BCP 47 tag of the instrument's language: labels are printed in it. */
  readonly language: string
  /** Names of the workspace's people, by id: under these the exporter signs. */
  readonly names: ReadonlyMap<string, string>
  /** Keys of the changes and comments that an earlier import brought. */
  readonly known: ReadonlySet<string>
  /** Who suggests for a name of the file; null for what was changed without tracking. */
  readonly author: (name: string | null, date: string | null) => Author
}

/** What was done in Word, in the words of a person. */
export type ChangeKind = 'insert' | 'delete' | 'format' | 'newBlock' | 'deleteBlock' | 'join' | 'label' | 'move' | 'comment'

export interface ImportedChange {
  /** As the file names them; null for what was changed without tracking. */
  readonly author: string | null
  readonly date: string | null
  readonly kind: ChangeKind
  readonly text: string
  /** Where it is, or where it probably belongs; null where there is no telling. */
  readonly eId: string | null
  /** "article 24, paragraph 1" */
  readonly location: string | null
}

export interface UnmatchedChange extends ImportedChange {
  /** Why it could not be matched, in a sentence. */
  readonly reason: string
}

export interface ImportedComment {
  /** The comment's id in the file. */
  readonly id: string
  readonly key: string
  readonly author: string | null
  readonly date: string | null
  readonly text: string
  /** The comment in the file that it answers. */
  readonly parent: string | null
  readonly resolved: boolean
  readonly anchor: Anchor
  readonly quotation: string
  readonly location: string
}

export interface Reimported {
  /** The draft with everything that was matched as suggestions and comment marks. */
  readonly draft: SuggestedDraft
  readonly matched: readonly ImportedChange[]
  readonly unmatched: readonly UnmatchedChange[]
  readonly comments: readonly ImportedComment[]
  readonly warnings: readonly Warning[]
  /** Keys of all that was brought in, matched or not: the next import leaves them out. */
  readonly keys: readonly string[]
}
