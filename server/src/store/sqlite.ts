import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely'
import type { Database, Tables } from './tables.ts'

/** How long a writer waits for another process's commit (the command line beside a running server). */
const BUSY_TIMEOUT_MS = 5000

/**
 * Opens the SQLite file as the promises on durability require: a commit that returned has reached the disk.
 * (node:sqlite starts with journal mode `delete`.)
 */
export function openSqlite(file: string, busyTimeout = BUSY_TIMEOUT_MS): DatabaseSync {
  const sqlite = new DatabaseSync(file, { timeout: busyTimeout, enableForeignKeyConstraints: true })
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;')
  return sqlite
}

/** Kysely over node:sqlite: its dialect expects better-sqlite3, which passes parameters as one list. */
function adapt(sqlite: DatabaseSync): SqliteDatabase {
  return {
    close: () => sqlite.close(),
    prepare: (sql) => {
      const statement = sqlite.prepare(sql)
      const bind = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...bind(parameters)),
        run: (parameters) => statement.run(...bind(parameters)),
        iterate: (parameters) => statement.iterate(...bind(parameters)) as IterableIterator<unknown>,
      }
    },
  }
}

export const queries = (sqlite: DatabaseSync): Database =>
  new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapt(sqlite) }) })
