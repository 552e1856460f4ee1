import type { Database } from './tables.ts'

/** Stands in files until a coordinator has said what the coalition is called. */
const UNNAMED_COALITION = 'The coalition'
const COALITION = 'coalition'

/** What the coalition is called in files that name nobody else. */
export async function coalitionName(db: Database): Promise<string> {
  const row = await db.selectFrom('settings').select('value').where('name', '=', COALITION).executeTakeFirst()
  return row?.value ?? UNNAMED_COALITION
}

export async function nameCoalition(db: Database, value: string): Promise<void> {
  await db
    .insertInto('settings')
    .values({ name: COALITION, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}
