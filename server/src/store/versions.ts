import { newId } from '../auth/secret.ts'
import type { Database } from './tables.ts'

export interface NewVersion {
  readonly draftId: string
  readonly seq: number
  readonly kind: 'named' | 'restored'
  readonly name: string | null
  readonly by: string
}

/** Notes that somebody has named or put back a version. */
export async function noteVersion(db: Database, { draftId, seq, kind, name, by }: NewVersion): Promise<string> {
  const row = {
    id: newId(),
    draft_id: draftId,
    seq,
    kind,
    name,
    created_by: by,
    created_at: new Date().toISOString(),
  }
  await db.insertInto('draft_versions').values(row).execute()
  return row.id
}

/** Named and restored versions of a draft, the latest first. */
export const listVersions = (db: Database, draftId: string) =>
  db
    .selectFrom('draft_versions')
    .innerJoin('people', 'people.id', 'draft_versions.created_by')
    .select(['draft_versions.id', 'seq', 'kind', 'draft_versions.name', 'people.name as by', 'draft_versions.created_at as at'])
    .where('draft_id', '=', draftId)
    .orderBy('draft_versions.created_at', 'desc')
    .execute()

/** Takes a name away; the version itself stays. False when there is no such name. */
export async function unnameVersion(db: Database, draftId: string, id: string): Promise<boolean> {
  const query = db.deleteFrom('draft_versions').where('draft_id', '=', draftId).where('id', '=', id)
  return (await query.where('kind', '=', 'named').executeTakeFirst()).numDeletedRows > 0n
}
