import type { Person } from '@travaux/shared/protocol'
import { PERSON } from './people.ts'
import type { Database } from './tables.ts'

const drafts = (db: Database) =>
  db
    .selectFrom('drafts')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .innerJoin('instruments', 'instruments.id', 'revisions.instrument_id')
    .select([
      'drafts.id',
      'drafts.title',
      'drafts.created_at as createdAt',
      'drafts.revision_id as revisionId',
      'revisions.name as revisionName',
      'revisions.instrument_id as instrumentId',
      'revisions.language',
      'instruments.title as instrumentTitle',
      'instruments.direction',
      'instruments.sample',
    ])

/** Every draft with its base's names, the newest first. */
export const listDrafts = (db: Database) => drafts(db).orderBy('drafts.created_at', 'desc').execute()

export const findDraft = (db: Database, id: string) => drafts(db).where('drafts.id', '=', id).executeTakeFirst()

export async function draftExists(db: Database, id: string): Promise<boolean> {
  return (await db.selectFrom('drafts').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

/** Notes that the person has opened the draft now. */
export async function noteMember(db: Database, draftId: string, personId: string): Promise<void> {
  const seen_at = new Date().toISOString()
  await db
    .insertInto('members')
    .values({ draft_id: draftId, person_id: personId, seen_at })
    .onConflict((conflict) => conflict.columns(['draft_id', 'person_id']).doUpdateSet({ seen_at }))
    .execute()
}

/** Who has opened the draft, the latest first. */
export const membersOf = (db: Database, draftId: string): Promise<Person[]> =>
  db
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.person_id')
    .select(PERSON)
    .where('draft_id', '=', draftId)
    .orderBy('seen_at', 'desc')
    .execute()
