import type { RefusalReason } from '@travaux/shared/protocol'

/** Why the server's own change of a draft was not stored, for whoever asked for it. */
export interface NotStored {
  readonly ok: false
  readonly problem: 'draft-full' | 'store-failed'
  readonly reason: string
}

export const notStored = (refused: RefusalReason): NotStored =>
  refused === 'full'
    ? { ok: false, problem: 'draft-full', reason: 'Delete what it no longer needs, or go on in a new draft.' }
    : { ok: false, problem: 'store-failed', reason: 'The draft can’t be written at the moment.' }
