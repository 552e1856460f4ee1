import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { buildVictim } from './victim.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** Vitest's own NODE_ENV would build React for its developers: half as large again, and slower. */
const AS_STARTED = { ...process.env, NODE_ENV: 'production' }

/** Vitest's global set-up where servers are started: they are what `pnpm start` runs, built anew where something is newer. */
export async function setup(): Promise<void> {
  await buildVictim()
  for (const program of ['client/build.ts', 'server/build.ts'])
    execFileSync(path.join(ROOT, 'node_modules/.bin/node'), [path.join(ROOT, program)], { stdio: 'inherit', env: AS_STARTED })
}
