import { Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import type { z } from 'zod'
import { CLOSE, MeSchema, SignInSchema, type Person } from '@travaux/shared/protocol'
import { cookieName, cookieOptions } from '../auth/cookie.ts'
import { endSession, startSession } from '../auth/sessions.ts'
import { redeemLink } from '../auth/sign-in.ts'
import type { Services } from '../services.ts'
import { checked, operation } from './describe.ts'
import { addressOf, signedIn, type Environment } from './environment.ts'
import { requireOwnPage } from './guard.ts'
import { Refusal } from './problem.ts'

const LINK_REFUSED = {
  'link-unknown': 'Check that the whole link was copied.',
  'link-used': 'A link signs in one person, once. Ask a coordinator for a new one.',
  'link-expired': 'Ask a coordinator for a new link.',
} as const

const WORKSPACE_NAME = 'Travaux'
const me = (person: Person): z.infer<typeof MeSchema> => ({ ...person, workspace: WORKSPACE_NAME })

export const sessionRoutes = ({ store, origins, attempts, rooms }: Services) =>
  new Hono<Environment>()
    .get(
      '/me',
      operation({ summary: 'Who is signed in', answer: { status: 200, schema: MeSchema }, problems: ['not-signed-in'] }),
      (c) => c.json(me(signedIn(c).person), 200),
    )
    .post(
      '/sign-in',
      operation({
        summary: 'Exchange the token of a link for a session cookie',
        answer: { status: 200, schema: MeSchema },
        problems: ['bad-request', 'bad-origin', 'link-unknown', 'link-used', 'link-expired', 'too-many-requests'],
      }),
      checked('json', SignInSchema),
      async (c) => {
        requireOwnPage(c, origins)
        const address = addressOf(c.env.incoming.socket.remoteAddress, c.req.header('x-forwarded-for'))
        if (!attempts.allowed(address)) throw new Refusal('too-many-requests', 'Wait a minute and try again.')
        const { token, name } = c.req.valid('json')
        const signed = await redeemLink(store.db, token, name)
        if (!signed.ok) {
          attempts.failed(address)
          throw new Refusal(signed.problem, LINK_REFUSED[signed.problem])
        }
        setCookie(c, cookieName(origins), await startSession(store.db, signed.person.id), cookieOptions(origins))
        return c.json(me(signed.person), 200)
      },
    )
    .post(
      '/sign-out',
      operation({ summary: 'End this session', answer: { status: 204 }, problems: ['not-signed-in', 'bad-origin'] }),
      async (c) => {
        const { credential } = signedIn(c)
        if (credential.via === 'token') throw new Refusal('bad-request', 'A token has no session: revoke it instead.')
        await endSession(store.db, credential.id)
        rooms.disconnect((joiner) => joiner.sessionId === credential.id, CLOSE.signedOut)
        deleteCookie(c, cookieName(origins), cookieOptions(origins))
        return c.body(null, 204)
      },
    )
