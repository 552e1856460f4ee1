import { getRequestListener } from '@hono/node-server'
import { createApp, unreadableRequest } from './app.ts'
import type { Services } from './services.ts'

/** What answers a server's HTTP requests. */
export const requestListener = (services: Services) =>
  getRequestListener(createApp(services).fetch, { errorHandler: unreadableRequest })
