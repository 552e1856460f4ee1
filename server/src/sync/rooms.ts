import type { ServerOptions, WebSocket } from 'ws'
import type { Doc } from 'yjs'
import { CLOSE, MAX_FRAME_BYTES, type NewsTopic } from '@travaux/shared/protocol'
import type { Bus } from '../bus/bus.ts'
import type { Authored, DraftLog } from '../store/draft-log.ts'
import type { SharedDraftLog } from '../store/postgres/draft-log-postgres.ts'
import { Connection, type CloseCode } from './connection.ts'
import type { SyncEnvironment, SyncLogger } from './environment.ts'
import { follow } from './follow.ts'
import { Folder } from './folder.ts'
import { GroupCommit } from './group-commit.ts'
import type { Joiner } from './joiner.ts'
import { LIMITS, type Limits } from './limits.ts'
import { UNMEASURED, type Measurements } from './measurements.ts'
import { Room } from './room.ts'
import { editAs, type Edited, type Principal } from './writer.ts'

export type { CloseCode } from './connection.ts'
export type { SyncLogger } from './environment.ts'

/** For `new WebSocketServer(...)`: compression would let a small frame become a huge one, and shared frames could not be written. */
export const SOCKET_OPTIONS = { noServer: true, perMessageDeflate: false, maxPayload: MAX_FRAME_BYTES } satisfies ServerOptions

/** The live drafts: who is connected to each, and what they have written. */
export interface Rooms {
  /** Serves the y-websocket protocol on a socket that was just upgraded. Never throws; a failure closes the socket. */
  accept(ws: WebSocket, joiner: Joiner): void
  /** Everything committed, as one Yjs update, and the number of the last row. Null when the draft has no log. Rejects when the store fails. */
  read(draftId: string): Promise<{ update: Uint8Array; seq: number } | null>
  /** Ids of the people connected to the draft now, each once. */
  present(draftId: string): string[]
  lastChange(draftId: string): Promise<Authored | null>
  /** Makes a change in somebody's name. It is judged, logged and shown like one that came over a socket. Rejects when the draft has no log. */
  edit<T>(draftId: string, by: Principal, change: (doc: Doc) => T): Promise<Edited<T>>
  /** Tells everybody in the draft that something beside its text has changed. */
  tell(draftId: string, topic: NewsTopic): void
  /** Closes every connection that the predicate picks, with the code; how many there were. */
  disconnect(predicate: (joiner: Joiner) => boolean, code: CloseCode): number
  /** False while a commit has failed and the store has not recovered. */
  healthy(): boolean
  /** How much there is at the moment. */
  census(): Census
  /** Commits what was received, then closes every socket so that clients reconnect. Nothing is accepted afterwards. */
  close(): Promise<void>
}

/** Of the drafts in memory. */
export interface Census {
  readonly rooms: number
  /** Drafts that are read-only because a commit failed. */
  readonly failed: number
  /** Updates that wait for their commit. */
  readonly waiting: number
  readonly bytes: number
}

export interface RoomsOptions {
  readonly log: DraftLog
  /** Where other servers write to the same drafts: how to hear of it, and whom to ask where they have brought them. */
  readonly others?: { readonly bus: Bus; readonly log: SharedDraftLog } | undefined
  readonly logger: SyncLogger
  /** Milliseconds since the epoch. */
  readonly clock?: () => number
  readonly limits?: Partial<Limits>
  readonly measurements?: Measurements
  /** Called when the last draft has left memory and nobody is connected. */
  readonly whenEmpty?: () => void
}

/** A client that was told to go is given this long to say goodbye. */
const CLOSING_MS = 1000

