import type { Person } from '@travaux/shared/protocol'
import { PERSON } from '../store/people.ts'
import type { Database } from '../store/tables.ts'
import { hashSecret } from './secret.ts'

/** What a request proves itself with. */
export type Credential = { via: 'session'; id: string; expiresAt: string } | { via: 'token'; id: string }

/** Who asks: a person with a session, or a script with a token. */
export interface Asker {
  person: Person
  credential: Credential
}

const BEARER = /^Bearer ([\w-]{20,200})$/i

/**
 * Who the request's headers say is asking. A request with an Authorization header is judged by that alone: a cookie must not
 * rescue a wrong token.
 */
export async function findAsker(
  db: Database,
  authorization: string | undefined,
  cookie: string | undefined,
): Promise<Asker | null> {
  if (authorization !== undefined) {
    const secret = BEARER.exec(authorization)?.[1]
    return secret === undefined ? null : findByToken(db, secret)
  }
  return cookie === undefined || cookie === '' ? null : findBySession(db, cookie)
}

async function findByToken(db: Database, secret: string): Promise<Asker | null> {
  const row = await db
    .selectFrom('tokens')
    .innerJoin('people', 'people.id', 'tokens.person_id')
    .select([...PERSON, 'tokens.id as credentialId'])
    .where('tokens.token_hash', '=', hashSecret(secret))
    .where('tokens.revoked_at', 'is', null)
    .where('people.revoked_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  const { credentialId, ...person } = row
  return { person, credential: { via: 'token', id: credentialId } }
}

async function findBySession(db: Database, secret: string): Promise<Asker | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('people', 'people.id', 'sessions.person_id')
    .select([...PERSON, 'sessions.id as credentialId', 'sessions.expires_at as expiresAt'])
    .where('sessions.id', '=', hashSecret(secret))
    .where('sessions.expires_at', '>', new Date().toISOString())
    .where('people.revoked_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  const { credentialId, expiresAt, ...person } = row
  return { person, credential: { via: 'session', id: credentialId, expiresAt } }
}

/** What has become of a right to be here. */
export type Standing = 'same' | 'other-role' | 'ended'

/** Whether the credential still holds, and for the same role: asked again and again of open sockets. */
export async function standing(db: Database, { person, credential }: Asker): Promise<Standing> {
  const known =
    credential.via === 'token'
      ? await db
          .selectFrom('tokens')
          .select('id')
          .where('id', '=', credential.id)
          .where('revoked_at', 'is', null)
          .executeTakeFirst()
      : await db
          .selectFrom('sessions')
          .select('id')
          .where('id', '=', credential.id)
          .where('expires_at', '>', new Date().toISOString())
          .executeTakeFirst()
  if (!known) return 'ended'
  const now = await db
    .selectFrom('people')
    .select('role')
    .where('id', '=', person.id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!now) return 'ended'
  return now.role === person.role ? 'same' : 'other-role'
}
