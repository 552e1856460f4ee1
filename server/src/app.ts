import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { openAPIRouteHandler } from 'hono-openapi'
import { amendmentRoutes } from './routes/amendments.ts'
import { commentRoutes } from './routes/comments.ts'
import { mentionRoutes } from './routes/mentions.ts'
import { draftRoutes } from './routes/drafts.ts'
import type { Environment } from './routes/environment.ts'
import { exportRoutes } from './routes/exports.ts'
import { authenticate, guardSessions } from './routes/guard.ts'
import { securityHeaders } from './routes/headers.ts'
import { historyRoutes } from './routes/history.ts'
import { importRoutes } from './routes/imports.ts'
import { instrumentRoutes } from './routes/instruments.ts'
import { healthRoutes, metricsRoutes } from './routes/operations.ts'
import { pageRoutes } from './routes/pages.ts'
import { peopleRoutes } from './routes/people.ts'
import { problem, problemResponse, Refusal } from './routes/problem.ts'
import { accessLog } from './routes/access-log.ts'
import { sessionRoutes } from './routes/session.ts'
import { suggestionRoutes } from './routes/suggestions.ts'
import { discardBody } from './routes/unread-body.ts'
import { workspaceRoutes } from './routes/workspace.ts'
import { wordImportRoutes } from './routes/word-import.ts'
import type { Services } from './services.ts'

/** JSON bodies are titles and names. */
const MAX_JSON_BYTES = 64 * 1024
/** Their routes bound the body themselves. */
const isUpload = (path: string): boolean => /^\/api\/(?:instruments|imports|drafts\/[^/]+\/import)$/.test(path)
/** SQLite's own reasons for not writing: read-only, I/O error, damaged, full, can't open (https://sqlite.org/rescode.html). */
const STORE_FAILURES = new Set([8, 10, 11, 13, 14])

/** The API's routes; their types are what the page's client is made from. */
const apiRoutes = (services: Services) =>
  new Hono<Environment>()
    .route('/', sessionRoutes(services))
    .route('/', workspaceRoutes(services))
    .route('/', peopleRoutes(services))
    .route('/', instrumentRoutes(services))
    .route('/', importRoutes(services))
    .route('/', draftRoutes(services))
    .route('/', exportRoutes(services))
    .route('/', amendmentRoutes(services))
    .route('/', suggestionRoutes(services))
    .route('/', historyRoutes(services))
    .route('/', commentRoutes(services))
    .route('/', mentionRoutes(services))
    .route('/', wordImportRoutes(services))
    .route('/', healthRoutes(services))

const smallBody = bodyLimit({
  maxSize: MAX_JSON_BYTES,
  onError: () => {
    throw new Refusal('bad-request', `The body may have ${MAX_JSON_BYTES / 1024} kB at most.`)
  },
})

/** The whole HTTP side of the server, the upgrade to a WebSocket excepted. */
export function createApp(services: Services) {
  const app = new Hono<Environment>()
  app.use(accessLog(services.log), securityHeaders(services.origins.secure))
  app.use('/api/*', authenticate(services), guardSessions(services))
  app.use('/metrics', authenticate(services))
  app.use('/api/*', (c, next) => (isUpload(c.req.path) ? next() : smallBody(c, next)))
  app.onError(async (error, c) => {
    await discardBody(c.req.raw)
    if (error instanceof Refusal) return problemResponse(c, error.id, error.message, error.where)
    if (error instanceof HTTPException && error.status < 500) return problemResponse(c, 'bad-request', error.message)
    services.log.error({ err: error, path: c.req.path }, 'request failed')
    if ('errcode' in error && STORE_FAILURES.has((error.errcode as number) & 0xff))
      return problemResponse(c, 'store-failed', 'Nothing was changed. Whoever runs the server has to look at its disk.')
    return problemResponse(c, 'internal', 'The server’s log says more.')
  })
  app.notFound((c) => problemResponse(c, 'not-found', `There is nothing at ${c.req.path}.`))
  const routes = app.route('/api', apiRoutes(services)).route('/', metricsRoutes(services))
  app.get('/api/openapi.json', openAPIRouteHandler(app, { documentation: DOCUMENTATION }))
  app.all('/api/*', (c) => c.notFound())
  app.route('/', pageRoutes())
  return routes
}

/** For requests that don't even make a URL (`GET *`, `Host: [`). */
export const unreadableRequest = (): Response =>
  new Response(JSON.stringify(problem('bad-request', 'The address or the Host of the request could not be read.')), {
    status: 400,
    headers: { 'Content-Type': 'application/problem+json', Connection: 'close' },
  })

const DOCUMENTATION = {
  info: {
    title: 'Travaux',
    version: '1',
    description:
      'Treaty texts, drafts that amend them, and the forms in which they are handed over. Errors are RFC 9457 problems.',
  },
  components: {
    securitySchemes: {
      session: { type: 'apiKey' as const, in: 'cookie' as const, name: 'travaux' },
      token: { type: 'http' as const, scheme: 'bearer' },
    },
  },
  security: [{ session: [] }, { token: [] }],
}

/** For `hc<AppType>` of hono/client. */
export type AppType = ReturnType<typeof createApp>
