import path from 'node:path'
import type { Config } from '../config.ts'

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]']

/** The origins that the page may have: the public one, or without one the loopback names at the server's port. */
export interface Origins {
  /** Where links lead. */
  own: string
  allowed: ReadonlySet<string>
  /** True where the page comes over https, and the cookie so may too. */
  secure: boolean
}

export function originsOf({ origin, host }: Config, port: number): Origins {
  if (origin !== null) return { own: origin, allowed: new Set([origin]), secure: origin.startsWith('https:') }
  const everywhere = host === '0.0.0.0' || host === '::'
  const name = everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  const allowed = [name, ...LOOPBACK_NAMES].map((each) => new URL(`http://${each}:${port}`).origin)
  return { own: allowed[0]!, allowed: new Set(allowed), secure: false }
}

/**
 * Whether a request that changes something comes from our own page: its Origin is ours, or, where a browser sent none, it says
 * `same-origin` itself. What sends neither header is not a browser and so carries nobody's cookie by accident.
 */
export function fromOwnPage(origins: Origins, origin: string | undefined, fetchSite: string | undefined): boolean {
  if (origin !== undefined) return origins.allowed.has(origin)
  return fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none'
}

/** Where the server notes its address, so that the command line's links lead there. */
export const originFile = (folder: string): string => path.join(folder, 'origin')
