import type { ColumnType } from 'kysely'
import type { Anchor, DecisionKind } from '@travaux/shared/protocol'

type Fixed<T> = ColumnType<T, T, never>

/** Where people talk: about words, a provision or a suggestion of a draft. */
export interface ThreadsTable {
  id: Fixed<string>
  draft_id: Fixed<string>
  anchor_kind: Fixed<Anchor['kind']>
  /** The comment mark's id, the provision's eId or the suggestion's id. */
  anchor: Fixed<string>
  quotation: Fixed<string>
  location: Fixed<string>
  created_at: Fixed<string>
  resolved_by: string | null
  resolved_at: string | null
}

export interface CommentsTable {
  id: Fixed<string>
  thread_id: Fixed<string>
  author_id: Fixed<string>
  /** Order in the thread: two comments can have the same time. */
  ordinal: Fixed<number>
  body: string
  created_at: Fixed<string>
  edited_at: string | null
  deleted_at: string | null
}

export interface MentionsTable {
  comment_id: Fixed<string>
  person_id: Fixed<string>
  /** When the person looked at it; null before. */
  seen_at: string | null
}

/** Who accepted, rejected, withdrew or brought back which suggestion: the text alone does not tell. */
export interface DecisionsTable {
  id: Fixed<string>
  draft_id: Fixed<string>
  suggestion_id: Fixed<string>
  author_id: Fixed<string>
  decision: Fixed<DecisionKind>
  kind: Fixed<string>
  target: Fixed<string>
  location: Fixed<string>
  before: Fixed<string>
  after: Fixed<string>
  decided_by: Fixed<string>
  decided_at: Fixed<string>
}

export interface ReviewTables {
  threads: ThreadsTable
  comments: CommentsTable
  mentions: MentionsTable
  decisions: DecisionsTable
}

/** The migration that makes them. */
export const REVIEW_TABLES = `
  CREATE TABLE threads (
    id TEXT PRIMARY KEY, draft_id TEXT NOT NULL REFERENCES drafts (id), anchor_kind TEXT NOT NULL, anchor TEXT NOT NULL,
    quotation TEXT NOT NULL, location TEXT NOT NULL, created_at TEXT NOT NULL,
    resolved_by TEXT REFERENCES people (id), resolved_at TEXT
  ) STRICT;
  CREATE INDEX threads_of_draft ON threads (draft_id);
  CREATE UNIQUE INDEX threads_on_one_anchor ON threads (draft_id, anchor_kind, anchor) WHERE anchor_kind <> 'provision';
  CREATE TABLE comments (
    id TEXT PRIMARY KEY, thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
    author_id TEXT NOT NULL REFERENCES people (id), ordinal INTEGER NOT NULL, body TEXT NOT NULL,
    created_at TEXT NOT NULL, edited_at TEXT, deleted_at TEXT, UNIQUE (thread_id, ordinal)
  ) STRICT;
  CREATE TABLE mentions (
    comment_id TEXT NOT NULL REFERENCES comments (id) ON DELETE CASCADE, person_id TEXT NOT NULL REFERENCES people (id),
    PRIMARY KEY (comment_id, person_id)
  ) STRICT;
  CREATE TABLE decisions (
    id TEXT PRIMARY KEY, draft_id TEXT NOT NULL REFERENCES drafts (id), suggestion_id TEXT NOT NULL,
    author_id TEXT NOT NULL, decision TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, location TEXT NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL, decided_by TEXT NOT NULL REFERENCES people (id), decided_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX decisions_of_draft ON decisions (draft_id, decided_at);
`

/** People learn of their mentions; those from before are taken for seen. */
export const SEEN_MENTIONS = `
  ALTER TABLE mentions ADD COLUMN seen_at TEXT;
  UPDATE mentions SET seen_at = strftime ('%Y-%m-%dT%H:%M:%fZ');
  CREATE INDEX unseen_mentions ON mentions (person_id) WHERE seen_at IS NULL;
`
