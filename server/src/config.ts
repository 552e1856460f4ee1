import path from 'node:path'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

export interface Config {
  port: number
  host: string
  /** Everything the server keeps lies under this folder. */
  folder: string
  /** The public URL's origin; null means the address that the server listens on. */
  origin: string | null
  /** Postgres, for several servers; null means the SQLite file in the folder. */
  databaseUrl: string | null
  /** Redis, through which several servers tell each other what happens; null means that this server is the only one. */
  redisUrl: string | null
  /** Milliseconds that reading or writing one file may take. */
  fileTime: number
  logLevel: (typeof LOG_LEVELS)[number]
}

export type ReadConfig = { ok: true; config: Config } | { ok: false; reason: string }

/** Reads the environment; `root` is where a relative data folder starts. An empty variable counts as unset. */
export function readConfig(environment: NodeJS.ProcessEnv, root: string): ReadConfig {
  const wrong: string[] = []
  const url = (name: string, protocols: readonly string[], example: string): string | null => {
    const value = environment[name] || null
    if (value !== null && !protocols.includes(URL.parse(value)?.protocol ?? ''))
      wrong.push(`${name} must be a URL such as ${example}`)
    return value
  }
  const port = Number(environment['PORT'] || 4000)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) wrong.push('PORT must be a number from 0 to 65535')
  const level = environment['LOG_LEVEL'] || 'info'
  const logLevel = LOG_LEVELS.find((each) => each === level)
  if (!logLevel) wrong.push(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}`)
  const fileSeconds = Number(environment['TRAVAUX_FILE_SECONDS'] || 60)
  if (!(fileSeconds > 0 && fileSeconds <= 3600)) wrong.push('TRAVAUX_FILE_SECONDS must be a number of seconds up to 3600')
  const origin = url('TRAVAUX_ORIGIN', ['http:', 'https:'], 'https://travaux.example.org')
  const databaseUrl = url('DATABASE_URL', ['postgres:', 'postgresql:'], 'postgres://user@host/database')
  const redisUrl = url('REDIS_URL', ['redis:', 'rediss:'], 'redis://host:6379')
  if (redisUrl !== null && databaseUrl === null)
    wrong.push('REDIS_URL is for several servers, which need DATABASE_URL as well: a SQLite file has one server.')
  if (wrong.length > 0 || !logLevel) return { ok: false, reason: wrong.join('; ') }
  return {
    ok: true,
    config: {
      port,
      host: environment['HOST'] || '127.0.0.1',
      folder: path.resolve(root, environment['TRAVAUX_DATA'] || './data'),
      origin: origin === null ? null : new URL(origin).origin,
      databaseUrl,
      redisUrl,
      fileTime: fileSeconds * 1000,
      logLevel,
    },
  }
}
