import type { Arrangement } from '@travaux/shared/arrange'
import type { Anonymity, Form, FormRequest, Paper } from '@travaux/shared/export'
import type { Header } from '@travaux/shared/instruct'
import type { DocumentJSON } from '@travaux/shared/model'
import type { SourceLine, TrackedChanges } from '@travaux/shared/parse'
import type { ProblemId, Warning } from '@travaux/shared/protocol'

/** What a job process is asked. Everything is plain data: it crosses a process boundary. */
export type Job =
  | { kind: 'parse'; bytes: Uint8Array; name: string }
  | { kind: 'stage'; bytes: Uint8Array; name: string; trackedChanges: TrackedChanges; earlier: readonly EarlierText[] }
  | { kind: 'form'; source: FormJob; request: FormRequest }
  | { kind: 'preview'; source: FormJob; request: Omit<FormRequest, 'format'> }
  | { kind: 'print'; paper: string }

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
  instrumentTitle: string
  baseName: string
  draft: NamedUpdate
  /** Other drafts of the same base, for a compilation. */
  others: readonly NamedUpdate[]
  /** By eId: who last changed the block, and when (milliseconds since the epoch). */
  authorship: ReadonlyMap<string, { author: string; at: number }>
  /** Stands for everybody where authors are not to be named; null names them. */
  coalition: Anonymity | null
  /** Milliseconds since the epoch. */
  generatedAt: number
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
  form: Form
  preview: Paper
  print: Uint8Array
}
