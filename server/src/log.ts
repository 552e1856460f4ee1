import { pino, type Logger } from 'pino'

export type Log = Logger

/** JSON lines on stderr: stdout belongs to the one line that says the server is ready. Links and tokens are never passed to it. */
export const createLog = (level: string): Log => pino({ level, base: null }, pino.destination({ dest: 2, sync: true }))
