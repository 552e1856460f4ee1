import type { Person } from '@travaux/shared/protocol'
import { addPerson, findPerson, hasCoordinator } from '../store/people.ts'
import type { Database } from '../store/tables.ts'
import { hashSecret } from './secret.ts'

export type SignedIn = { ok: true; person: Person } | { ok: false; problem: 'link-unknown' | 'link-used' | 'link-expired' }

/**
 * Exchanges a link's secret for a person, once: of two requests with the same link one gets the person and the other `link-used`.
 * `name` is what a newcomer wants to be called, where it differs from the invitation's. Somebody who is signed in again keeps
 * their name, role and id: what their device has kept is still theirs.
 */
export function redeemLink(db: Database, secret: string, name: string | undefined): Promise<SignedIn> {
  return db.transaction().execute(async (tx) => {
    const link = await tx.selectFrom('links').selectAll().where('token_hash', '=', hashSecret(secret)).executeTakeFirst()
    if (!link) return { ok: false, problem: 'link-unknown' }
    if (link.used_at !== null) return { ok: false, problem: 'link-used' }
    const now = new Date().toISOString()
    if (link.revoked_at !== null || link.expires_at <= now) return { ok: false, problem: 'link-expired' }
    // Each server of a workspace prints one: the first coordinator ends them all.
    if (link.kind === 'setup' && (await hasCoordinator(tx))) return { ok: false, problem: 'link-expired' }
    const person =
      link.person_id === null ? await addPerson(tx, name ?? link.name, link.role) : await findPerson(tx, link.person_id)
    if (!person) return { ok: false, problem: 'link-expired' }
    await tx.updateTable('links').set({ used_at: now, used_by: person.id }).where('id', '=', link.id).execute()
    return { ok: true, person }
  })
}
