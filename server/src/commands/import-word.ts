import * as Y from 'yjs'
import type { DocumentJSON } from '@travaux/shared/model'
import type { Person, ProblemId, WordImport } from '@travaux/shared/protocol'
import type { ImportedComment } from '@travaux/shared/reimport'
import type { Services } from '../services.ts'
import { findDraft } from '../store/drafts.ts'
import { findRevision } from '../store/instruments.ts'
import { coalitionName } from '../store/settings.ts'
import { addComment, addThread, listThreads, resolveThread } from '../store/threads.ts'
import { addWordImport, importedKeys, wordAuthors } from '../store/word-imports.ts'
import type { WordSource } from '../work/job.ts'
import { FAILED } from './import-instrument.ts'
import { notStored } from './not-stored.ts'
import { namesOf, readSuggestions } from './read-suggestions.ts'

export interface WordUpload {
  readonly draftId: string
  readonly bytes: Uint8Array
  readonly fileName: string
  readonly by: Person
  /** Ends the reading when the person has gone. */
  readonly signal: AbortSignal
}

export type ImportedWord = { ok: true; imported: WordImport } | { ok: false; problem: ProblemId; reason: string; place?: string }

const NO_DRAFT = { ok: false, problem: 'not-found', reason: 'There is no such draft.' } as const

/**
 * Brings a Word file back into the draft: its changes as suggestions of those whom the file names, its comments as threads. What is read
 * is written into the draft as everybody's live update, in the name of who brings it; who has no place is kept until dismissed.
 */
export async function importWord(
  services: Pick<Services, 'store' | 'rooms' | 'jobs' | 'historian'>,
  { draftId, bytes, fileName, by, signal }: WordUpload,
): Promise<ImportedWord> {
  const { store, rooms, jobs } = services
  const draft = await findDraft(store.db, draftId)
  const revision = draft && (await findRevision(store.db, draft.revisionId))
  const now = await rooms.read(draftId)
  if (!revision || !now) return NO_DRAFT
  const opened = await jobs.run({ kind: 'word-source', bytes, name: fileName }, signal)
  if (!opened.ok) return { ok: false, ...FAILED[opened.failure] }
  if (!opened.value.ok) return opened.value
  const { source } = opened.value
  const [names, authors, known, exported] = await Promise.all([
    namesOf(store.db),
    wordAuthors(store.db, draftId),
    importedKeys(store.db, draftId),
    exportedState(services, source, { draftId, seq: now.seq }),
  ])
  const base = JSON.parse(revision.doc) as DocumentJSON
  // A file that names the coalition alone is signed with its name.
  names.set('', await coalitionName(store.db))
  const outcome = await jobs.run(
    {
      kind: 'reimport',
      bytes,
      name: fileName,
      base,
      exported,
      exportedAt: source?.at ?? null,
      update: now.update,
      names,
      authors,
      known,
    },
    signal,
  )
  if (!outcome.ok) return { ok: false, ...FAILED[outcome.failure] }
  const brought = outcome.value
  if (!brought.ok) return brought
  const edited = await rooms.edit(draftId, by, (live) => {
    if (brought.update) Y.applyUpdate(live, brought.update)
  })
  if (edited.refused !== null) return notStored(edited.refused)
  const kept = await addWordImport(store.db, {
    draftId,
    fileName,
    by: by.id,
    authors: brought.newAuthors,
    unmatched: brought.unmatched,
    keys: brought.keys,
  })
  await addThreads(services, draftId, by, brought.comments, brought.authorIds)
  rooms.tell(draftId, 'comments')
  const fresh = new Set(brought.suggestionIds)
  const listed = await readSuggestions(services, draft)
  const suggestions = listed.ok ? listed.suggestions.filter(({ id }) => fresh.has(id)) : []
  const foreign = source !== null && source.draftId !== draftId ? [FOREIGN] : []
  return {
    ok: true,
    imported: {
      id: kept.id,
      suggestions,
      matched: brought.matched,
      unmatched: kept.unmatched,
      warnings: [...foreign, ...brought.warnings],
    },
  }
}

const FOREIGN = {
  code: 'other-draft',
  message: 'This file was exported from another draft. Its changes were matched by their words.',
  place: null,
  text: null,
}

/** The draft as it was when the file was exported, from its log; null when the file doesn't say or comes from another draft. */
async function exportedState(
  { store }: Pick<Services, 'store'>,
  source: WordSource | null,
  { draftId, seq }: { draftId: string; seq: number },
): Promise<Uint8Array | null> {
  if (!source || source.draftId !== draftId || source.seq > seq) return null
  const updates: Uint8Array[] = []
  for await (const row of store.draftLog.history(draftId)) {
    if (row.seq > source.seq) break
    updates.push(row.update)
  }
  return updates.length === 0 ? null : Y.mergeUpdates(updates)
}

/** Threads in the names of the file; an answer to a comment that the draft has already goes into its thread. */
async function addThreads(
  { store: { db } }: Pick<Services, 'store'>,
  draftId: string,
  by: Person,
  comments: readonly ImportedComment[],
  authorIds: ReadonlyMap<string, string>,
): Promise<void> {
  const known = new Map((await listThreads(db, draftId)).map((thread) => [thread.comments[0]!.body ?? '', thread.id]))
  const threads = new Map<string, string>()
  for (const { id, author, text, parent, anchor, quotation, location, resolved } of comments) {
    const person = authorIds.get(author ?? '') ?? by.id
    const body = text.trim() || '…'
    const thread = parent === null ? undefined : threads.get(parent)
    if (thread !== undefined) {
      await addComment(db, draftId, thread, person, { body, mentions: [] })
      threads.set(id, thread)
      continue
    }
    const same = known.get(body)
    const begun = same
      ? ({ ok: true, thread: { id: same } } as const)
      : await addThread(db, draftId, person, { anchor, quotation: quotation.slice(0, 1000), location, body, mentions: [] })
    if (!begun.ok) continue
    threads.set(id, begun.thread.id)
    if (resolved && !same) await resolveThread(db, draftId, begun.thread.id, by.id)
  }
}
