import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import {
  CompiledQuery,
  Kysely,
  SqliteDialect,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type SqliteDatabase,
} from 'kysely'
import type { Database, Tables } from './tables.ts'

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

/**
 * A transaction that reads first and writes then takes the right to write at its beginning: the drafts' log commits from a thread of its
 * own, and SQLite fails a transaction that wants to write on what it has read before such a commit (SQLITE_BUSY_SNAPSHOT,
 * https://sqlite.org/isolation.html) without waiting.
 */
class WritesAtOnceDialect extends SqliteDialect implements Dialect {
  override createDriver(): Driver {
    const driver = super.createDriver()
    driver.beginTransaction = async (connection: DatabaseConnection) => {
      await connection.executeQuery(CompiledQuery.raw('BEGIN IMMEDIATE'))
    }
    return driver
  }
}

export const queries = (sqlite: DatabaseSync): Database =>
  new Kysely<Tables>({ dialect: new WritesAtOnceDialect({ database: adapt(sqlite) }) })
