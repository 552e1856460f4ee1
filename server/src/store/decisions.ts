import { authorOf } from '@travaux/shared/model'
import type { DecisionSchema, NewDecision } from '@travaux/shared/protocol'
import type { z } from 'zod'
import { newId } from '../auth/secret.ts'
import type { Database } from './tables.ts'

type Decision = z.infer<typeof DecisionSchema>

/** SQLite takes 32,766 parameters in one statement. */
const ROWS_AT_ONCE = 1000

/** Notes what somebody has decided about suggestions, so that the history can say it. */
export async function noteDecisions(
  db: Database,
  draftId: string,
  by: string,
  decisions: readonly NewDecision[],
): Promise<string[]> {
  const decided_at = new Date().toISOString()
  const rows = decisions.map(({ suggestionId, decision, kind, target, location, before, after }) => ({
    id: newId(),
    draft_id: draftId,
    suggestion_id: suggestionId,
    author_id: authorOf(suggestionId)!,
    decision,
    kind,
    target,
    location,
    before,
    after,
    decided_by: by,
    decided_at,
  }))
  await db.transaction().execute(async (tx) => {
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
      await tx
        .insertInto('decisions')
        .values(rows.slice(from, from + ROWS_AT_ONCE))
        .execute()
  })
  return rows.map(({ id }) => id)
}

/** What has been decided in the draft, the latest first. */
export async function listDecisions(db: Database, draftId: string): Promise<Decision[]> {
  const rows = await db
    .selectFrom('decisions')
    .innerJoin('people as deciders', 'deciders.id', 'decisions.decided_by')
    .leftJoin('people as authors', 'authors.id', 'decisions.author_id')
    .select(['decisions.id', 'suggestion_id as suggestionId', 'decision', 'kind', 'target', 'location', 'before', 'after'])
    .select(['deciders.name as by', 'authors.name as author', 'decided_at as at'])
    .where('draft_id', '=', draftId)
    .orderBy('decided_at', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, author: row.author ?? '' }) as Decision)
}
