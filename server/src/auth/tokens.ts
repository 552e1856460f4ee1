import type { Role } from '@travaux/shared/protocol'
import { addPerson } from '../store/people.ts'
import type { Database } from '../store/tables.ts'
import { hashSecret, newId, newSecret } from './secret.ts'

/** A script's token: sent in the Authorization header only, shown once, stored hashed. */
export function addToken(db: Database, name: string, role: Role): Promise<{ id: string; secret: string }> {
  return db.transaction().execute(async (tx) => {
    const person = await addPerson(tx, name, role)
    const id = newId()
    const secret = newSecret()
    await tx
      .insertInto('tokens')
      .values({
        id,
        token_hash: hashSecret(secret),
        person_id: person.id,
        created_at: new Date().toISOString(),
        revoked_at: null,
      })
      .execute()
    return { id, secret }
  })
}

/** False when there is no such token, or it has been revoked before. */
export async function revokeToken(db: Database, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('tokens')
    .set({ revoked_at: new Date().toISOString() })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
