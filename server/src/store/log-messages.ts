import type { Appended, Authored, Fold, Snapshot } from './draft-log.ts'

/** What the server's thread asks the log's thread, and what it is answered. Rows travel packed (`packed-rows.ts`). */
export interface LogRequests {
  seed: { ask: { draftId: string; update: Uint8Array; userId: string; at: number }; answer: void }
  load: { ask: { draftId: string }; answer: PackedDraft | null }
  append: { ask: { batch: Uint8Array }; answer: Appended[] }
  fold: { ask: { draftId: string; fold: Fold }; answer: boolean }
  page: { ask: { draftId: string; after: number }; answer: Uint8Array }
  lastChange: { ask: { draftId: string }; answer: Authored | null }
  checkWritable: { ask: { at: number }; answer: void }
  lengthen: { ask: {}; answer: void }
  checkpoint: { ask: {}; answer: void }
  close: { ask: {}; answer: void }
}

export interface PackedDraft {
  readonly snapshot: Snapshot | null
  readonly tail: Uint8Array
  readonly seq: number
  readonly historyBytes: number
  readonly owners: readonly (readonly [client: number, userId: string])[]
}

export type LogRequest = { [K in keyof LogRequests]: { id: number; kind: K } & LogRequests[K]['ask'] }[keyof LogRequests]

export type LogAnswer =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; message: string; errcode: number | null }
