import type { LoggedUpdate } from './draft-log.ts'

/** A segment as it lies in the store, sound or not. */
export interface RawSegment {
  readonly first: number
  readonly last: number
  readonly data: Uint8Array
  readonly sha256: Uint8Array
}

export interface RawSnapshot {
  readonly seq: number
  readonly update: Uint8Array
  readonly knowledge: Uint8Array
  readonly sha256: Uint8Array
}

/** Everything that the store has of a draft's log, as it lies there. */
export interface RawDraftLog {
  /** Where Postgres says that the log ends; null in SQLite, which keeps no such number. */
  readonly head: number | null
  readonly segments: readonly RawSegment[]
  readonly rows: readonly LoggedUpdate[]
  readonly snapshot: RawSnapshot | null
  readonly owners: ReadonlyMap<number, string>
}

/** What a draft's log is to be. */
export interface MendedLog {
  readonly segments: readonly (RawSegment & { readonly userId: string; readonly at: number })[]
  /** Rows behind the segments. */
  readonly rows: readonly LoggedUpdate[]
  /** At the end of the segments; null where there are none. */
  readonly snapshot: RawSnapshot | null
  readonly owners: ReadonlyMap<number, string>
}

/** The drafts' logs for those who examine and mend them. No server may be running while something is replaced. */
export interface RawLog {
  /** Ids of all drafts of which anything is stored. */
  drafts(): Promise<string[]>
  read(draftId: string): Promise<RawDraftLog>
  /** Puts this in the place of everything that the store has of the draft's log, and forgets what was told from it. All or nothing. */
  replace(draftId: string, log: MendedLog): Promise<void>
}
