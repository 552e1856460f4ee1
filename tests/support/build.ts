import { execFileSync } from 'node:child_process'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** Vitest's global set-up where servers are started: they are what `pnpm start` runs, built anew where something is newer. */
export function setup(): void {
  for (const program of ['client/build.ts', 'server/build.ts'])
    execFileSync(path.join(ROOT, 'node_modules/.bin/node'), [path.join(ROOT, program)], { stdio: 'inherit' })
}
