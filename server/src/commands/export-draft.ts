import { hiding, longDate, type FormRequest, type Paper } from '@travaux/shared/export'
import type { DocumentJSON } from '@travaux/shared/model'
import { unsuited, type ExportFormat, type ExportQuery, type ProblemId } from '@travaux/shared/protocol'
import type { Services } from '../services.ts'
import { findDraft } from '../store/drafts.ts'
import { findRevision, revisionTexts } from '../store/instruments.ts'
import { coalitionName } from '../store/settings.ts'
import { listThreads } from '../store/threads.ts'
import type { Database } from '../store/tables.ts'
import type { FormJob, NamedUpdate } from '../work/job.ts'
import type { Outcome } from '../work/jobs.ts'
import { namesOf } from './read-suggestions.ts'

type Refused = { ok: false; problem: ProblemId; reason: string }
export type Exported = { ok: true; bytes: Uint8Array; draftTitle: string } | Refused
export type Previewed = { ok: true; paper: Paper } | Refused

type Part = Pick<Services, 'store' | 'rooms' | 'jobs' | 'historian'>

/** Drafts that one compilation holds at most. */
const MAX_COMPILED = 20

/** The draft as it stands now, as a file. `signal` ends the work when nobody waits for it any more. */
export async function exportDraft(
  services: Part,
  id: string,
  format: ExportFormat,
  query: ExportQuery,
  signal?: AbortSignal,
): Promise<Exported> {
  const reason = unsuited(format, query.view)
  if (reason) return { ok: false, problem: 'unsupported-format', reason }
  const gathered = await gather(services, id, query)
  if (!gathered.ok) return gathered
  const { source } = gathered
  const made = await services.jobs.run({ kind: 'form', source, request: { format, ...requestOf(query) } }, signal)
  if (!made.ok) return failed(made)
  if (!made.value) return NO_AMENDMENT
  if (made.value.kind === 'file') return { ok: true, bytes: made.value.bytes, draftTitle: gathered.title }
  const printed = await services.jobs.run({ kind: 'print', paper: made.value.paper }, signal)
  return printed.ok ? { ok: true, bytes: printed.value, draftTitle: gathered.title } : failed(printed)
}

/** What the file would show. */
export async function previewDraft(services: Part, id: string, query: ExportQuery, signal?: AbortSignal): Promise<Previewed> {
  const gathered = await gather(services, id, query)
  if (!gathered.ok) return gathered
  const made = await services.jobs.run({ kind: 'preview', source: gathered.source, request: requestOf(query) }, signal)
  if (!made.ok) return failed(made)
  return made.value ? { ok: true, paper: made.value } : NO_AMENDMENT
}

const NO_AMENDMENT: Refused = {
  ok: false,
  problem: 'not-found',
  reason: 'The draft has no such amendment any more: its changes were undone, or stand in another one now.',
}

const requestOf = ({ view, scope, amendment }: ExportQuery): Omit<FormRequest, 'format'> => ({
  view,
  scope,
  amendment: amendment ?? null,
})

function failed(outcome: Extract<Outcome<unknown>, { ok: false }>): Refused {
  switch (outcome.failure) {
    case 'busy':
      return {
        ok: false,
        problem: 'too-many-requests',
        reason: 'Other files are being made at the moment. Try again in a minute.',
      }
    case 'time':
      return { ok: false, problem: 'internal', reason: 'The file took too long to make. The draft itself is safe.' }
    case 'memory':
    case 'crash':
      return { ok: false, problem: 'internal', reason: 'The file could not be made. The draft itself is safe.' }
  }
}

/** Everything that the file says, as it stands in the store now. */
async function gather(
  { store, rooms, historian }: Part,
  id: string,
  query: ExportQuery,
): Promise<{ ok: true; source: FormJob; title: string } | Refused> {
  const draft = await findDraft(store.db, id)
  const revision = draft && (await findRevision(store.db, draft.revisionId))
  const text = await rooms.read(id)
  if (!draft || !revision || !text) return { ok: false, problem: 'not-found', reason: 'There is no such draft.' }
  const generatedAt = Date.now()
  const others = await readOthers({ store, rooms }, query.view === 'compilation' ? (query.with ?? '') : '', draft)
  if (!Array.isArray(others)) return others
  const told = await historian.tell(draft, { from: 1, to: text.seq })
  if (!told.ok) return told
  // People who have since lost access keep their name on what they wrote.
  const names = await namesOf(store.db)
  const coalition =
    query.authors === 'coalition' ? { coalition: await coalitionName(store.db), people: [...names.values()] } : null
  const hide = coalition ? hiding(coalition.people, coalition.coalition) : (text: string) => text
  return {
    ok: true,
    title: hide(draft.title),
    source: {
      base: JSON.parse(revision.doc) as DocumentJSON,
      header: {
        title: draft.instrumentTitle,
        symbol: revision.symbol,
        revision: revision.name,
        date: revision.document_date && longDate(new Date(revision.document_date)),
      },
      revisions: await revisionTexts(store.db, draft),
      instrumentTitle: draft.instrumentTitle,
      baseName: revision.symbol ? `${draft.revisionName} (${revision.symbol})` : draft.revisionName,
      draft: { title: draft.title, update: text.update },
      others,
      credits: told.traced.comparison!.credits,
      names,
      coalition,
      withSuggestions: query.suggestions === '1',
      threads: query.comments === '1' ? await listThreads(store.db, id) : [],
      generatedAt,
      origin: `${id} ${text.seq} ${new Date(generatedAt).toISOString()}`,
    },
  }
}

async function readOthers(
  { store, rooms }: { store: { db: Database }; rooms: Services['rooms'] },
  list: string,
  draft: { id: string; revisionId: string },
): Promise<NamedUpdate[] | Refused> {
  const ids = [...new Set(list.split(',').map((id) => id.trim()))].filter((id) => id !== '' && id !== draft.id)
  if (ids.length >= MAX_COMPILED)
    return { ok: false, problem: 'bad-request', reason: `with: A compilation holds ${MAX_COMPILED} drafts at most.` }
  const others: NamedUpdate[] = []
  for (const id of ids) {
    const other = await findDraft(store.db, id)
    const text = other && (await rooms.read(id))
    if (!text) return { ok: false, problem: 'not-found', reason: `with: There is no draft ${id}.` }
    if (other.revisionId !== draft.revisionId)
      return {
        ok: false,
        problem: 'bad-request',
        reason: `with: “${other.title}” amends another text. Compile drafts of one base.`,
      }
    others.push({ title: other.title, update: text.update })
  }
  return others
}
