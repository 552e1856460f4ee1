import { PostgresDialect, Kysely, type DatabaseConnection, type Dialect, type Driver } from 'kysely'
import type { Database, Tables } from '../tables.ts'
import type { Pool } from './connect.ts'

/** Key of the lock under which writing transactions queue; any number that is ours alone. */
const WRITERS_LOCK = 7_206_291

/**
 * Kysely over a pool. Transactions of all servers run one after the other, as they do in SQLite: they are short and few (a comment, an
 * invitation), and what they assume of each other is then the same in both stores. The drafts' text does not go this way.
 */
export const queries = (pool: Pool): Database => new Kysely<Tables>({ dialect: new OneWriterDialect({ pool }) })

class OneWriterDialect extends PostgresDialect implements Dialect {
  override createDriver(): Driver {
    const driver = super.createDriver()
    const begin = driver.beginTransaction.bind(driver)
    driver.beginTransaction = async (connection: DatabaseConnection, settings) => {
      await begin(connection, settings)
      await connection.executeQuery(lock)
    }
    return driver
  }
}

const lock = {
  sql: `SELECT pg_advisory_xact_lock(${WRITERS_LOCK})`,
  parameters: [],
  query: { kind: 'RawNode', sqlFragments: [`SELECT pg_advisory_xact_lock(${WRITERS_LOCK})`], parameters: [] },
  queryId: { queryId: 'writers-lock' },
} as unknown as Parameters<DatabaseConnection['executeQuery']>[0]
