/** One row of a draft's log: an update of the document, who sent it and when. Rows are kept for ever. */
export interface LoggedUpdate {
  /** 1 for the draft's first update, then without holes. */
  readonly seq: number
  readonly userId: string
  /** Milliseconds since the epoch. */
  readonly at: number
  /** A Yjs update, encoding version 1. */
  readonly update: Uint8Array
}

/** A row to append. `seq` is the writer's claim: another row with that number makes the whole batch fail. */
export interface NewUpdate extends LoggedUpdate {
  readonly draftId: string
  /** Yjs client ids that write for the first time here: they belong to `userId` from now on. */
  readonly newClients: readonly number[]
}

/** A cache of the first `seq` rows, as one Yjs update. */
export interface Snapshot {
  readonly seq: number
  readonly update: Uint8Array
}

export interface StoredDraft {
  readonly snapshot: Snapshot | null
  /** The rows behind the snapshot, in order. */
  readonly tail: readonly LoggedUpdate[]
  /** The number of the last row. */
  readonly seq: number
  /** Whose each Yjs client id is. Those of the first update are nobody's and not listed. */
  readonly clientOwners: ReadonlyMap<number, string>
}

/**
 * The append-only log of every draft's updates: the truth about the text and its history. Snapshots are a cache of it.
 * A method whose promise is rejected has changed nothing.
 */
export interface DraftLog {
  /**
   * Stores a new draft's first update as row 1. Rejects when the draft has a log already.
   * Call it before the draft's own row is written: a log without a draft is harmless, a draft without a log cannot be opened.
   */
  seed(draftId: string, update: Uint8Array, userId: string, at: number): Promise<void>
  /** Null when nothing was ever stored under this id. */
  load(draftId: string): Promise<StoredDraft | null>
  /** Makes all rows durable in one transaction, or none. */
  append(batch: readonly NewUpdate[]): Promise<void>
  /** Replaces the draft's snapshot when `snapshot` is later than what is stored. */
  saveSnapshot(draftId: string, snapshot: Snapshot): Promise<void>
  /** All rows with a number above `after`, in order. */
  history(draftId: string, after?: number): AsyncIterable<LoggedUpdate>
  /** The last row's author and time; null for an unknown draft. */
  lastChange(draftId: string): Promise<Authored | null>
  /** Commits something of no consequence: rejects while the store cannot save. */
  checkWritable(at: number): Promise<void>
}

/** Who did something, and when (milliseconds since the epoch). */
export interface Authored {
  readonly userId: string
  readonly at: number
}
