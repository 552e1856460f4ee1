import type { Arrangement } from '@travaux/shared/arrange'
import type { Credits, Session } from '@travaux/shared/authorship'
import type { TracedUpdate } from '@travaux/shared/crdt/trace'
import type { Anonymity, Form, FormRequest, Paper } from '@travaux/shared/export'
import type { Header } from '@travaux/shared/instruct'
import type { DocumentJSON } from '@travaux/shared/model'
import type { SourceLine, TrackedChanges } from '@travaux/shared/parse'
import type { ImportedChange, Reimported } from '@travaux/shared/reimport'
import type { AmendmentRow, ProblemId, Thread, Warning } from '@travaux/shared/protocol'

/** What a job process is asked. Everything is plain data: it crosses a process boundary. */
export type Job =
  | { kind: 'parse'; bytes: Uint8Array; name: string }
  | { kind: 'stage'; bytes: Uint8Array; name: string; trackedChanges: TrackedChanges; earlier: readonly EarlierText[] }
  | { kind: 'form'; source: FormJob; request: FormRequest }
  | { kind: 'preview'; source: FormJob; request: Omit<FormRequest, 'format'> }
  | { kind: 'print'; paper: string }
  | { kind: 'amendments'; base: DocumentJSON; update: Uint8Array; revisions: readonly RevisionText[] }
  | {
      kind: 'trace'
      /** Null where nothing is compared. */
      earlier: Stretch | null
      later: Stretch
      /** Of the revision's document: language and direction. */
      attrs: Record<string, unknown>
      /** Whether a checkpoint is wanted at the end of `later`. */
      keep: boolean
    }
  | { kind: 'word-source'; bytes: Uint8Array; name: string }
  | ReimportJob

/** A Word file that was edited outside, and the draft that it belongs to. */
export interface ReimportJob {
  kind: 'reimport'
  bytes: Uint8Array
  name: string
  base: DocumentJSON
  /** The draft as it was exported, as one update; null when that is not known. */
  exported: Uint8Array | null
  /** ISO 8601. */
  exportedAt: string | null
  /** The draft now. */
  update: Uint8Array
  /** Names of the workspace's people by id. */
  names: ReadonlyMap<string, string>
  /** Ids of those whom earlier files named, by name. */
  authors: ReadonlyMap<string, string>
  /** Keys of what earlier files brought. */
  known: readonly string[]
}

/** Which draft a Word file was exported from, at which row of its log, and when (ISO 8601). */
export interface WordSource {
  draftId: string
  seq: number
  at: string
}

/** What a Word file adds to a draft. */
export interface ReimportedFile extends Pick<Reimported, 'comments' | 'keys' | 'unmatched'> {
  ok: true
  matched: ImportedChange[]
  warnings: Warning[]
  /** Null when it adds nothing to the text. */
  update: Uint8Array | null
  suggestionIds: readonly string[]
  newAuthors: readonly { id: string; name: string }[]
  /** By the name in the file, '' for none: whose suggestions and comments they are. */
  authorIds: ReadonlyMap<string, string>
}

/** The beginning of a draft's log: what is known up to a checkpoint, and the rows behind it. */
export interface Stretch {
  readonly checkpoint: Uint8Array | null
  readonly rows: readonly TracedUpdate[]
}

/** What a draft's log tells. */
export interface Traced {
  readonly seq: number
  readonly sessions: readonly Session[]
  /** By suggestion: when it was first seen, in milliseconds since the epoch. */
  readonly suggestedAt: ReadonlyMap<string, number>
  readonly checkpoint: Uint8Array | null
  readonly comparison: Comparison | null
}

/** Two versions of a draft, and who made the one of the other. */
export interface Comparison {
  readonly credits: Credits
  readonly earlier: DocumentJSON
  readonly later: DocumentJSON
}

/** An official text of the draft's instrument, other than its base. */
export interface RevisionText {
  name: string
  doc: DocumentJSON
}

/** A text of the workspace that an import may be another revision of. */
export interface EarlierText {
  instrumentId: string
  revisionId: string
  title: string
  symbol: string | null
  doc: DocumentJSON
}

/** A draft to be exported, with its base and the names that the file says. */
export interface FormJob {
  base: DocumentJSON
  header: Header
  revisions: readonly RevisionText[]
  instrumentTitle: string
  baseName: string
  draft: NamedUpdate
  /** Other drafts of the same base, for a compilation. */
  others: readonly NamedUpdate[]
  /** Who made the draft of its base. */
  credits: Credits
  /** Of everybody who ever wrote in the workspace, by id. */
  names: ReadonlyMap<string, string>
  /** Whether what is pending stands in the file as if it were accepted, by whoever suggests it. */
  withSuggestions: boolean
  /** Discussions to stand in a Word file; empty where they are not wanted. */
  threads: readonly Thread[]
  /** Stands for everybody where authors are not to be named; null names them. */
  coalition: Anonymity | null
  /** Milliseconds since the epoch. */
  generatedAt: number
  /** What a Word file says of where it comes from; see `WordSource`. */
  origin: string
}

export interface NamedUpdate {
  title: string
  /** Everything that the draft's log holds. */
  update: Uint8Array
}

export interface Found {
  chapters: number
  articles: number
  paragraphs: number
  words: number
}

export interface ParsedFile {
  ok: true
  doc: DocumentJSON
  title: string | null
  symbol: string | null
  found: Found
  warnings: Warning[]
}

/** A file read for a person to check. */
export interface StagedFile {
  ok: true
  title: string | null
  symbol: string | null
  date: string | null
  /** Whether the file has tracked changes. */
  tracked: boolean
  lines: SourceLine[]
  arrangement: Arrangement
  match: Pick<EarlierText, 'instrumentId' | 'revisionId'> | null
}

export interface FileRefused {
  ok: false
  problem: ProblemId
  reason: string
  place?: string
}

/** What each kind of job answers. */
export interface Answers {
  parse: ParsedFile | FileRefused
  stage: StagedFile | FileRefused
  'word-source': { ok: true; source: WordSource | null } | FileRefused
  reimport: ReimportedFile | FileRefused
  /** Null when the one amendment that is asked for is not in the draft. */
  form: Form | null
  preview: Paper | null
  print: Uint8Array
  /** Null when the checkpoint was written by another version of Travaux. */
  trace: Traced | null
  amendments: AmendmentRow[]
}
