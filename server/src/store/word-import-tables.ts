import type { ColumnType } from 'kysely'

type Fixed<T> = ColumnType<T, T, never>

/** A Word file that was brought back into a draft. */
export interface WordImportsTable {
  id: Fixed<string>
  draft_id: Fixed<string>
  file_name: Fixed<string>
  created_by: Fixed<string>
  created_at: Fixed<string>
}

/** Somebody whom such a file names: a person without access, whose suggestions and comments stand under the file's name. */
export interface WordAuthorsTable {
  person_id: Fixed<string>
  draft_id: Fixed<string>
  import_id: Fixed<string>
  name: Fixed<string>
}

/** A change that was not matched; it stays until somebody dismisses it. */
export interface UnmatchedChangesTable {
  id: Fixed<string>
  import_id: Fixed<string>
  ordinal: Fixed<number>
  /** JSON: an `UnmatchedChange` of `shared/reimport`. */
  change: Fixed<string>
  dismissed_by: string | null
  dismissed_at: string | null
}

/** Keys of the changes that were brought in, so that none is twice. */
export interface WordImportKeysTable {
  draft_id: Fixed<string>
  key: Fixed<string>
}

export interface WordImportTables {
  word_imports: WordImportsTable
  word_authors: WordAuthorsTable
  unmatched_changes: UnmatchedChangesTable
  word_import_keys: WordImportKeysTable
}

/** The migration that makes them. */
export const WORD_IMPORT_TABLES = `
  CREATE TABLE word_imports (
    id TEXT PRIMARY KEY, draft_id TEXT NOT NULL REFERENCES drafts (id), file_name TEXT NOT NULL,
    created_by TEXT NOT NULL REFERENCES people (id), created_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX word_imports_of_draft ON word_imports (draft_id, created_at);
  CREATE TABLE word_authors (
    person_id TEXT PRIMARY KEY REFERENCES people (id), draft_id TEXT NOT NULL REFERENCES drafts (id),
    import_id TEXT NOT NULL REFERENCES word_imports (id), name TEXT NOT NULL, UNIQUE (draft_id, name)
  ) STRICT;
  CREATE TABLE unmatched_changes (
    id TEXT PRIMARY KEY, import_id TEXT NOT NULL REFERENCES word_imports (id), ordinal INTEGER NOT NULL, change TEXT NOT NULL,
    dismissed_by TEXT REFERENCES people (id), dismissed_at TEXT
  ) STRICT;
  CREATE INDEX unmatched_of_import ON unmatched_changes (import_id, ordinal);
  CREATE TABLE word_import_keys (
    draft_id TEXT NOT NULL REFERENCES drafts (id), key TEXT NOT NULL, PRIMARY KEY (draft_id, key)
  ) STRICT;
`
