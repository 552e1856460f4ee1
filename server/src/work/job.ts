import type { Arrangement } from '@travaux/shared/arrange'
import type { DocumentJSON } from '@travaux/shared/model'
import type { SourceLine, TrackedChanges } from '@travaux/shared/parse'
import type { ProblemId, Warning } from '@travaux/shared/protocol'

/** What a job process is asked. Everything is plain data: it crosses a process boundary. */
export type Job =
  | { kind: 'parse'; bytes: Uint8Array; name: string }
  | { kind: 'stage'; bytes: Uint8Array; name: string; trackedChanges: TrackedChanges; earlier: readonly EarlierText[] }
  | { kind: 'docx'; base: DocumentJSON; update: Uint8Array; options: ExportOptions }

/** A text of the workspace that an import may be another revision of. */
export interface EarlierText {
  instrumentId: string
  revisionId: string
  title: string
  symbol: string | null
  doc: DocumentJSON
}

export interface ExportOptions {
  view: 'tracked' | 'clean'
  scope: 'all' | 'changed'
  instrumentTitle: string
  baseName: string
  draftTitle: string
  /** By eId: who last changed the block, and when (milliseconds since the epoch). */
  authorship: ReadonlyMap<string, { author: string; at: number }>
  /** Milliseconds since the epoch. */
  generatedAt: number
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
  docx: Uint8Array
}
