import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { bundle } from '../../server/bundle.ts'
import type { Limits } from '../../server/src/sync/limits.ts'

const SERVER = path.join(import.meta.dirname, '../../server')
/** Called `dist`, so that its threads are looked for beside it. */
const VICTIM = path.join(import.meta.dirname, '../output/victim/dist')

/** Makes the program that is killed, once before it is started often: it starts in a fifth of the time. */
export const buildVictim = (): Promise<void> =>
  bundle(
    [
      path.join(import.meta.dirname, 'sync-server.ts'),
      ...['store/draft-log-worker.ts', 'sync/fold-worker.ts'].map((thread) => path.join(SERVER, 'src', thread)),
    ],
    VICTIM,
  )

/** The live engine in a process of its own, as `buildVictim` has made it. */
export async function startVictim(file: string, limits: Partial<Limits> = {}): Promise<{ process: ChildProcess; url: string }> {
  const started = spawn(process.execPath, [path.join(VICTIM, 'sync-server.js'), file, JSON.stringify(limits)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(started.stdout, 'data')) as [Buffer]
  return { process: started, url: String(line).trim() }
}
