import { readFileSync } from 'node:fs'

/** How often it is asked whether npx still lives. */
const WATCH_EVERY_MS = 500

/**
 * Calls back when the `npx` that started this server has ended. npm passes a signal on to the shell between it and pnpm, and that
 * shell dies without a word to pnpm, which would leave the server running with nobody to stop it. Only for a server started that way, and
 * only where /proc says so.
 */
export function whenNpxEnds(callback: () => void): void {
  const pnpm = process.ppid
  const shell = parentOf(pnpm)
  const npx = shell === null ? null : parentOf(shell)
  if (npx === null || !/^npm exec\b/.test(titleOf(npx))) return
  const watch = setInterval(() => {
    if (parentOf(pnpm) === shell) return
    clearInterval(watch)
    callback()
  }, WATCH_EVERY_MS).unref()
}

/** proc_pid_stat(5): `pid (name) state ppid …`, where the name may hold anything. */
function parentOf(pid: number): number | null {
  const after = read(`/proc/${pid}/stat`)?.split(') ').at(-1)
  const parent = Number(after?.split(' ')[1])
  return Number.isInteger(parent) ? parent : null
}

const titleOf = (pid: number): string => read(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') ?? ''

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
