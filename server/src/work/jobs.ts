import type { Answers, Job } from './job.ts'
import { MEMORY_LIMIT, runInProcess, type Ended, type Limits } from './job-process.ts'

/** Each job keeps one core busy. */
const AT_ONCE = 2
const MAX_WAITING = 16

export type Outcome<T> = Ended<T> | { ok: false; failure: 'busy' }

/** Work that would stall the server's loop, or that reads what strangers made. */
export interface Jobs {
  /** `signal` ends the job when nobody waits for it any more. */
  run: <J extends Job>(job: J, signal?: AbortSignal) => Promise<Outcome<Answers[J['kind']]>>
  /** Ends what is running. */
  close: () => void
}

/** Runs a few jobs at a time; the others wait their turn, and are refused when too many wait. */
export function createJobs({ time, memory = MEMORY_LIMIT }: Pick<Limits, 'time'> & Partial<Limits>): Jobs {
  const limits = { time, memory }
  const end = new AbortController()
  const waiting: (() => void)[] = []
  let active = 0

  /** A turn is handed from a finished job straight to the next. */
  async function takeTurn(): Promise<boolean> {
    if (active < AT_ONCE) active++
    else if (waiting.length >= MAX_WAITING) return false
    else await new Promise<void>((resolve) => waiting.push(resolve))
    return true
  }
  function passTurn(): void {
    const next = waiting.shift()
    if (next) next()
    else active--
  }

  return {
    async run(job, signal) {
      if (!(await takeTurn())) return { ok: false, failure: 'busy' }
      try {
        return await runInProcess(job, limits, signal ? AbortSignal.any([end.signal, signal]) : end.signal)
      } finally {
        passTurn()
      }
    },
    close: () => end.abort(),
  }
}
