import type { OpenStore } from '../store.ts'
import { connect, type Pool } from './connect.ts'
import { queries } from './dialect.ts'
import { createPostgresDraftLog } from './draft-log-postgres.ts'
import { migratePostgres } from './migrate.ts'

/** Opens the store of a Postgres database (`postgres://…`), making its tables when there are none. The reason never has the password in it. */
export async function openPostgresStore(url: string, onError: (error: Error) => void): Promise<OpenStore> {
  const pool = connect(url, onError)
  try {
    const migrated = await migratePostgres(pool)
    if (!migrated.ok) {
      await pool.end()
      return migrated
    }
  } catch (error) {
    await pool.end()
    return { ok: false, reason: `The database that DATABASE_URL names could not be opened: ${messageOf(error)}` }
  }
  const draftLog = createPostgresDraftLog(pool)
  return {
    ok: true,
    store: {
      file: null,
      db: queries(pool),
      draftLog,
      shared: draftLog,
      alone: (work) => alone(pool, work),
      close: () => pool.end(),
    },
  }
}

/** Key of the lock that a server holds while it does what only one may do at a time. */
const ALONE_LOCK = 7_206_293

/** The lock goes with the connection: a server that dies does not keep it. */
async function alone<T>(pool: Pool, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ALONE_LOCK])
    return await work()
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [ALONE_LOCK]).catch(() => {})
    client.release()
  }
}

/** Several addresses that were tried in vain come as one error without words of its own. */
const messageOf = (error: unknown): string =>
  error instanceof AggregateError
    ? error.errors.map(messageOf).join('; ')
    : error instanceof Error
      ? error.message
      : String(error)
