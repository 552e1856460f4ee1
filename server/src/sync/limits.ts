import { MAX_UPDATE_STRUCTS } from '@travaux/shared/protocol'

/** What one connection or room may cost. */
export interface Limits {
  /** Structs of one update. */
  readonly structs: number
  /** Bytes of one draft's text with what is deleted in it; a 20,000-word draft with 100,000 keystrokes has about one million. */
  readonly draftBytes: number
  /** Bytes of one draft's history, compressed: about four for a keystroke. */
  readonly historyBytes: number
  /** Nesting of elements: a provision's words stand 4 deep. Yjs deletes recursively, so that a deep tree would overflow its stack. */
  readonly depth: number
  /** Bytes of one person's presence (caret, selection). */
  readonly presenceBytes: number
  /** Tokens that a connection starts with and may save up; a message costs one and one for each kB. */
  readonly burst: number
  readonly tokensPerSecond: number
  /** Tokens of what needs the whole text, as a step 1 does: some 10 ms for a 20,000-word draft. */
  readonly wholeTextTokens: number
  /** Bytes that wait for a reader who doesn't read, before the connection is cut. */
  readonly unreadBytes: number
  /** Rows behind the snapshot before a new snapshot is made while people write. */
  readonly tailRows: number
  /** The same in bytes, for long pastes. */
  readonly tailBytes: number
  /** Rows behind the snapshot that a draft may keep when nobody is there any more. */
  readonly tailRowsAtRest: number
  /** How often the rows of a full draft are put away at most, to find out whether there is room again. */
  readonly roomMs: number
  /** How long after a failure the rows are put away again. */
  readonly foldRetryMs: number
  /** Milliseconds that a room without people stays in memory. */
  readonly idleMs: number
  /** Presence of all people in a room is sent together, at most this often: stock clients answer each message with one of their own. */
  readonly presenceMs: number
  /** The same for each person in the room, where they are many: what is sent grows with their number and not with its square. */
  readonly presenceMsAPerson: number
  /** The stock client reconnects after 30 s without a message, so that something is sent at least this often. */
  readonly keepAliveMs: number
  /**
   * A commit costs a quarter of a millisecond of processor time. Where many drafts are written in, the next begins so much later for each draft
   * after the first that it holds rows of, and this late at most: what is written in the meantime shares it.
   */
  readonly commitLaterMs: number
  readonly commitLatestMs: number
  /** How often a connection's rights are asked for again. */
  readonly revalidateMs: number
  /** How long after a failed commit the store is tried again. */
  readonly retryMs: number
}

export const LIMITS: Limits = {
  structs: MAX_UPDATE_STRUCTS,
  draftBytes: 32 << 20,
  historyBytes: 512 << 20,
  depth: 64,
  presenceBytes: 4096,
  burst: 20_000,
  tokensPerSecond: 5000,
  wholeTextTokens: 100,
  unreadBytes: 8 << 20,
  tailRows: 2000,
  tailBytes: 4 << 20,
  tailRowsAtRest: 64,
  roomMs: 5000,
  foldRetryMs: 60_000,
  idleMs: 30_000,
  presenceMs: 50,
  presenceMsAPerson: 1,
  keepAliveMs: 15_000,
  commitLaterMs: 2,
  commitLatestMs: 20,
  revalidateMs: 60_000,
  retryMs: 1000,
}
