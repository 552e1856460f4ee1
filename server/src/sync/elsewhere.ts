import type { SharedPresence } from '../bus/bus.ts'
import type { PresenceEntry } from './messages.ts'

/** A server that has said nothing of its people for this long is gone, and they with it. Milliseconds; servers say it every third of that. */
export const ELSEWHERE_MS = 30_000

interface Server {
  heardAt: number
  readonly clients: Map<number, SharedPresence>
}

/** Who has the draft open on other servers, as those servers tell it. */
export class Elsewhere {
  readonly #servers = new Map<string, Server>()

  /** Takes what a server tells; what the people here must be shown of it. */
  hear(name: string, all: boolean, entries: readonly SharedPresence[], now: number): PresenceEntry[] {
    const server = this.#servers.get(name) ?? { heardAt: now, clients: new Map<number, SharedPresence>() }
    this.#servers.set(name, server)
    server.heardAt = now
    const gone = all ? [...server.clients.keys()].filter((client) => !entries.some((entry) => entry.client === client)) : []
    const changes = gone.flatMap((client) => this.#leave(server, client))
    for (const entry of entries) {
      const known = server.clients.get(entry.client)
      if (entry.json === 'null') changes.push(...this.#leave(server, entry.client))
      else if (!known || known.clock < entry.clock) {
        server.clients.set(entry.client, entry)
        changes.push(entry)
      }
    }
    return changes
  }

  /** Forgets servers that have fallen silent; what the people here must be shown of it. */
  sweep(now: number): PresenceEntry[] {
    return [...this.#servers]
      .filter(([, { heardAt }]) => now - heardAt > ELSEWHERE_MS)
      .flatMap(([name, server]) => {
        this.#servers.delete(name)
        return [...server.clients.keys()].flatMap((client) => this.#leave(server, client))
      })
  }

  all(): SharedPresence[] {
    return [...this.#servers.values()].flatMap(({ clients }) => [...clients.values()])
  }

  /** A client that has gone over to another server has not left. */
  #leave(server: Server, client: number): PresenceEntry[] {
    const known = server.clients.get(client)
    server.clients.delete(client)
    const stays = this.#servers.values().some(({ clients }) => clients.has(client))
    return known && !stays ? [{ client, clock: known.clock, json: 'null' }] : []
  }
}
