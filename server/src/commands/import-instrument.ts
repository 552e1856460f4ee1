import type { ProblemId, Warning } from '@travaux/shared/protocol'
import { addRevision, instrumentExists } from '../store/instruments.ts'
import type { Database } from '../store/tables.ts'
import type { ParsedFile } from '../work/job.ts'
import type { Jobs } from '../work/jobs.ts'

export interface Upload {
  bytes: Uint8Array
  fileName: string
  title: string | undefined
  symbol: string | undefined
  /** The revision's name. */
  revision: string | undefined
  /** The instrument that the text is another revision of; undefined makes a new instrument. */
  instrumentId: string | undefined
  sample: boolean
  /** Null for what the server brings in itself. */
  by: string | null
}

export type Imported =
  | { ok: true; instrumentId: string; revisionId: string; title: string; parsed: ParsedFile }
  | { ok: false; problem: ProblemId; reason: string; place?: string }

/** Why a file's job gave nothing, for the person who sent it. */
export const FAILED = {
  busy: { problem: 'too-many-requests', reason: 'Other files are being read at the moment. Try again in a minute.' },
  time: { problem: 'unreadable-file', reason: 'Reading the file took too long.' },
  memory: {
    problem: 'file-too-large',
    reason: 'Reading the file took too much memory: it holds far more than the text of a treaty.',
  },
  crash: { problem: 'unreadable-file', reason: 'The file could not be read to its end: it is damaged or far too large.' },
} as const satisfies Record<string, { problem: ProblemId; reason: string }>

/** Reads a file into a new revision. When anything fails, nothing is stored. */
export async function importInstrument({ db }: { db: Database }, jobs: Jobs, upload: Upload): Promise<Imported> {
  const { bytes, fileName, instrumentId } = upload
  if (instrumentId !== undefined && !(await instrumentExists(db, instrumentId)))
    return { ok: false, problem: 'not-found', reason: 'The instrument that this should be a revision of does not exist.' }
  const outcome = await jobs.run({ kind: 'parse', bytes, name: fileName })
  if (!outcome.ok) return { ok: false, ...FAILED[outcome.failure] }
  const parsed = outcome.value
  if (!parsed.ok) return parsed
  const title = upload.title ?? parsed.title ?? fileName
  const named = upload.title === undefined && parsed.title === null
  const warnings = named ? [...parsed.warnings.filter(({ code }) => code !== 'no-title'), afterFile(fileName)] : parsed.warnings
  const { language, direction } = parsed.doc.attrs
  const ids = await db.transaction().execute((tx) =>
    addRevision(tx, instrumentId ?? { title, language, direction, sample: upload.sample }, {
      name: upload.revision ?? null,
      title,
      symbol: upload.symbol ?? parsed.symbol,
      fileName,
      doc: parsed.doc,
      found: parsed.found,
      warnings,
      createdBy: upload.by,
    }),
  )
  return { ok: true, ...ids, title, parsed: { ...parsed, warnings } }
}

const afterFile = (fileName: string): Warning => ({
  code: 'no-title',
  message: `No title was found in the text, so it is named after the file: “${fileName}”. Give its title when you import it.`,
  place: null,
  text: null,
})
