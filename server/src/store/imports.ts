import type { Arrangement } from '@travaux/shared/arrange'
import type { SourceLine, TrackedChanges } from '@travaux/shared/parse'
import type { Step } from '@travaux/shared/protocol'
import { newId } from '../auth/secret.ts'
import type { EarlierText } from '../work/job.ts'
import type { Database } from './tables.ts'

/** The instrument that an import is another revision of; `named` when a person said so. */
export interface Match {
  instrumentId: string
  revisionId: string
  named: boolean
}

/** What reading a file gave. */
export interface Reading {
  title: string | null
  symbol: string | null
  /** The day that the document bears, YYYY-MM-DD. */
  date: string | null
  trackedChanges: TrackedChanges | null
  lines: readonly SourceLine[]
  arrangement: Arrangement
}

const columns = ({ title, symbol, date, trackedChanges, lines, arrangement }: Reading) => ({
  title,
  symbol,
  document_date: date,
  tracked_changes: trackedChanges,
  lines: JSON.stringify(lines),
  arrangement: JSON.stringify(arrangement),
})

export async function addImport(
  db: Database,
  { fileName, bytes, match, by, ...reading }: Reading & { fileName: string; bytes: Uint8Array; match: Match | null; by: string },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('imports')
    .values({
      ...columns(reading),
      id,
      file_name: fileName,
      bytes,
      match: match && JSON.stringify(match),
      created_by: by,
      created_at: new Date().toISOString(),
    })
    .execute()
  return id
}

/** Everything that waits to be checked, the latest first. */
export const listImports = (db: Database) =>
  db
    .selectFrom('imports')
    .innerJoin('people', 'people.id', 'imports.created_by')
    .select((e) => [
      'imports.id',
      'imports.file_name as fileName',
      'imports.title',
      'imports.created_at as createdAt',
      'people.name as by',
      e
        .selectFrom('import_steps')
        .whereRef('import_id', '=', 'imports.id')
        .select((count) => count.fn.countAll<number>().as('steps'))
        .$asScalar()
        .$notNull()
        .as('steps'),
    ])
    .orderBy('imports.created_at', 'desc')
    .execute()

export interface StoredImport extends Reading {
  id: string
  fileName: string
  createdAt: string
  match: Match | null
  steps: Step[]
}

/** An import with its steps, without the file itself. */
export async function findImport(db: Database, id: string): Promise<StoredImport | null> {
  const row = await db
    .selectFrom('imports')
    .select(['file_name', 'title', 'symbol', 'document_date', 'tracked_changes', 'lines', 'arrangement', 'match', 'created_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const steps = await db.selectFrom('import_steps').select('step').where('import_id', '=', id).orderBy('ordinal').execute()
  return {
    id,
    fileName: row.file_name,
    title: row.title,
    symbol: row.symbol,
    date: row.document_date,
    trackedChanges: row.tracked_changes,
    lines: JSON.parse(row.lines) as SourceLine[],
    arrangement: JSON.parse(row.arrangement) as Arrangement,
    match: row.match === null ? null : (JSON.parse(row.match) as Match),
    createdAt: row.created_at,
    steps: steps.map(({ step }) => JSON.parse(step) as Step),
  }
}

/** The uploaded file of an import. */
export const importedFile = (db: Database, id: string) =>
  db.selectFrom('imports').select(['bytes', 'file_name as fileName']).where('id', '=', id).executeTakeFirst()

export async function addSteps(tx: Database, id: string, from: number, steps: readonly Step[], by: string): Promise<void> {
  const created_at = new Date().toISOString()
  const row = (step: Step, index: number) => ({
    import_id: id,
    ordinal: from + index,
    step: JSON.stringify(step),
    created_by: by,
    created_at,
  })
  await tx.insertInto('import_steps').values(steps.map(row)).execute()
}

/** Puts another reading of the same file in place of the first; the corrections of the first go, its title and symbol stay. */
export async function replaceReading(tx: Database, id: string, reading: Reading): Promise<void> {
  await tx.deleteFrom('import_steps').where('import_id', '=', id).execute()
  const { title: _title, symbol: _symbol, ...text } = columns(reading)
  await tx.updateTable('imports').set(text).where('id', '=', id).execute()
}

/** Takes the import and its file away; false when there was none. */
export async function removeImport(tx: Database, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('imports').where('id', '=', id).executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

/** The latest text of every instrument, for finding what an import is another revision of. */
export async function latestTexts(db: Database): Promise<EarlierText[]> {
  const rows = await db
    .selectFrom('revisions')
    .innerJoin(
      (e) =>
        e
          .selectFrom('revisions')
          .select((m) => ['instrument_id as latest_of', m.fn.max('ordinal').as('latest')])
          .groupBy('instrument_id')
          .as('newest'),
      (join) => join.onRef('newest.latest_of', '=', 'revisions.instrument_id').onRef('newest.latest', '=', 'revisions.ordinal'),
    )
    .select(['id as revisionId', 'instrument_id as instrumentId', 'title', 'symbol', 'doc'])
    .execute()
  return rows.map((row) => ({ ...row, doc: JSON.parse(row.doc) as EarlierText['doc'] }))
}
