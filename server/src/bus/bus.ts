import type { NewsTopic } from '@travaux/shared/protocol'
import type { LoggedUpdate } from '../store/draft-log.ts'

/** What happens to a draft on one server and concerns the people who have it open on another. */
export type DraftEvent =
  /** Rows that are stored, consecutive; none where the log is to be asked for them. They come from the log as well: one that gets lost here is late, not gone. */
  | { readonly kind: 'rows'; readonly rows: readonly LoggedUpdate[] }
  /** Where people are; the whole of that server's where `all`, otherwise what has changed. */
  | { readonly kind: 'presence'; readonly all: boolean; readonly entries: readonly SharedPresence[] }
  /** Somebody has opened the draft elsewhere and asks who is here. */
  | { readonly kind: 'who' }
  | { readonly kind: 'news'; readonly topic: NewsTopic }

/** A client's presence as its server has stamped it; `json` is `null` for one that has left. */
export interface SharedPresence {
  readonly client: number
  readonly clock: number
  readonly json: string
  readonly personId: string
}

/**
 * Carries events between servers, as fast as it can and with no promise: what must not be lost is in the log. Nothing that it
 * does ever throws or waits.
 */
export interface Bus {
  /** Tells the other servers; not oneself. */
  publish(draftId: string, event: DraftEvent): void
  /** Hears of a draft what other servers tell; the answer ends it. `server` is an id of the one that tells. */
  subscribe(draftId: string, hear: (event: DraftEvent, server: string) => void): () => void
  /** False while events may be lost: then the log is asked more often. */
  connected(): boolean
  close(): Promise<void>
}
