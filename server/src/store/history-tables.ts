import type { ColumnType } from 'kysely'

type Fixed<T> = ColumnType<T, T, never>

/** What has been told from a draft's log up to a number, so that it need not be told again. A cache: it can be made anew. */
export interface CheckpointsTable {
  draft_id: Fixed<string>
  seq: Fixed<number>
  /** 1 for those that stay, so that no version is far from one. */
  milestone: Fixed<number>
  bytes: Fixed<Uint8Array>
}

/** Versions of a draft that somebody has named, and those that somebody has put back. */
export interface VersionsTable {
  id: Fixed<string>
  draft_id: Fixed<string>
  /** The number of the last update that belongs to it; of a restoration, the version that was put back. */
  seq: Fixed<number>
  kind: Fixed<'named' | 'restored'>
  name: string | null
  created_by: Fixed<string>
  created_at: Fixed<string>
}

export interface HistoryTables {
  draft_checkpoints: CheckpointsTable
  draft_versions: VersionsTable
}

/** The migration that makes them. */
export const HISTORY_TABLES = `
  CREATE TABLE draft_checkpoints (
    draft_id TEXT NOT NULL REFERENCES drafts (id), seq INTEGER NOT NULL, milestone INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (draft_id, seq)
  ) STRICT;
  CREATE TABLE draft_versions (
    id TEXT PRIMARY KEY, draft_id TEXT NOT NULL REFERENCES drafts (id), seq INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT,
    created_by TEXT NOT NULL REFERENCES people (id), created_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX versions_of_draft ON draft_versions (draft_id, seq);
`
