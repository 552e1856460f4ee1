import type { ColumnType, Generated, Kysely } from 'kysely'
import type { Role } from '@travaux/shared/protocol'
import type { HistoryTables } from './history-tables.ts'
import type { ReviewTables } from './review-tables.ts'
import type { WordImportTables } from './word-import-tables.ts'

/** Times are ISO 8601 UTC, flags 0 or 1, JSON is text: the same in every database that SQL knows. */
type Fixed<T> = ColumnType<T, T, never>

export interface PeopleTable {
  id: Fixed<string>
  name: string
  role: Role
  color: string
  created_at: Fixed<string>
  /** Set when a coordinator has ended this person's access. */
  revoked_at: string | null
}

/** A link that signs somebody in once: the console's set-up link, or an invitation. */
export interface LinksTable {
  id: Fixed<string>
  kind: Fixed<'setup' | 'invitation'>
  token_hash: Fixed<string>
  name: Fixed<string>
  role: Fixed<Role>
  /** Whom it signs in again; null where it makes a new person. */
  person_id: Fixed<string | null>
  created_by: Fixed<string | null>
  created_at: Fixed<string>
  expires_at: Fixed<string>
  used_at: string | null
  used_by: string | null
  revoked_at: string | null
}

export interface SessionsTable {
  /** Hash of the cookie's token. */
  id: Fixed<string>
  person_id: Fixed<string>
  created_at: Fixed<string>
  expires_at: string
}

/** A script's credential; it acts as a person of its own, so that authorship names it. */
export interface TokensTable {
  id: Fixed<string>
  token_hash: Fixed<string>
  person_id: Fixed<string>
  created_at: Fixed<string>
  revoked_at: string | null
}

export interface InstrumentsTable {
  id: Fixed<string>
  title: Fixed<string>
  language: Fixed<string>
  direction: Fixed<'ltr' | 'rtl'>
  sample: Fixed<number>
  created_at: Fixed<string>
}

/** Immutable: triggers refuse UPDATE and DELETE. */
export interface RevisionsTable {
  id: Fixed<string>
  instrument_id: Fixed<string>
  /** Order of arrival within the instrument. */
  ordinal: Fixed<number>
  name: Fixed<string>
  title: Fixed<string>
  symbol: Fixed<string | null>
  language: Fixed<string>
  file_name: Fixed<string>
  doc: Fixed<string>
  found: Fixed<string>
  warnings: Fixed<string>
  created_by: Fixed<string | null>
  created_at: Fixed<string>
  /** The day that the document bears, YYYY-MM-DD. */
  document_date: Fixed<string | null>
}

/** A file that was read and waits to be checked; the row goes when it is published or discarded. */
export interface ImportsTable {
  id: Fixed<string>
  file_name: Fixed<string>
  bytes: Fixed<Uint8Array>
  title: string | null
  symbol: string | null
  document_date: string | null
  tracked_changes: 'accept' | 'reject' | null
  lines: string
  /** The text as it was read, before any step. */
  arrangement: string
  match: Fixed<string | null>
  created_by: Fixed<string>
  created_at: Fixed<string>
}

/** What was done to an import, in order. */
export interface ImportStepsTable {
  import_id: Fixed<string>
  ordinal: Fixed<number>
  step: Fixed<string>
  created_by: Fixed<string>
  created_at: Fixed<string>
}

export interface DraftsTable {
  id: Fixed<string>
  title: string
  revision_id: Fixed<string>
  created_by: Fixed<string>
  created_at: Fixed<string>
}

/** Who has opened or written in a draft, and when last. */
export interface MembersTable {
  draft_id: Fixed<string>
  person_id: Fixed<string>
  seen_at: string
}

/** What a coordinator sets for the whole workspace, by name. */
export interface SettingsTable {
  name: Fixed<string>
  value: string
}

/** One row a step of the schema's history. */
export interface MigrationsTable {
  version: Generated<number>
  applied_at: Fixed<string>
}

export interface Tables extends ReviewTables, HistoryTables, WordImportTables {
  people: PeopleTable
  links: LinksTable
  sessions: SessionsTable
  tokens: TokensTable
  instruments: InstrumentsTable
  revisions: RevisionsTable
  imports: ImportsTable
  import_steps: ImportStepsTable
  drafts: DraftsTable
  members: MembersTable
  settings: SettingsTable
  migrations: MigrationsTable
}

export type Database = Kysely<Tables>
