import type { MiddlewareHandler } from 'hono'
import type { Environment } from './environment.ts'

/**
 * Scripts, styles and fonts come from us alone and nothing may frame the page. Style *attributes* are allowed: carets are placed
 * with them, and they can't run code.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  // The one policy: prosemirror-view parses what is pasted in a document of its own, where nothing runs.
  'trusted-types ProseMirrorClipboard',
].join('; ')

const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
}

/** The headers that every answer carries; `https` adds the promise to stay there. */
export const securityHeaders =
  (https: boolean): MiddlewareHandler<Environment> =>
  async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value)
    if (https) c.res.headers.set('Strict-Transport-Security', 'max-age=31536000')
  }
