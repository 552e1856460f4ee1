import { setTimeout as wait } from 'node:timers/promises'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { caret } from './caret.ts'
import { BenchClient } from './client.ts'
import type { Room } from './subjects.ts'

const EVERY_MS = 50
const WARM_UP_MOVES = 6

/** Two people in a room, one of whom sees the other's caret move: in a thread of their own, so that they only wait for the server. */
export interface Watch {
  /** Ends it; the longest wait, in milliseconds. */
  end(): Promise<number>
}

/** Resolves when the room is warm. */
export async function watch(room: Room): Promise<Watch> {
  const worker = new Worker(import.meta.filename, { workerData: room })
  const heard = () => new Promise<number>((resolve, reject) => worker.once('message', resolve).once('error', reject))
  // That the room is warm.
  await heard()
  return {
    async end() {
      const worst = heard()
      worker.postMessage('end')
      return worst
    },
  }
}

async function watching(room: Room): Promise<void> {
  const [mover, onlooker] = [await BenchClient.join(room), await BenchClient.join(room)]
  let clock = Date.now() % 1e9
  const move = async () => {
    const moved = performance.now()
    const seen = new Promise<number>((resolve) => (onlooker.onPresence = () => resolve(performance.now() - moved)))
    mover.present(caret(7, ++clock))
    const took = await seen
    await wait(EVERY_MS)
    return took
  }
  for (let turn = 0; turn < WARM_UP_MOVES; turn++) await move()
  const ended = new AbortController()
  parentPort!.once('message', () => ended.abort())
  parentPort!.postMessage('warm')
  let worst = 0
  while (!ended.signal.aborted) worst = Math.max(worst, await move())
  for (const person of [mover, onlooker]) person.leave()
  parentPort!.postMessage(worst)
}

if (!isMainThread) await watching(workerData as Room)
