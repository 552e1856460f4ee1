import type { Database } from '../store/tables.ts'
import { hashSecret, newSecret } from './secret.ts'

/** A session ends when it hasn't been used for this long. */
export const SESSION_DAYS = 30
const DAY_MS = 24 * 60 * 60 * 1000
/** The end moves on at most once a day, so that reading doesn't write on every request. */
const RENEW_AFTER_MS = DAY_MS

const endFrom = (now: number): string => new Date(now + SESSION_DAYS * DAY_MS).toISOString()

/** Starts a session and gives the cookie's secret. */
export async function startSession(db: Database, personId: string): Promise<string> {
  const secret = newSecret()
  const now = Date.now()
  await db
    .insertInto('sessions')
    .values({ id: hashSecret(secret), person_id: personId, created_at: new Date(now).toISOString(), expires_at: endFrom(now) })
    .execute()
  return secret
}

/** Moves the session's end on when a day has passed since the last time; true when the cookie should be set again. */
export async function renewSession(db: Database, session: { id: string; expiresAt: string }): Promise<boolean> {
  const now = Date.now()
  if (Date.parse(session.expiresAt) - now > SESSION_DAYS * DAY_MS - RENEW_AFTER_MS) return false
  await db
    .updateTable('sessions')
    .set({ expires_at: endFrom(now) })
    .where('id', '=', session.id)
    .execute()
  return true
}

export async function endSession(db: Database, id: string): Promise<void> {
  await db.deleteFrom('sessions').where('id', '=', id).execute()
}

/** Forgets the sessions that have run out. */
export async function sweepSessions(db: Database): Promise<void> {
  await db.deleteFrom('sessions').where('expires_at', '<=', new Date().toISOString()).execute()
}
