import type { Role } from '@travaux/shared/protocol'
import { hashSecret, newId, newSecret } from '../auth/secret.ts'
import type { Database } from './tables.ts'

export interface Invitation {
  id: string
  name: string
  role: Role
  createdAt: string
  expiresAt: string
  usedAt: string | null
  /** Id of the person whom it signed in. */
  usedBy: string | null
  revokedAt: string | null
}

export interface NewLink {
  kind: 'setup' | 'invitation'
  name: string
  role: Role
  /** Whom the link signs in again; null makes a new person. */
  personId: string | null
  createdBy: string | null
  /** How long the link works. */
  milliseconds: number
}

/** Adds a link; `secret` is given once and stored hashed. */
export async function addLink(db: Database, link: NewLink): Promise<Invitation & { secret: string }> {
  const secret = newSecret()
  const now = Date.now()
  const id = newId()
  const createdAt = new Date(now).toISOString()
  const expiresAt = new Date(now + link.milliseconds).toISOString()
  const { kind, name, role, personId, createdBy } = link
  await db
    .insertInto('links')
    .values({
      id,
      kind,
      token_hash: hashSecret(secret),
      name,
      role,
      person_id: personId,
      created_by: createdBy,
      created_at: createdAt,
      expires_at: expiresAt,
      used_at: null,
      used_by: null,
      revoked_at: null,
    })
    .execute()
  return { id, name, role, createdAt, expiresAt, usedAt: null, usedBy: null, revokedAt: null, secret }
}

/** All invitations, the newest first. */
export const listInvitations = (db: Database): Promise<Invitation[]> =>
  db
    .selectFrom('links')
    .select([
      'id',
      'name',
      'role',
      'created_at as createdAt',
      'expires_at as expiresAt',
      'used_at as usedAt',
      'used_by as usedBy',
      'revoked_at as revokedAt',
    ])
    .where('kind', '=', 'invitation')
    .orderBy('created_at', 'desc')
    .execute()

/** Makes a link that nobody has used worthless. False when there is no such open link. */
export async function revokeLink(db: Database, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('links')
    .set({ revoked_at: new Date().toISOString() })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
