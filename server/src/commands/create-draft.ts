import { decodeDocument } from '@travaux/shared/model'
import { seedUpdate } from '@travaux/shared/crdt'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import { newId } from '../auth/secret.ts'
import { noteMember } from '../store/drafts.ts'
import { findRevision } from '../store/instruments.ts'
import type { Services } from '../services.ts'

export type CreatedDraft = { ok: true; id: string } | { ok: false; reason: string }

/**
 * Starts a draft from a revision. The log comes first: a log without a draft is harmless, a draft without a log could not be opened.
 */
export async function createDraft(
  { store }: Pick<Services, 'store'>,
  draft: { revisionId: string; title: string; by: string },
): Promise<CreatedDraft> {
  const revision = await findRevision(store.db, draft.revisionId)
  if (!revision) return { ok: false, reason: 'The revision that the draft should start from does not exist.' }
  const base = decodeDocument(JSON.parse(revision.doc))
  if (!base.ok) throw new Error(`Revision ${revision.id} cannot be read: ${base.reason}`)
  const id = newId()
  await store.draftLog.seed(id, seedUpdate(base.doc, TEXT_ROOT), draft.by, Date.now())
  await store.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('drafts')
      .values({ id, title: draft.title, revision_id: revision.id, created_by: draft.by, created_at: new Date().toISOString() })
      .execute()
    await noteMember(tx, id, draft.by)
  })
  return { ok: true, id }
}
