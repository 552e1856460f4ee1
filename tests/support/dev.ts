import { spawn } from 'node:child_process'
import path from 'node:path'

/** `pnpm dev`: the server, started again whenever its files change, and the page with hot reload; open the link that the server prints. */
const root = path.resolve(import.meta.dirname, '../..')
const PAGE = 'http://127.0.0.1:5173'

const run = (command: string, args: string[]) =>
  spawn(path.join(root, 'node_modules/.bin', command), args, {
    cwd: root,
    stdio: 'inherit',
    // The page is Vite's, so the server must take its address for its own.
    env: { ...process.env, TRAVAUX_ORIGIN: PAGE },
  })

const parts = [run('node', ['--watch', 'server/src/main.ts']), run('vite', ['client', '--host', '127.0.0.1', '--strictPort'])]
for (const part of parts) part.once('exit', () => parts.forEach((other) => other.kill()))
