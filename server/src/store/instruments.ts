import type { z } from 'zod'
import type { FoundSchema, InstrumentSchema, Warning } from '@travaux/shared/protocol'
import type { DocumentJSON } from '@travaux/shared/model'
import { newId } from '../auth/secret.ts'
import type { Database } from './tables.ts'

export interface NewInstrument {
  title: string
  language: string
  direction: 'ltr' | 'rtl'
  sample: boolean
}

export interface NewRevision {
  /** Null makes it `Revision 2` and so on, by order of arrival. */
  name: string | null
  title: string
  symbol: string | null
  /** The day that the document bears, YYYY-MM-DD. */
  date?: string | null
  fileName: string
  doc: DocumentJSON
  found: z.infer<typeof FoundSchema>
  warnings: Warning[]
  createdBy: string | null
}

/** Adds a revision to the instrument, or to a new one, in the caller's transaction. */
export async function addRevision(
  tx: Database,
  instrument: string | NewInstrument,
  revision: NewRevision,
): Promise<{ instrumentId: string; revisionId: string }> {
  const now = new Date().toISOString()
  const instrumentId = typeof instrument === 'string' ? instrument : newId()
  if (typeof instrument !== 'string')
    await tx
      .insertInto('instruments')
      .values({ ...instrument, id: instrumentId, sample: instrument.sample ? 1 : 0, created_at: now })
      .execute()
  const { count } = await tx
    .selectFrom('revisions')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('instrument_id', '=', instrumentId)
    .executeTakeFirstOrThrow()
  const revisionId = newId()
  await tx
    .insertInto('revisions')
    .values({
      id: revisionId,
      instrument_id: instrumentId,
      ordinal: count + 1,
      name: revision.name ?? `Revision ${count + 1}`,
      title: revision.title,
      symbol: revision.symbol,
      language: revision.doc.attrs.language,
      file_name: revision.fileName,
      doc: JSON.stringify(revision.doc),
      found: JSON.stringify(revision.found),
      warnings: JSON.stringify(revision.warnings),
      created_by: revision.createdBy,
      created_at: now,
      document_date: revision.date ?? null,
    })
    .execute()
  return { instrumentId, revisionId }
}

/** Every instrument with its revisions, both in order of arrival. */
export async function listInstruments(db: Database): Promise<z.infer<typeof InstrumentSchema>[]> {
  const instruments = await db.selectFrom('instruments').selectAll().orderBy('created_at').orderBy('id').execute()
  const revisions = await db
    .selectFrom('revisions')
    .select(['id', 'instrument_id', 'name', 'symbol', 'document_date', 'created_at', 'found'])
    .orderBy('ordinal')
    .execute()
  return instruments.map(({ id, title, language, direction, sample }) => ({
    id,
    title,
    language,
    direction,
    sample: sample === 1,
    revisions: revisions
      .filter((revision) => revision.instrument_id === id)
      .map(({ id, name, symbol, document_date, created_at, found }) => ({
        id,
        name,
        symbol,
        date: document_date,
        createdAt: created_at,
        found: JSON.parse(found) as z.infer<typeof FoundSchema>,
      })),
  }))
}

export async function instrumentExists(db: Database, id: string): Promise<boolean> {
  return (await db.selectFrom('instruments').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

/** A revision with its instrument's title, as stored. */
export const findRevision = (db: Database, id: string) =>
  db
    .selectFrom('revisions')
    .innerJoin('instruments', 'instruments.id', 'revisions.instrument_id')
    .selectAll('revisions')
    .select(['instruments.title as instrument_title', 'instruments.direction', 'instruments.sample'])
    .where('revisions.id', '=', id)
    .executeTakeFirst()

/** The revision of an instrument that came last. */
export const latestRevision = (db: Database, instrumentId: string) =>
  db.selectFrom('revisions').select('id').where('instrument_id', '=', instrumentId).orderBy('ordinal', 'desc').executeTakeFirst()

/** The instrument's revisions other than the one a draft stands on, with their texts, in order of arrival. */
export async function revisionTexts(
  db: Database,
  draft: { instrumentId: string; revisionId: string },
): Promise<{ name: string; doc: DocumentJSON }[]> {
  const rows = await db
    .selectFrom('revisions')
    .select(['name', 'doc'])
    .where('instrument_id', '=', draft.instrumentId)
    .where('id', '!=', draft.revisionId)
    .orderBy('ordinal')
    .execute()
  return rows.map(({ name, doc }) => ({ name, doc: JSON.parse(doc) as DocumentJSON }))
}
