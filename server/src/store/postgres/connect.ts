import pg from 'pg'

/** Connections of one server: what people do takes a few milliseconds each. */
const MAX_CONNECTIONS = 12
/** A database that does not answer this soon counts as gone: people are told, and it is tried again. */
const CONNECT_WITHIN_MS = 5000
/** A statement that takes longer is cut: it would hold what others wait for. */
const STATEMENT_TIMEOUT_MS = 30_000

/** What our connections are called in `pg_stat_activity`. */
const APPLICATION = 'travaux'

/** 64-bit integers of ours are counts, numbers of rows and milliseconds: far below 2^53. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export type Pool = pg.Pool
export type Client = pg.PoolClient

/** A pool of connections that commit durably whatever the database's default is (`synchronous_commit=on`). */
export function connect(url: string, onError: (error: Error) => void): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    application_name: APPLICATION,
    options: '-c synchronous_commit=on',
  })
  // A connection that breaks while it lies idle: without a listener it would end the process.
  pool.on('error', onError)
  return pool
}

/** Whether another process of ours has connections to this database. */
export async function othersConnected(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ others: number }>(
    `SELECT count(*) AS others FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = $1 AND pid <> pg_backend_pid()`,
    [APPLICATION],
  )
  return rows[0]!.others > 0
}

/** All of `work` or nothing, on one connection. A connection that failed is thrown away. */
export async function transaction<T>(pool: Pool, work: (client: Client) => Promise<T>, mode = ''): Promise<T> {
  const client = await pool.connect()
  // A connection that breaks between two statements: the next one fails and says so.
  const ignore = () => {}
  client.on('error', ignore)
  let failed: unknown = null
  try {
    await client.query(`BEGIN ${mode}`)
    const done = await work(client)
    await client.query('COMMIT')
    return done
  } catch (error) {
    failed = error
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    client.off('error', ignore)
    client.release(failed instanceof Error && isBroken(failed))
  }
}

/** Everything but a plain "no" of the database to a statement (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const isBroken = (error: Error): boolean => !('code' in error) || !/^(22|23|40|42|P0)/.test(String(error.code))
