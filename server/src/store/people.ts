import type { Person, Role } from '@travaux/shared/protocol'
import { pickColour } from '../auth/colour.ts'
import { newId } from '../auth/secret.ts'
import type { Database } from './tables.ts'

export const PERSON = ['people.id', 'people.name', 'people.role', 'people.color'] as const

/** Adds a person with a colour that few others have. */
export async function addPerson(db: Database, name: string, role: Role): Promise<Person> {
  const taken = await db.selectFrom('people').select('color').execute()
  const person: Person = { id: newId(), name, role, color: pickColour(taken.map((row) => row.color)) }
  await db
    .insertInto('people')
    .values({ ...person, created_at: new Date().toISOString(), revoked_at: null })
    .execute()
  return person
}

/** Everybody who has access, by name. */
export const listPeople = (db: Database): Promise<Person[]> =>
  db.selectFrom('people').select(PERSON).where('revoked_at', 'is', null).orderBy('name').execute()

/** The person of this id, unless their access has ended. */
export const findPerson = (db: Database, id: string): Promise<Person | undefined> =>
  db.selectFrom('people').select(PERSON).where('id', '=', id).where('revoked_at', 'is', null).executeTakeFirst()

/** Whether anybody has signed in as coordinator yet; a script's token doesn't count. */
export async function hasCoordinator(db: Database): Promise<boolean> {
  const row = await db
    .selectFrom('people')
    .innerJoin('links', 'links.used_by', 'people.id')
    .select('people.id')
    .where('people.role', '=', 'coordinator')
    .where('people.revoked_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Ends a person's access: sessions and tokens with it. What they wrote keeps their name. False when nobody has this id. */
export async function revokePerson(db: Database, id: string): Promise<boolean> {
  const revoked_at = new Date().toISOString()
  const { numUpdatedRows } = await db
    .updateTable('people')
    .set({ revoked_at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
