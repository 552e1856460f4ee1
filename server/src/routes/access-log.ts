import type { MiddlewareHandler } from 'hono'
import type { Log } from '../log.ts'
import type { Environment } from './environment.ts'

/** One line a request: no query, no headers, no body, so that nothing secret reaches the log. */
export const accessLog =
  (log: Log): MiddlewareHandler<Environment> =>
  async (c, next) => {
    const start = performance.now()
    await next()
    const { method, path } = c.req
    const person = c.get('asker')?.person.id
    log.debug({ method, path, status: c.res.status, ms: Math.round(performance.now() - start), person }, 'request')
  }
