import { getCookie, setCookie } from 'hono/cookie'
import type { Context, MiddlewareHandler } from 'hono'
import { findAsker, type Credential } from '../auth/asker.ts'
import { cookieName, cookieOptions } from '../auth/cookie.ts'
import { fromOwnPage, type Origins } from '../auth/origin.ts'
import { renewSession } from '../auth/sessions.ts'
import type { Services } from '../services.ts'
import type { Environment } from './environment.ts'
import { Refusal } from './problem.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Establishes who asks, and moves a browser's session on. */
export const authenticate = ({
  store,
  origins,
  log,
}: Pick<Services, 'store' | 'origins' | 'log'>): MiddlewareHandler<Environment> => {
  /** A store that can't write must not keep people from reading. */
  const renew = (credential: Credential) =>
    credential.via === 'session' &&
    renewSession(store.db, credential).catch((error: unknown) => {
      log.warn({ err: error }, 'a session could not be renewed')
      return false
    })
  return async (c, next) => {
    const secret = getCookie(c, cookieName(origins))
    const asker = await findAsker(store.db, c.req.header('authorization'), secret)
    c.set('asker', asker)
    if (asker && secret !== undefined && (await renew(asker.credential)))
      setCookie(c, cookieName(origins), secret, cookieOptions(origins))
    await next()
  }
}

/**
 * Refuses what another site makes a visitor's browser do. What changes something comes from our own page, and in a form that no
 * plain HTML form can send: JSON, or with our header.
 */
export function requireOwnPage(c: Context<Environment>, origins: Origins): void {
  if (!fromOwnPage(origins, c.req.header('origin'), c.req.header('sec-fetch-site')))
    throw new Refusal('bad-origin', `Open Travaux at ${origins.own}, or set TRAVAUX_ORIGIN to the address you use.`)
  const json = c.req.header('content-type')?.split(';')[0]?.trim() === 'application/json'
  if (!json && c.req.header('x-travaux') !== '1') throw new Refusal('bad-origin', 'Send JSON, or add the header “X-Travaux: 1”.')
}

/** A script's token is never sent by a browser on its own, so only sessions are asked where they come from. */
export const guardSessions =
  ({ origins }: Pick<Services, 'origins'>): MiddlewareHandler<Environment> =>
  async (c, next) => {
    if (!SAFE_METHODS.has(c.req.method) && c.get('asker')?.credential.via === 'session') requireOwnPage(c, origins)
    await next()
  }
