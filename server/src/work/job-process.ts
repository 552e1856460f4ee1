import { fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { program, ROOT } from '../places.ts'
import type { Answers, Job } from './job.ts'

/** Megabytes of JavaScript heap; a 50 MB file's structure needs a few hundred. */
const HEAP_LIMIT_MB = 1024

/**
 * Bytes of all the process's memory. What a PDF unpacks lies outside the heap, where V8 sets no bound; the operating system tells how much
 * it is, on Linux.
 */
export const MEMORY_LIMIT = 2048 * 1024 * 1024
const WEIGH_EVERY_MS = 200

const WORKER = program('work/worker.ts')

/**
 * Node's permission model: the process may read the program and nothing else. It can't write, open a connection or start
 * another process, whatever a file makes a parser do.
 */
export const SANDBOX: readonly string[] = [
  '--permission',
  ...['node_modules', 'server/node_modules', 'server/src', 'server/dist', 'server/package.json', 'shared', 'package.json'].map(
    (name) => `--allow-fs-read=${path.join(ROOT, name)}`,
  ),
  `--max-old-space-size=${HEAP_LIMIT_MB}`,
]

/**
 * Setting a PDF is native code, which the permission model doesn't hold. So only that job may load it, and it is given nothing but the
 * words of a paper that another job has made: the bytes of an uploaded file or of a live update never reach it.
 */
const flagsOf = ({ kind }: Job): string[] => [...SANDBOX, ...(kind === 'print' ? ['--allow-addons'] : [])]

export type Ended<T> = { ok: true; value: T } | { ok: false; failure: 'time' | 'memory' | 'crash' }

export interface Limits {
  /** Milliseconds. */
  time: number
  /** Bytes. */
  memory: number
}

/**
 * Runs one job in a process of its own, so that neither an endless loop nor exhausted memory reaches the server. The process ends with
 * its answer, at its limits, or when `signal` says so.
 */
export function runInProcess<J extends Job>(job: J, limits: Limits, signal: AbortSignal): Promise<Ended<Answers[J['kind']]>> {
  return new Promise((resolve) => {
    const child = fork(WORKER, [], {
      execArgv: flagsOf(job),
      serialization: 'advanced',
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      signal,
      killSignal: 'SIGKILL',
    })
    const finish = (ended: Ended<Answers[J['kind']]>) => {
      clearTimeout(timer)
      clearInterval(scales)
      child.kill('SIGKILL')
      resolve(ended)
    }
    const crashed = () => finish({ ok: false, failure: 'crash' })
    const timer = setTimeout(() => finish({ ok: false, failure: 'time' }), limits.time)
    const scales = setInterval(() => {
      void residentBytes(child.pid).then((bytes) => bytes > limits.memory && finish({ ok: false, failure: 'memory' }))
    }, WEIGH_EVERY_MS)
    child.once('message', (value) => finish({ ok: true, value: value as Answers[J['kind']] }))
    child.on('error', crashed)
    child.once('exit', crashed)
    child.send(job, (error) => error && crashed())
  })
}

/** Memory that a process occupies (proc_pid_status(5)); 0 where the system doesn't say. */
async function residentBytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024
}
