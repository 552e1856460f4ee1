import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

/** Debian's Chromium where it is installed, otherwise the one inside the npm package `@sparticuz/chromium`. */
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Flags without which Chromium asks the outside world for updates at every start. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/** A real headless browser; close it when the tests are done. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = INSTALLED.find((file) => existsSync(file)) ?? (await unpacked())
  return chromium.launch({ executablePath, args: QUIET })
}

/** Without the package's own flags: with its `--single-process` all contexts share the first one's cookies, so everybody is one person. */
async function unpacked(): Promise<string> {
  return (await import('@sparticuz/chromium')).default.executablePath()
}
