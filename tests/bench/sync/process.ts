import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'

/** The server has the first core to itself, the load the second. */
const SERVER_CORE = '0'
const LOAD_CORE = '1'

/** Keeps this process, and what it starts without saying otherwise, off the server's core. */
export const leaveServerCore = (): void => void execFileSync('taskset', ['-acp', LOAD_CORE, String(process.pid)])

/** Travaux as `pnpm start` runs it. */
export const BUILT_SERVER = ['--max-semi-space-size=2', path.join(import.meta.dirname, '../../../server/dist/main.js')] as const

/** Brings `server/dist` up to date. */
export const buildServer = (): void =>
  void execFileSync(process.execPath, [path.join(import.meta.dirname, '../../../server/build.ts')])

/** A server in a process of its own, on the server's core. */
export interface Measured {
  readonly url: string
  readonly pid: number
  /** Milliseconds of processor time, all threads. */
  cpu(): number
  /** kB that it has in memory. */
  memory(): number
  stop(): Promise<void>
  kill(): Promise<void>
}

/** Starts a program and waits for the line in which it says where it listens. */
export async function startMeasured(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Measured> {
  const child = spawn(
    'taskset',
    ['-c', SERVER_CORE, process.execPath, ...(process.env['BENCH_NODE_ARGS']?.split(' ') ?? []), ...args],
    {
      env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const endWithUs = () => child.kill('SIGKILL')
  process.once('exit', endWithUs)
  child.once('exit', () => process.off('exit', endWithUs))
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /(?:ws|http):\/\/\S+/.exec(line)?.[0]
    if (url) return measured(child, url.replace(/#.*/, '').replace(/^http(:\/\/[^/]+).*/, 'ws$1'))
  }
  throw new Error('The server said nothing.')
}

function measured(child: ChildProcess, url: string): Measured {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  return {
    url,
    pid: child.pid!,
    cpu: () => cpuOf(child.pid!),
    memory: () => memoryOf(child.pid!),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}

/** `/proc/PID/task/TID/schedstat`: nanoseconds on the processor first. */
function cpuOf(pid: number): number {
  let nanoseconds = 0
  for (const task of readdirSync(`/proc/${pid}/task`))
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0])
  return nanoseconds / 1e6
}

const memoryOf = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1])
