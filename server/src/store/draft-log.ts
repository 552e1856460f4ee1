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

/** A row to append. The log gives it its number. */
export interface NewUpdate {
  readonly userId: string
  readonly at: number
  readonly update: Uint8Array
  /** Yjs client ids that write for the first time here: they belong to `userId` from now on. */
  readonly newClients: readonly number[]
}

/** What one room hands in for its draft, in order. */
export interface Append {
  readonly draftId: string
  /** The number of the last row that the room knows. */
  readonly after: number
  /**
   * Whether the rows may stand only right behind `after`: something in them was proven against the draft as it was then. The
   * others commute with whatever another server has stored meanwhile.
   */
  readonly onlyNext: boolean
  readonly rows: readonly NewUpdate[]
}

/**
 * What became of an `Append`. `between` are the rows behind `after` that the room did not know: another server has stored them.
 * Refused are rows that may stand only right behind `after` (`moved`), and those of a client id that belongs to somebody else by
 * now (`client-taken`).
 */
export type Appended =
  | { readonly stored: true; readonly first: number; readonly between: readonly LoggedUpdate[] }
  | { readonly stored: false; readonly reason: 'moved' | 'client-taken'; readonly between: readonly LoggedUpdate[] }

/** A cache of the first `seq` rows, as one Yjs update. */
export interface Snapshot {
  readonly seq: number
  readonly update: Uint8Array
  /** What a room must know of it to judge further updates (`Knowledge.encode`), so that a draft opens without its text being read. */
  readonly knowledge: Uint8Array
}

export interface StoredDraft {
  readonly snapshot: Snapshot | null
  /** The rows behind the snapshot, in order. */
  readonly tail: readonly LoggedUpdate[]
  /** The number of the last row. */
  readonly seq: number
  /** What the segments of its history take. */
  readonly historyBytes: number
  /** Whose each Yjs client id is. Those of the first update are nobody's and not listed. */
  readonly clientOwners: ReadonlyMap<number, string>
}

/** Rows that have been put together: as a segment of history, which replaces them, and as a snapshot. */
export interface Fold {
  /** The rows of the segment, by number; the first follows the last of the segment before. */
  readonly first: number
  readonly last: number
  /** See `segment.ts`. */
  readonly segment: Uint8Array
  /** `rowsDigest` of the rows that the segment was made of. */
  readonly digest: Uint8Array
  /** Everything up to `last`, as one update that has been proven to hold the same document. */
  readonly snapshot: Uint8Array
  /** See `Snapshot.knowledge`. */
  readonly knowledge: Uint8Array
}

/**
 * The append-only log of every draft's updates: the truth about the text and its history, and the place where the order of a draft's
 * rows is decided, whichever server they come from. Snapshots are a cache of it. A method whose promise is rejected has changed
 * nothing, `append` excepted: there the answer may have been lost.
 */
export interface DraftLog {
  /**
   * Stores a new draft's first update as row 1. Rejects when the draft has a log already.
   * Call it before the draft's own row is written: a log without a draft is harmless, a draft without a log cannot be opened.
   */
  seed(draftId: string, update: Uint8Array, userId: string, at: number): Promise<void>
  /** Null when nothing was ever stored under this id. */
  load(draftId: string): Promise<StoredDraft | null>
  /** Numbers the rows behind what is stored and makes them durable, in one transaction. Answers in the order of the batch. */
  append(batch: readonly Append[]): Promise<readonly Appended[]>
  /**
   * Puts rows away into a segment and replaces the snapshot. False, and nothing is changed, when the log does not hold exactly
   * the rows that the segment was made of: nothing is trimmed that was not read.
   */
  fold(draftId: string, fold: Fold): Promise<boolean>
  /** All rows with a number above `after`, in order, those in segments included. */
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
