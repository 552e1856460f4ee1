import type { Bus } from '../bus/bus.ts'
import type { SharedDraftLog } from '../store/postgres/draft-log-postgres.ts'
import { ELSEWHERE_MS } from './elsewhere.ts'
import type { SyncLogger } from './environment.ts'
import type { Room } from './room.ts'

/** How often the log is asked where other servers have brought the drafts; the bus tells it faster, but may lose an event. Milliseconds. */
const ASK_MS = 5000
const ASK_WITHOUT_BUS_MS = 400

/** Keeps open drafts where the other servers have brought them; the answer ends it. */
export function follow(
  { bus, log }: { readonly bus: Bus; readonly log: SharedDraftLog },
  rooms: ReadonlyMap<string, Room>,
  logger: SyncLogger,
): () => void {
  let timer: NodeJS.Timeout
  let stopped = false
  let asked = -Infinity
  const look = async () => {
    if (!bus.connected() || performance.now() - asked >= ASK_MS) await ask()
    if (!stopped) timer = setTimeout(() => void look(), ASK_WITHOUT_BUS_MS).unref()
  }
  const ask = async () => {
    asked = performance.now()
    try {
      const heads = rooms.size > 0 ? await log.heads([...rooms.keys()]) : new Map<string, number>()
      for (const [draftId, seq] of heads) {
        const room = rooms.get(draftId)
        if (room && seq > room.known) room.catchUp()
      }
    } catch (error) {
      logger.warn({ err: error }, 'the log cannot be asked what other servers have stored')
    }
  }
  void look()
  const beat = setInterval(() => {
    for (const room of rooms.values()) room.tellWhoIsHere()
  }, ELSEWHERE_MS / 3).unref()
  return () => {
    stopped = true
    clearTimeout(timer)
    clearInterval(beat)
  }
}
