import { parentPort } from 'node:worker_threads'
import type { Fold } from '../store/draft-log.ts'
import { unpackRows } from '../store/packed-rows.ts'
import { foldDraft } from './fold.ts'

export interface FoldRequest {
  readonly id: number
  readonly snapshot: Uint8Array | null
  /** `packRows` of the rows behind it. */
  readonly tail: Uint8Array
}

export type FoldAnswer = { id: number; ok: true; fold: Fold } | { id: number; ok: false; message: string }

/** The thread in which drafts become documents for a moment, so that nobody waits for it. */
parentPort!.on('message', ({ id, snapshot, tail }: FoldRequest) => parentPort!.postMessage(answer(id, snapshot, tail)))

function answer(id: number, snapshot: Uint8Array | null, tail: Uint8Array): FoldAnswer {
  try {
    return { id, ok: true, fold: foldDraft({ snapshot, tail: unpackRows(tail) }) }
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}
