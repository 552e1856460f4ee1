/** Failed attempts that one address may make a minute: links have 256 bits, so this only bounds the work. */
const FAILURES_A_MINUTE = 20
const MINUTE_MS = 60_000
/** Addresses remembered at once; beyond it the oldest are forgotten. */
const MAX_ADDRESSES = 10_000

export interface Attempts {
  /** Whether the address may try. */
  allowed: (address: string) => boolean
  failed: (address: string) => void
}

/** Counts failed sign-ins by address in windows of a minute. */
export function createAttempts(now: () => number = Date.now): Attempts {
  const windows = new Map<string, { until: number; failures: number }>()
  const current = (address: string) => {
    const window = windows.get(address)
    return window && window.until > now() ? window : null
  }
  return {
    allowed: (address) => (current(address)?.failures ?? 0) < FAILURES_A_MINUTE,
    failed: (address) => {
      const window = current(address) ?? { until: now() + MINUTE_MS, failures: 0 }
      window.failures++
      windows.delete(address)
      windows.set(address, window)
      if (windows.size > MAX_ADDRESSES) windows.delete(windows.keys().next().value!)
    },
  }
}
