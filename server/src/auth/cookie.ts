import type { Origins } from './origin.ts'
import { SESSION_DAYS } from './sessions.ts'

/** `__Host-` binds the cookie to the exact host and needs https. */
export const cookieName = ({ secure }: Origins): string => (secure ? '__Host-travaux' : 'travaux')

export const cookieOptions = ({ secure }: Origins) =>
  ({ path: '/', httpOnly: true, sameSite: 'Lax', secure, maxAge: SESSION_DAYS * 24 * 60 * 60 }) as const
