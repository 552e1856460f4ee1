import type { DatabaseSync } from 'node:sqlite'
import { HISTORY_TABLES } from './history-tables.ts'
import { REVIEW_TABLES, SEEN_MENTIONS } from './review-tables.ts'
import { WORD_IMPORT_TABLES } from './word-import-tables.ts'

/**
 * The schema's history: entry n brings a store from version n to n + 1. Entries are never edited once released;
 * a change of the schema is a new entry.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE people (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, color TEXT NOT NULL, created_at TEXT NOT NULL, revoked_at TEXT
  ) STRICT;
  CREATE TABLE links (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, token_hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL,
    created_by TEXT REFERENCES people (id), created_at TEXT NOT NULL, expires_at TEXT NOT NULL,
    used_at TEXT, used_by TEXT REFERENCES people (id), revoked_at TEXT
  ) STRICT;
  CREATE TABLE sessions (
    id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people (id), created_at TEXT NOT NULL, expires_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX sessions_of_person ON sessions (person_id);
  CREATE TABLE tokens (
    id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, person_id TEXT NOT NULL REFERENCES people (id),
    created_at TEXT NOT NULL, revoked_at TEXT
  ) STRICT;
  CREATE TABLE instruments (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, language TEXT NOT NULL, direction TEXT NOT NULL, sample INTEGER NOT NULL,
    created_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE revisions (
    id TEXT PRIMARY KEY, instrument_id TEXT NOT NULL REFERENCES instruments (id), ordinal INTEGER NOT NULL, name TEXT NOT NULL,
    title TEXT NOT NULL, symbol TEXT, language TEXT NOT NULL, file_name TEXT NOT NULL, doc TEXT NOT NULL, found TEXT NOT NULL,
    warnings TEXT NOT NULL, created_by TEXT REFERENCES people (id), created_at TEXT NOT NULL, UNIQUE (instrument_id, ordinal)
  ) STRICT;
  CREATE TRIGGER revisions_stay BEFORE UPDATE ON revisions BEGIN SELECT RAISE (ABORT, 'a revision never changes'); END;
  CREATE TRIGGER revisions_remain BEFORE DELETE ON revisions BEGIN SELECT RAISE (ABORT, 'a revision is never deleted'); END;
  CREATE TABLE drafts (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, revision_id TEXT NOT NULL REFERENCES revisions (id),
    created_by TEXT NOT NULL REFERENCES people (id), created_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE members (
    draft_id TEXT NOT NULL REFERENCES drafts (id), person_id TEXT NOT NULL REFERENCES people (id), seen_at TEXT NOT NULL,
    PRIMARY KEY (draft_id, person_id)
  ) STRICT;
  `,
  `
  ALTER TABLE revisions ADD COLUMN document_date TEXT;
  CREATE TABLE imports (
    id TEXT PRIMARY KEY, file_name TEXT NOT NULL, bytes BLOB NOT NULL, title TEXT, symbol TEXT, document_date TEXT, tracked_changes TEXT,
    lines TEXT NOT NULL, arrangement TEXT NOT NULL, match TEXT, created_by TEXT NOT NULL REFERENCES people (id), created_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE import_steps (
    import_id TEXT NOT NULL REFERENCES imports (id) ON DELETE CASCADE, ordinal INTEGER NOT NULL, step TEXT NOT NULL,
    created_by TEXT NOT NULL REFERENCES people (id), created_at TEXT NOT NULL, PRIMARY KEY (import_id, ordinal)
  ) STRICT;
  `,
  'ALTER TABLE links ADD COLUMN person_id TEXT REFERENCES people (id)',
  REVIEW_TABLES,
  'CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT',
  SEEN_MENTIONS,
  HISTORY_TABLES,
  WORD_IMPORT_TABLES,
]

export type Migrated = { ok: true } | { ok: false; reason: string }

/** Brings the store to this version's schema, in one transaction. A store of a later version is refused, not touched. */
export function migrate(sqlite: DatabaseSync): Migrated {
  sqlite.exec('BEGIN IMMEDIATE')
  try {
    sqlite.exec('CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT')
    const from = (sqlite.prepare('SELECT count(*) AS version FROM migrations').get() as { version: number }).version
    if (from > MIGRATIONS.length) {
      sqlite.exec('ROLLBACK')
      return { ok: false, reason: `The data were written by a newer version of Travaux (schema ${from}).` }
    }
    for (const [index, step] of MIGRATIONS.slice(from).entries()) {
      sqlite.exec(step)
      const row = sqlite.prepare('INSERT INTO migrations (version, applied_at) VALUES (?, ?)')
      row.run(from + index + 1, new Date().toISOString())
    }
    sqlite.exec('COMMIT')
    return { ok: true }
  } catch (error) {
    sqlite.exec('ROLLBACK')
    throw error
  }
}
