import { randomUUID } from 'node:crypto'
import { createClient } from 'redis'
import type { SyncLogger } from '../sync/environment.ts'
import type { Bus, DraftEvent } from './bus.ts'
import { decodeEvent, encodeEvent } from './event-bytes.ts'

const PREFIX = 'travaux:draft:'
/** Milliseconds between two attempts to reach Redis again, and the longest. */
const RETRY_MS = 100
const LONGEST_RETRY_MS = 2000

type Hear = (event: DraftEvent, server: string) => void

/** Fan-out over Redis' publish and subscribe. Redis holds nothing: it may be emptied, restarted or gone. */
export function connectRedisBus(url: string, logger: SyncLogger): Bus {
  const server = randomUUID()
  const listeners = new Map<string, Set<Hear>>()
  const socket = { reconnectStrategy: (tries: number) => Math.min(RETRY_MS * 2 ** tries, LONGEST_RETRY_MS) }
  // Without a queue: what could not be told at once is told by the log.
  const talker = createClient({ url, socket, disableOfflineQueue: true, pingInterval: 10_000 })
  const hearer = createClient({ url, socket, pingInterval: 10_000 })
  let complained = false
  for (const client of [talker, hearer]) {
    client.on('error', (error: unknown) => {
      if (!complained) logger.warn({ err: error }, 'Redis cannot be reached: the log is asked instead')
      complained = true
    })
    client.on('ready', () => {
      if (complained) logger.info({}, 'Redis can be reached again')
      complained = false
    })
    // Not awaited: a server starts without Redis and finds it later.
    client.connect().catch(() => {})
  }
  const hear = (message: Buffer, channel: Buffer) => {
    const decoded = decodeEvent(message)
    if (!decoded || decoded.server === server) return
    for (const listener of listeners.get(channel.toString()) ?? []) listener(decoded.event, decoded.server)
  }
  return {
    publish(draftId, event) {
      if (talker.isReady) talker.publish(PREFIX + draftId, encodeEvent(server, event)).catch(() => {})
    },
    subscribe(draftId, listener) {
      const channel = PREFIX + draftId
      let list = listeners.get(channel)
      if (!list) {
        listeners.set(channel, (list = new Set()))
        hearer.subscribe(channel, hear, true).catch(() => {})
      }
      list.add(listener)
      return () => {
        list.delete(listener)
        if (list.size > 0) return
        listeners.delete(channel)
        hearer.unsubscribe(channel).catch(() => {})
      }
    },
    connected: () => talker.isReady && hearer.isReady,
    async close() {
      for (const client of [talker, hearer]) client.destroy()
    },
  }
}