export function createRooms(options: RoomsOptions): Rooms {
  const { log, others, logger, clock = Date.now, limits, measurements = UNMEASURED, whenEmpty = () => {} } = options
  const folder = new Folder()
  const allLimits = { ...LIMITS, ...limits }
  const env: SyncEnvironment = {
    log,
    logger,
    clock,
    limits: allLimits,
    commits: new GroupCommit(log, allLimits, measurements),
    folder,
    measurements,
    bus: others?.bus ?? null,
  }
  const rooms = new Map<string, Room>()
  const opening = new Map<string, Promise<Room | null>>()
  const connections = new Set<Connection>()
  const housekeeping = setInterval(keepHouse, Math.min(env.limits.keepAliveMs, env.limits.idleMs) / 3)
  housekeeping.unref()
  const stopFollowing = others ? follow(others, rooms, logger) : () => {}
  let closed = false

  /** The draft's room, loaded once however many ask. A failure is not remembered. */
  function open(draftId: string): Promise<Room | null> {
    const room = rooms.get(draftId)
    if (room) return Promise.resolve(room)
    let loading = opening.get(draftId)
    if (!loading) opening.set(draftId, (loading = load(draftId).finally(() => opening.delete(draftId))))
    return loading
  }

  async function load(draftId: string): Promise<Room | null> {
    const stored = await log.load(draftId)
    if (!stored) return null
    const room = new Room(draftId, stored, env)
    rooms.set(draftId, room)
    return room
  }

  /** A draft that cannot be loaded is refused: a blank one in its place would overwrite it. */
  async function join(connection: Connection): Promise<void> {
    const { draftId } = connection.joiner
    try {
      const room = await open(draftId)
      if (!connection.open) return
      if (room) return room.join(connection)
      logger.error({ draftId }, 'a draft has no log')
    } catch (error) {
      logger.error({ err: error, draftId }, 'a draft could not be loaded')
    }
    connection.close(CLOSE.storeFailed)
  }

  function keepHouse(): void {
    const now = clock()
    const before = rooms.size
    for (const connection of connections) connection.keepAlive(now)
    for (const [draftId, room] of rooms) {
      room.tidy(now)
      if (room.idle(now) && room.rest()) rooms.delete(draftId)
    }
    if (before > 0 && rooms.size === 0 && connections.size === 0) whenEmpty()
  }

  return {
    accept(ws, joiner) {
      const connection = new Connection(ws, joiner, env)
      connections.add(connection)
      ws.once('close', () => connections.delete(connection))
      if (closed) connection.close(CLOSE.restarting)
      else void join(connection)
    },
    async read(draftId) {
      return (await open(draftId))?.read() ?? null
    },
    present(draftId) {
      return rooms.get(draftId)?.present() ?? []
    },
    async edit(draftId, by, change) {
      const room = await open(draftId)
      if (!room) throw new Error(`Draft ${draftId} has no log.`)
      return editAs(room, by, change)
    },
    tell(draftId, topic) {
      rooms.get(draftId)?.tell(topic)
      env.bus?.publish(draftId, { kind: 'news', topic })
    },
    lastChange: (draftId) => log.lastChange(draftId),
    disconnect(predicate, code) {
      const found = [...connections].filter((connection) => connection.open && predicate(connection.joiner))
      for (const connection of found) connection.close(code)
      return found.length
    },
    census() {
      const all = [...rooms.values()]
      const sum = (of: (room: Room) => number) => all.reduce((total, room) => total + of(room), 0)
      return {
        rooms: all.length,
        failed: sum(({ failed }) => Number(failed)),
        waiting: sum(({ waiting }) => waiting),
        bytes: sum(({ bytes }) => bytes),
      }
    },
    healthy: () => rooms.values().every((room) => !room.failed),
    async close() {
      closed = true
      clearInterval(housekeeping)
      stopFollowing()
      await env.commits.idle()
      for (const connection of connections) connection.close(CLOSE.restarting)
      const deadline = performance.now() + CLOSING_MS
      while (connections.size > 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10))
      for (const connection of connections) connection.terminate()
      await env.commits.idle()
      await folder.close()
    },
  }
}
