import { spawnSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import path from 'node:path'

/** Builds the page when something it is made of is newer than what was built last: a second start does not wait for nothing. */
const root = path.resolve(import.meta.dirname, '..')
const SOURCES = ['client/{src,public}/**', 'client/*.{html,ts,json}', 'shared/src/**', 'pnpm-lock.yaml']

const changedAt = (file: string): number => statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0
const newest = globSync(SOURCES, { cwd: root }).reduce((latest, file) => Math.max(latest, changedAt(file)), 0)

if (newest >= changedAt('client/dist/index.html')) {
  const vite = path.join(root, 'node_modules/.bin/vite')
  const { status } = spawnSync(vite, ['build', 'client', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' })
  process.exit(status ?? 1)
}
