import { call } from './call.ts'

/** `travaux parse FILE | head` ends quietly when the reader has seen enough. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await call(process.argv.slice(2))
