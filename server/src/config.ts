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
  logLevel: (typeof LOG_LEVELS)[number]
}

export type ReadConfig = { ok: true; config: Config } | { ok: false; reason: string }

/** The variables that later versions will honour: silently ignoring them would lose somebody's drafts. */
const NOT_YET = ['DATABASE_URL', 'REDIS_URL'] as const

const Environment = z.object({
  PORT: z.coerce.number('PORT must be a number').int().min(0).max(65_535).default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  TRAVAUX_DATA: z.string().min(1).default('./data'),
  TRAVAUX_ORIGIN: z
    .url({ protocol: /^https?$/, error: 'TRAVAUX_ORIGIN must be a URL such as https://travaux.example.org' })
    .optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
})

/** Reads the environment; `root` is where a relative data folder starts. An empty variable counts as unset. */
export function readConfig(environment: NodeJS.ProcessEnv, root: string): ReadConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  for (const name of NOT_YET)
    if (given[name] !== undefined)
      return { ok: false, reason: `${name} is set, but this version keeps everything in one SQLite file. Unset it to start.` }
  const read = Environment.safeParse(given)
  if (!read.success) return { ok: false, reason: read.error.issues.map((issue) => issue.message).join('; ') }
  const { PORT, HOST, TRAVAUX_DATA, TRAVAUX_ORIGIN, LOG_LEVEL } = read.data
  return {
    ok: true,
    config: {
      port: PORT,
      host: HOST,
      folder: path.resolve(root, TRAVAUX_DATA),
      origin: TRAVAUX_ORIGIN === undefined ? null : new URL(TRAVAUX_ORIGIN).origin,
      logLevel: LOG_LEVEL,
    },
  }
}
