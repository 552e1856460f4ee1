import type { DocumentJSON } from '@travaux/shared/model'
import type { AmendmentRow } from '@travaux/shared/protocol'
import type { Services } from '../services.ts'
import { findDraft } from '../store/drafts.ts'
import { findRevision, revisionTexts } from '../store/instruments.ts'

export type Listed =
  | { ok: true; amendments: AmendmentRow[] }
  | { ok: false; problem: 'not-found' | 'too-many-requests' | 'internal'; reason: string }

/** The amendments of a draft as it stands now. They are worked out in a job process: stating a long draft takes longer than others should wait. */
export async function listDraftAmendments(
  { store, rooms, jobs }: Pick<Services, 'store' | 'rooms' | 'jobs'>,
  id: string,
): Promise<Listed> {
  const draft = await findDraft(store.db, id)
  const revision = draft && (await findRevision(store.db, draft.revisionId))
  const text = await rooms.read(id)
  if (!draft || !revision || !text) return { ok: false, problem: 'not-found', reason: 'There is no such draft.' }
  const outcome = await jobs.run({
    kind: 'amendments',
    base: JSON.parse(revision.doc) as DocumentJSON,
    update: text.update,
    revisions: await revisionTexts(store.db, draft),
  })
  if (outcome.ok) return { ok: true, amendments: outcome.value }
  return outcome.failure === 'busy'
    ? { ok: false, problem: 'too-many-requests', reason: 'The server has too much to do at the moment. Try again in a minute.' }
    : { ok: false, problem: 'internal', reason: 'The amendments could not be worked out. The draft itself is safe.' }
}
