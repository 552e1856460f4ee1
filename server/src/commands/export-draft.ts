import type { DocumentJSON } from '@travaux/shared/model'
import type { Services } from '../services.ts'
import { findDraft } from '../store/drafts.ts'
import { findRevision } from '../store/instruments.ts'
import type { Database } from '../store/tables.ts'
import type { ExportOptions } from '../work/job.ts'

export type Exported =
  | { ok: true; bytes: Uint8Array; draftTitle: string }
  | { ok: false; problem: 'not-found' | 'too-many-requests' | 'internal'; reason: string }

/** The draft as it stands now, as a Word file against its base. */
export async function exportDraft(
  { store, rooms, jobs }: Pick<Services, 'store' | 'rooms' | 'jobs'>,
  id: string,
  form: Pick<ExportOptions, 'view' | 'scope'>,
): Promise<Exported> {
  const draft = await findDraft(store.db, id)
  const revision = draft && (await findRevision(store.db, draft.revisionId))
  const text = await rooms.read(id)
  if (!draft || !revision || !text) return { ok: false, problem: 'not-found', reason: 'There is no such draft.' }
  const outcome = await jobs.run({
    kind: 'docx',
    base: JSON.parse(revision.doc) as DocumentJSON,
    update: text.update,
    options: {
      ...form,
      instrumentTitle: draft.instrumentTitle,
      baseName: draft.revisionName,
      draftTitle: draft.title,
      authorship: await namedAuthorship(store.db, await rooms.authorship(id)),
      generatedAt: Date.now(),
    },
  })
  if (outcome.ok) return { ok: true, bytes: outcome.value, draftTitle: draft.title }
  return outcome.failure === 'busy'
    ? { ok: false, problem: 'too-many-requests', reason: 'Other files are being made at the moment. Try again in a minute.' }
    : { ok: false, problem: 'internal', reason: 'The Word file could not be made. The draft itself is safe.' }
}

/** People who have since lost access keep their name on what they wrote. */
async function namedAuthorship(
  db: Database,
  authorship: ReadonlyMap<string, { userId: string; at: number }>,
): Promise<Map<string, { author: string; at: number }>> {
  const people = await db.selectFrom('people').select(['id', 'name']).execute()
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return new Map(Array.from(authorship, ([eId, { userId, at }]) => [eId, { author: names.get(userId) ?? 'Unknown', at }]))
}
