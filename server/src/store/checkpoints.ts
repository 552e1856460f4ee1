import type { Database } from './tables.ts'

/** What has been told from a draft's log up to `seq`, packed. */
export interface Checkpoint {
  readonly seq: number
  readonly bytes: Uint8Array
}

/** The latest checkpoint at `seq` or before; null where there is none. */
export async function checkpointBefore(db: Database, draftId: string, seq: number): Promise<Checkpoint | null> {
  const query = db.selectFrom('draft_checkpoints').select(['seq', 'bytes']).where('draft_id', '=', draftId)
  const row = await query.where('seq', '<=', seq).orderBy('seq', 'desc').limit(1).executeTakeFirst()
  return row ?? null
}

/** Keeps a checkpoint; those before it go unless they are milestones. One that is there already stays as it is. */
export async function keepCheckpoint(
  db: Database,
  draftId: string,
  { seq, bytes }: Checkpoint,
  milestone: boolean,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const earlier = tx.deleteFrom('draft_checkpoints').where('draft_id', '=', draftId).where('milestone', '=', 0)
    await earlier.where('seq', '<', seq).execute()
    const row = { draft_id: draftId, seq, milestone: milestone ? 1 : 0, bytes }
    await tx
      .insertInto('draft_checkpoints')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  })
}

/** Forgets what another version of Travaux has told. */
export async function dropCheckpoints(db: Database, draftId: string): Promise<void> {
  await db.deleteFrom('draft_checkpoints').where('draft_id', '=', draftId).execute()
}
