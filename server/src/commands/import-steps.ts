import { advance, replay, stepsAreFull } from '@travaux/shared/arrange'
import type { Step } from '@travaux/shared/protocol'
import { addSteps, findImport, type StoredImport } from '../store/imports.ts'
import type { Database } from '../store/tables.ts'

export type NotAtStep = { ok: false; problem: 'not-found' | 'conflict'; reason: string }

/** The import, if it stands where the asker thinks: two tabs that correct one text must not mix their corrections. */
export async function atStep(db: Database, id: string, seq: number): Promise<{ ok: true; stored: StoredImport } | NotAtStep> {
  const stored = await findImport(db, id)
  if (!stored) return { ok: false, problem: 'not-found', reason: 'This import has been published or discarded.' }
  if (stored.steps.length !== seq)
    return {
      ok: false,
      problem: 'conflict',
      reason: 'This import was changed in another window or by somebody else. Load it again to go on from there.',
    }
  return { ok: true, stored }
}

export type StepsKept = { ok: true; seq: number } | NotAtStep | { ok: false; problem: 'bad-request'; reason: string }

/** Keeps steps behind those already there; all of them or none. */
export function keepSteps(
  { db }: { db: Database },
  { id, seq, steps, by }: { id: string; seq: number; steps: readonly Step[]; by: string },
): Promise<StepsKept> {
  return db.transaction().execute(async (tx): Promise<StepsKept> => {
    const found = await atStep(tx, id, seq)
    if (!found.ok) return found
    const full = stepsAreFull(seq + steps.length - 1)
    if (full !== null) return { ok: false, problem: 'bad-request', reason: full }
    let history = replay(found.stored.arrangement, found.stored.steps)
    for (const step of steps) {
      const advanced = advance(history, step)
      if (!advanced.ok) return { ok: false, problem: 'bad-request', reason: advanced.reason }
      history = advanced.history
    }
    await addSteps(tx, id, seq, steps, by)
    return { ok: true, seq: seq + steps.length }
  })
}
