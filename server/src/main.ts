import { enableCompileCache, flushCompileCache } from 'node:module'
import path from 'node:path'
import { readConfig } from './config.ts'
import { ROOT } from './places.ts'

/** What is still open after this long is cut: the data are committed anyway. */
const STOP_WITHIN_MS = 4500
/** By then everything that a server needs is loaded. */
const KEEP_COMPILED_AFTER_MS = 5000

const read = readConfig(process.env, ROOT)
if (!read.ok) fail(read.reason)
// In a folder that nobody else may write: what lies there is run. It halves the time that a start takes.
enableCompileCache(path.join(read.config.folder, 'compiled'))
const [{ createLog }, { startServer }, { whenNpxEnds }] = await Promise.all([
  import('./log.ts'),
  import('./server.ts'),
  import('./launcher.ts'),
])
const log = createLog(read.config.logLevel)
const started = await startServer(read.config, log)
if (!started.ok) fail(started.reason)
const { server } = started
log.info({ folder: read.config.folder, node: process.version }, 'started')
console.log(`Travaux is ready: ${server.url}`)

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)
whenNpxEnds(() => stop('SIGTERM'))
process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'))
setTimeout(flushCompileCache, KEEP_COMPILED_AFTER_MS).unref()

function stop(signal: NodeJS.Signals): void {
  log.info({ signal }, 'stopping')
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
  server.stop().then(
    () => process.exit(0),
    (error: unknown) => {
      log.error({ err: error }, 'stopping failed')
      process.exit(1)
    },
  )
}

function fail(reason: string): never {
  console.error(reason)
  process.exit(1)
}
