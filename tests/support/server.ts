import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Role } from '@travaux/shared/protocol'

const ROOT = path.resolve(import.meta.dirname, '../..')
const NODE = path.join(ROOT, 'node_modules/.bin/node')
/** A loaded machine needs a while for the sample; a server that says nothing for this long never will. */
const READY_WITHIN_MS = 45_000

export interface ServerOptions {
  /** The data folder; made, and removed at the end, when left out. */
  folder?: string | undefined
  env?: Record<string, string> | undefined
}

/** A real server process on a port of its own: what `pnpm start` runs, as `build.ts` beside this file has built it. */
export interface TestServer {
  url: string
  /** What the server printed: signs the first coordinator in, or the plain address once there is one. */
  signInLink: string
  folder: string
  /** Everything the server has written to stderr so far: its log. */
  log: () => string
  /** SIGTERM; gives the exit status. The folder stays when it was given. */
  stop: () => Promise<number | null>
  /** SIGKILL: what a power cut does to the process. */
  kill: () => Promise<void>
}

export const temporaryFolder = (): string => mkdtempSync(path.join(tmpdir(), 'travaux-'))

const environment = (folder: string, env: Record<string, string> = {}): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  PORT: '0',
  TRAVAUX_DATA: folder,
  LOG_LEVEL: 'debug',
  // What one test's server has compiled, those of all the others need not: each starts in half the time.
  NODE_COMPILE_CACHE: path.join(ROOT, 'tests/output/compiled'),
  ...env,
})

/** Starts a server and waits until it says it is ready. Rejects with its log when it doesn't. */
export async function startServer({ folder, env }: ServerOptions = {}): Promise<TestServer> {
  const home = folder ?? temporaryFolder()
  const child = spawn(NODE, [path.join(ROOT, 'server/dist/main.js')], {
    env: environment(home, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const signInLink = await ready(
    child.stdout,
    ended,
    () => log,
    () => child.kill('SIGKILL'),
  )
  const finish = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    const status = await ended
    if (folder === undefined) rmSync(home, { recursive: true, force: true })
    return status
  }
  return {
    url: new URL(signInLink).origin,
    signInLink,
    folder: home,
    log: () => log,
    stop: () => finish('SIGTERM'),
    kill: async () => void (await finish('SIGKILL')),
  }
}

async function ready(stdout: Readable, ended: Promise<number | null>, log: () => string, giveUp: () => void): Promise<string> {
  const said = (async () => {
    for await (const line of createInterface({ input: stdout })) {
      const url = /^Travaux is ready: (\S+)$/.exec(line)?.[1]
      if (url) return url
    }
    return null
  })()
  const timer = setTimeout(giveUp, READY_WITHIN_MS)
  const url = await Promise.race([said, ended.then(() => null)])
  clearTimeout(timer)
  if (url === null) throw new Error(`The server did not start:\n${log()}`)
  return url
}

type CommandOptions = ServerOptions & { cwd?: string | undefined }

export interface CommandResult {
  status: number | null
  stdout: string
  stderr: string
}

/** Starts `travaux …` against a data folder, as a person standing in `cwd` would. */
export const spawnTravaux = (args: readonly string[], { folder, env, cwd }: CommandOptions = {}) =>
  spawn(NODE, [path.join(ROOT, 'server/dist/travaux.js'), ...args], {
    env: environment(folder ?? path.join(tmpdir(), 'travaux-absent'), { INIT_CWD: cwd ?? process.cwd(), ...env }),
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** The same, to its end. */
export async function travaux(args: readonly string[], { folder, env, cwd }: CommandOptions = {}): Promise<CommandResult> {
  const child = spawnTravaux(args, { folder, env, cwd })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { status, stdout, stderr }
}

/** A script's token for this role. */
export async function mintToken(folder: string, role: Role, name: string = role): Promise<string> {
  const { status, stdout, stderr } = await travaux(['token', '--role', role, '--name', name], { folder })
  if (status !== 0) throw new Error(stderr)
  return stdout.trim()
}

export const tokenOf = (link: string): string => link.split('#')[1] ?? ''

/** Exchanges a link for the cookie of a session, as `name=value`. */
export async function signIn(url: string, link: string, name?: string): Promise<string> {
  const response = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url },
    body: JSON.stringify({ token: tokenOf(link), name }),
  })
  if (!response.ok) throw new Error(`Signing in failed: ${await response.text()}`)
  return response.headers.getSetCookie()[0]!.split(';')[0]!
}

/** Calls the API as somebody: with a session's cookie from the page's own origin, or with a token. */
export function caller(url: string, credential: { cookie: string } | { token: string } | null) {
  const headers: Record<string, string> =
    credential === null
      ? { Origin: url }
      : 'cookie' in credential
        ? { Cookie: credential.cookie, Origin: url, 'X-Travaux': '1' }
        : { Authorization: `Bearer ${credential.token}` }
  return (method: string, target: string, body?: unknown): Promise<Response> =>
    fetch(url + target, {
      method,
      headers: { ...headers, ...(body !== undefined && !(body instanceof FormData) && { 'Content-Type': 'application/json' }) },
      ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    })
}

/** A multipart form for `POST /api/instruments`. */
export function upload(name: string, content: string | Uint8Array<ArrayBuffer>, fields: Record<string, string> = {}): FormData {
  const form = new FormData()
  form.set('file', new File([content], name))
  for (const [key, value] of Object.entries(fields)) form.set(key, value)
  return form
}
