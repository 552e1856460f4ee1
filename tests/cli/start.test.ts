import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../support/server.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** Runs `npx -y pnpm@12 …` with a PATH that knows nothing of this repository's tools, as somebody at a terminal does. */
function npx(args: string[], env: Record<string, string> = {}) {
  const outside = process.env['PATH']!.split(':')
    .filter((folder) => !folder.includes('node_modules'))
    .join(':')
  const { HOME } = process.env
  return spawn('npx', ['-y', 'pnpm@12', ...args], {
    cwd: ROOT,
    env: { PATH: outside, ...(HOME !== undefined && { HOME }), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

it('`pnpm start` prints one line when it is ready, and SIGTERM to npx ends everything', async () => {
  const folder = temporaryFolder()
  const child = npx(['start'], { PORT: '0', TRAVAUX_DATA: folder })
  const lines: string[] = []
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text))
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    if (line.startsWith('Travaux is ready: ')) break
  }
  expect(
    lines.filter((line) => line.startsWith('Travaux is ready: http://127.0.0.1:')),
    log,
  ).toHaveLength(1)
  const { origin } = new URL(lines.at(-1)!.split(': ')[1]!)
  expect((await fetch(`${origin}/api/health`)).status).toBe(200)
  child.kill('SIGTERM')
  const alive = () =>
    fetch(`${origin}/api/health`).then(
      () => true,
      () => false,
    )
  await expect.poll(alive, { timeout: 10_000 }).toBe(false)
  rmSync(folder, { recursive: true, force: true })
})

it('`pnpm travaux parse --json` has nothing but JSON on stdout', async () => {
  const child = npx(['travaux', 'parse', 'server/sample/final-draft.txt', '--json'])
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.resume()
  const status = await new Promise((resolve) => child.once('close', resolve))
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ language: 'en' })
})
