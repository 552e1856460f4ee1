import path from 'node:path'
import { z } from 'zod'

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
  logLevel: (typeof LOG_LEVELS)[number]
}

export type ReadConfig = { ok: true; config: Config } | { ok: false; reason: string }

const Environment = z.object({
  PORT: z.coerce.number('PORT must be a number').int().min(0).max(65_535).default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  TRAVAUX_DATA: z.string().min(1).default('./data'),
  TRAVAUX_ORIGIN: z
    .url({ protocol: /^https?$/, error: 'TRAVAUX_ORIGIN must be a URL such as https://travaux.example.org' })
    .optional(),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'DATABASE_URL must be a URL such as postgres://user@host/database' })
    .optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'REDIS_URL must be a URL such as redis://host:6379' }).optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
})

/** Reads the environment; `root` is where a relative data folder starts. An empty variable counts as unset. */
export function readConfig(environment: NodeJS.ProcessEnv, root: string): ReadConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const read = Environment.safeParse(given)
  if (!read.success) return { ok: false, reason: read.error.issues.map((issue) => issue.message).join('; ') }
  const { PORT, HOST, TRAVAUX_DATA, TRAVAUX_ORIGIN, DATABASE_URL, REDIS_URL, LOG_LEVEL } = read.data
  if (REDIS_URL !== undefined && DATABASE_URL === undefined)
    return {
      ok: false,
      reason: 'REDIS_URL is for several servers, which need DATABASE_URL as well: a SQLite file has one server.',
    }
  return {
    ok: true,
    config: {
      port: PORT,
      host: HOST,
      folder: path.resolve(root, TRAVAUX_DATA),
      origin: TRAVAUX_ORIGIN === undefined ? null : new URL(TRAVAUX_ORIGIN).origin,
      databaseUrl: DATABASE_URL ?? null,
      redisUrl: REDIS_URL ?? null,
      logLevel: LOG_LEVEL,
    },
  }
}
