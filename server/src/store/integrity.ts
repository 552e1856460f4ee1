import { DatabaseSync } from 'node:sqlite'

/** What is wrong with a SQLite file, in SQLite's words; empty when nothing is. Opens it read-only and needs no server to stop. */
export function integrityErrors(file: string): string[] {
  const sqlite = new DatabaseSync(file, { readOnly: true })
  try {
    const checks = sqlite.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[]
    const orphans = sqlite.prepare('PRAGMA foreign_key_check').all() as { table: string; rowid: number }[]
    return [
      ...checks.map((row) => row.integrity_check).filter((message) => message !== 'ok'),
      ...orphans.map(({ table, rowid }) => `${table}: row ${rowid} points to nothing`),
    ]
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  } finally {
    sqlite.close()
  }
}
