import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { can, type Action } from '@travaux/shared/protocol'
import type { Asker } from '../auth/asker.ts'
import { Refusal } from './problem.ts'

/** What every route finds in its context. */
export interface Environment {
  Bindings: HttpBindings
  Variables: { asker: Asker | null }
}

/** Who asks; 401 where nobody is signed in. */
export function signedIn(c: Context<Environment>): Asker {
  const asker = c.get('asker')
  if (!asker) throw new Refusal('not-signed-in', 'Open the link you were given, or send a valid token.')
  return asker
}

/** Lets through those whose role allows the action: the only place where a route's permission is decided. */
export const allow =
  (action: Action): MiddlewareHandler<Environment> =>
  async (c, next) => {
    const { person } = signedIn(c)
    if (!can(person.role, action)) throw new Refusal('forbidden', `A ${person.role} may not do this.`)
    await next()
  }

const FORWARDING_HEADERS = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via']
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** True for a process on this machine that speaks for itself and not for somebody behind a proxy. */
export function isLocal(c: Context<Environment>): boolean {
  const peer = c.env.incoming.socket.remoteAddress ?? ''
  return LOOPBACK.has(peer) && FORWARDING_HEADERS.every((name) => c.req.header(name) === undefined)
}

/** The peer's address; a proxy on this machine is believed about whom it speaks for. */
export function addressOf(peer: string | undefined, forwardedFor: string | undefined): string {
  if (peer === undefined) return 'unknown'
  const forwarded = forwardedFor?.split(',').at(-1)?.trim()
  return LOOPBACK.has(peer) && forwarded ? forwarded : peer
}
