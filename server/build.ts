import { globSync, statSync } from 'node:fs'
import path from 'node:path'
import { bundle } from './bundle.ts'

/** Builds the server into `server/dist` when something it is made of is newer. */
const root = path.resolve(import.meta.dirname, '..')
const SOURCES = ['server/{build.ts,bundle.ts,package.json}', 'server/src/**', 'shared/src/**', 'pnpm-lock.yaml']
/** What is started by itself: the server, the command line, the threads, and the process that reads and writes files. */
const PROGRAMS = ['main', 'cli/travaux', 'store/draft-log-worker', 'sync/fold-worker', 'work/worker']

const changedAt = (file: string): number => statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0
const newest = globSync(SOURCES, { cwd: root }).reduce((latest, file) => Math.max(latest, changedAt(file)), 0)

if (newest >= changedAt('server/dist/main.js'))
  await bundle(
    PROGRAMS.map((name) => path.join(import.meta.dirname, 'src', `${name}.ts`)),
    path.join(import.meta.dirname, 'dist'),
  )
