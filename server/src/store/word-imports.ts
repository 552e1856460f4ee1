import type { UnmatchedRow } from '@travaux/shared/protocol'
import type { UnmatchedChange } from '@travaux/shared/reimport'
import { pickColour } from '../auth/colour.ts'
import { newId } from '../auth/secret.ts'
import { PERSON } from './people.ts'
import type { Database } from './tables.ts'

/** What of a file is kept beside the draft's text. */
export interface NewWordImport {
  readonly draftId: string
  readonly fileName: string
  readonly by: string
  /** People whom the file names and whom the draft does not know yet, with the ids that their suggestions carry. */
  readonly authors: readonly { readonly id: string; readonly name: string }[]
  readonly unmatched: readonly UnmatchedChange[]
  readonly keys: readonly string[]
}

/** SQLite takes 32,766 parameters in one statement. */
const ROWS_AT_ONCE = 1000

/** Ids of the people whom earlier files named, by the name. */
export async function wordAuthors(db: Database, draftId: string): Promise<Map<string, string>> {
  const rows = await db.selectFrom('word_authors').select(['name', 'person_id']).where('draft_id', '=', draftId).execute()
  return new Map(rows.map(({ name, person_id }) => [name, person_id]))
}

export async function importedKeys(db: Database, draftId: string): Promise<string[]> {
  const rows = await db.selectFrom('word_import_keys').select('key').where('draft_id', '=', draftId).execute()
  return rows.map(({ key }) => key)
}

/** Notes an import. The people it names have no access: their row only gives their suggestions a name and a colour. */
export const addWordImport = (db: Database, brought: NewWordImport): Promise<{ id: string; unmatched: UnmatchedRow[] }> =>
  db.transaction().execute(async (tx) => {
    const { draftId: draft_id, fileName: file_name, by: created_by, authors, keys } = brought
    const id = newId()
    const created_at = new Date().toISOString()
    await tx.insertInto('word_imports').values({ id, draft_id, file_name, created_by, created_at }).execute()
    const colours = (await tx.selectFrom('people').select('color').execute()).map(({ color }) => color)
    for (const { id: person_id, name } of authors) {
      const color = pickColour(colours)
      colours.push(color)
      const person = { id: person_id, name, role: 'observer', color, created_at, revoked_at: created_at } as const
      await tx.insertInto('people').values(person).execute()
      await tx.insertInto('word_authors').values({ person_id, draft_id, import_id: id, name }).execute()
    }
    const unmatched = brought.unmatched.map((change) => ({ ...change, id: newId() }))
    for (const [ordinal, { id: changeId, ...change }] of unmatched.entries())
      await tx
        .insertInto('unmatched_changes')
        .values({ id: changeId, import_id: id, ordinal, change: JSON.stringify(change), dismissed_by: null, dismissed_at: null })
        .execute()
    for (let from = 0; from < keys.length; from += ROWS_AT_ONCE) {
      const rows = keys.slice(from, from + ROWS_AT_ONCE).map((key) => ({ draft_id, key }))
      await tx
        .insertInto('word_import_keys')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
    return { id, unmatched }
  })

/** Everybody whom a file names that was brought into the draft: with who brought it. */
export async function importedPeople(db: Database, draftId: string) {
  const rows = await db
    .selectFrom('word_authors')
    .innerJoin('people', 'people.id', 'word_authors.person_id')
    .innerJoin('word_imports', 'word_imports.id', 'word_authors.import_id')
    .innerJoin('people as importers', 'importers.id', 'word_imports.created_by')
    .select(PERSON)
    .select(['importers.name as by', 'word_imports.file_name as file'])
    .where('word_authors.draft_id', '=', draftId)
    .execute()
  return rows.map(({ by, file, ...person }) => ({ ...person, imported: { by, file } }))
}

/** The draft's imports with what of them nobody has dismissed, the latest first. */
export async function listWordImports(db: Database, draftId: string) {
  const imports = await db
    .selectFrom('word_imports')
    .innerJoin('people', 'people.id', 'word_imports.created_by')
    .select(['word_imports.id', 'file_name as fileName', 'people.name as by', 'word_imports.created_at as at'])
    .where('draft_id', '=', draftId)
    .orderBy('word_imports.created_at', 'desc')
    .execute()
  const left = await db
    .selectFrom('unmatched_changes')
    .innerJoin('word_imports', 'word_imports.id', 'import_id')
    .select(['unmatched_changes.id', 'import_id', 'change'])
    .where('draft_id', '=', draftId)
    .where('dismissed_at', 'is', null)
    .orderBy('ordinal')
    .execute()
  return imports.map((one) => ({
    ...one,
    unmatched: left
      .filter(({ import_id }) => import_id === one.id)
      .map(({ id, change }): UnmatchedRow => ({ ...(JSON.parse(change) as UnmatchedChange), id })),
  }))
}

/** Takes a change off the list. False when it is not on it. */
export async function dismissUnmatched(db: Database, draftId: string, changeId: string, by: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('unmatched_changes')
    .set({ dismissed_by: by, dismissed_at: new Date().toISOString() })
    .where('id', '=', changeId)
    .where('dismissed_at', 'is', null)
    .where('import_id', 'in', (select) => select.selectFrom('word_imports').select('id').where('draft_id', '=', draftId))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
