import { globSync, statSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'

/**
 * Builds the server into `server/dist` when something it is made of is newer: one file and its lazily loaded parts, instead of two
 * thousand. It starts in a fifth of the time.
 */
const root = path.resolve(import.meta.dirname, '..')
const SOURCES = ['server/{build.ts,package.json}', 'server/src/**', 'shared/src/**', 'pnpm-lock.yaml']
/** What is started by itself: the server, the command line, the threads, and the process that reads and writes files. */
const PROGRAMS = ['main', 'cli/travaux', 'store/draft-log-worker', 'sync/fold-worker', 'work/worker']

const changedAt = (file: string): number => statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0
const newest = globSync(SOURCES, { cwd: root }).reduce((latest, file) => Math.max(latest, changedAt(file)), 0)

if (newest >= changedAt('server/dist/main.js'))
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'warn',
    // Typst is native code, and is where its package puts it.
    ssr: { noExternal: true, external: ['@myriaddreamin/typst-ts-node-compiler'] },
    build: {
      ssr: true,
      outDir: 'dist',
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(
          PROGRAMS.map((name) => [path.basename(name), path.join(import.meta.dirname, 'src', `${name}.ts`)]),
        ),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
