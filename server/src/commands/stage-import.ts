import type { TrackedChanges } from '@travaux/shared/parse'
import { addImport, importedFile, latestTexts, replaceReading, type Match, type Reading } from '../store/imports.ts'
import { instrumentExists } from '../store/instruments.ts'
import type { Database } from '../store/tables.ts'
import type { EarlierText, FileRefused, StagedFile } from '../work/job.ts'
import type { Jobs } from '../work/jobs.ts'
import { FAILED } from './import-instrument.ts'
import { atStep, type NotAtStep } from './import-steps.ts'

export interface Upload {
  bytes: Uint8Array
  fileName: string
  trackedChanges: TrackedChanges
  /** As the person gave them; undefined takes what the text says. */
  title: string | undefined
  symbol: string | undefined
  /** Named by the person; undefined lets the texts themselves say. */
  instrumentId: string | undefined
  by: string
  /** Ends the reading when the person has gone. */
  signal: AbortSignal
}

/** Reads a file and keeps it to be checked. When anything fails, or the person cancels, nothing is stored. */
export async function stageImport(
  { db }: { db: Database },
  jobs: Jobs,
  upload: Upload,
): Promise<{ ok: true; id: string } | FileRefused> {
  const { bytes, fileName, trackedChanges, instrumentId, by, signal } = upload
  if (instrumentId !== undefined && !(await instrumentExists(db, instrumentId)))
    return { ok: false, problem: 'not-found', reason: 'The instrument that this should be a revision of does not exist.' }
  const earlier = await latestTexts(db)
  const staged = await read(jobs, { bytes, name: fileName, trackedChanges, earlier }, signal)
  if (!staged.ok) return staged
  if (signal.aborted) return { ok: false, problem: 'bad-request', reason: 'The import was cancelled.' }
  const match = instrumentId === undefined ? staged.match && { ...staged.match, named: false } : named(instrumentId, earlier)
  const { title = staged.title, symbol = staged.symbol } = upload
  const reading = { ...readingOf(staged, trackedChanges), title, symbol }
  return { ok: true, id: await addImport(db, { ...reading, fileName, bytes, match, by }) }
}

function named(instrumentId: string, earlier: readonly EarlierText[]): Match | null {
  const latest = earlier.find((text) => text.instrumentId === instrumentId)
  return latest ? { instrumentId, revisionId: latest.revisionId, named: true } : null
}

const readingOf = (
  { title, symbol, date, tracked, lines, arrangement }: StagedFile,
  trackedChanges: TrackedChanges,
): Reading => ({
  title,
  symbol,
  date,
  trackedChanges: tracked ? trackedChanges : null,
  lines,
  arrangement,
})

async function read(
  jobs: Jobs,
  file: { bytes: Uint8Array; name: string; trackedChanges: TrackedChanges; earlier: readonly EarlierText[] },
  signal?: AbortSignal,
): Promise<StagedFile | FileRefused> {
  const outcome = await jobs.run({ kind: 'stage', ...file }, signal)
  return outcome.ok ? outcome.value : { ok: false, ...FAILED[outcome.failure] }
}

/** Reads the file of an import again with its tracked changes taken as said. The corrections begin anew. */
export async function rereadImport(
  { db }: { db: Database },
  jobs: Jobs,
  { id, seq, trackedChanges }: { id: string; seq: number; trackedChanges: TrackedChanges },
): Promise<{ ok: true } | FileRefused | NotAtStep> {
  const file = await importedFile(db, id)
  if (!file) return { ok: false, problem: 'not-found', reason: 'There is no such import.' }
  const staged = await read(jobs, { bytes: file.bytes, name: file.fileName, trackedChanges, earlier: [] })
  if (!staged.ok) return staged
  return db.transaction().execute(async (tx) => {
    const stored = await atStep(tx, id, seq)
    if (!stored.ok) return stored
    await replaceReading(tx, id, readingOf(staged, trackedChanges))
    return { ok: true as const }
  })
}
