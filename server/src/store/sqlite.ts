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

/** Our queries are some two hundred; a list of values of any length makes others. */
const MAX_STATEMENTS = 500

/**
 * Kysely over node:sqlite: its dialect expects better-sqlite3, which passes parameters as one list. What SQLite has made of a statement
 * is kept: to make it again takes longer than most of our queries.
 */
function adapt(sqlite: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, ReturnType<SqliteDatabase['prepare']>>()
  const prepare = (sql: string): ReturnType<SqliteDatabase['prepare']> => {
    const statement = sqlite.prepare(sql)
    const bind = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => statement.all(...bind(parameters)),
      run: (parameters) => statement.run(...bind(parameters)),
      // Somebody may ask the same before this has come to its end.
      iterate: (parameters) => sqlite.prepare(sql).iterate(...bind(parameters)) as IterableIterator<unknown>,
    }
  }
  return {
    close: () => sqlite.close(),
    prepare(sql) {
      let statement = statements.get(sql)
      if (!statement) {
        if (statements.size >= MAX_STATEMENTS) statements.clear()
        statements.set(sql, (statement = prepare(sql)))
      }
      return statement
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
