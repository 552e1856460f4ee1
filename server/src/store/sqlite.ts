import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely'
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

export const queries = (sqlite: DatabaseSync): Database =>
  new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapt(sqlite) }) })
