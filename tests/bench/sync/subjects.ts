import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { caller, mintToken, upload } from '../../support/server.ts'
import { BUILT_SERVER, startMeasured, type Measured } from './process.ts'
import { BenchClient, type Dialect } from './client.ts'

/** A server that is measured, with the rooms that the measurement asks for. */
export interface Subject {
  readonly name: string
  /** Starts it, again on the same data when it ran before. */
  start(): Promise<void>
  readonly process: Measured
  /** The address of a room that holds the base text; the same for the same number. */
  room(index: number): Promise<Room>
  /** Ends it and removes its data. */
  end(): Promise<void>
}

export interface Room {
  readonly url: string
  readonly dialect: Dialect
  readonly headers: Record<string, string>
}

const PEERS = path.join(import.meta.dirname, 'peers')

/** Travaux as `pnpm start` runs it: built, with sessions, roles, gate, log and all. `base` is an instrument's file. */
export function travaux(base: Uint8Array<ArrayBuffer>): Subject {
  const folder = mkdtempSync(path.join(tmpdir(), 'travaux-bench-'))
  const rooms = new Map<number, string>()
  let server: Measured
  let token: string
  let revision: string
  const call = (method: string, target: string, body: unknown) =>
    caller(server.url.replace('ws', 'http'), { token })(method, target, body).then(
      (answer) => answer.json() as Promise<Record<string, string>>,
    )
  return {
    name: 'Travaux',
    get process() {
      return server
    },
    async start() {
      server = await startMeasured(BUILT_SERVER, {
        PORT: '0',
        TRAVAUX_DATA: folder,
        LOG_LEVEL: 'warn',
      })
      if (token) return
      token = await mintToken(folder, 'drafter')
      revision = (await call('POST', '/api/instruments', upload('base.docx', base)))['revisionId']!
    },
    async room(index) {
      if (!rooms.has(index))
        rooms.set(index, (await call('POST', '/api/drafts', { revisionId: revision, title: `Room ${index}` }))['id']!)
      return {
        url: `${server.url}/sync/${rooms.get(index)!}?ack=1`,
        dialect: 'y-websocket',
        headers: { Authorization: `Bearer ${token}` },
      }
    },
    async end() {
      await server.kill()
      rmSync(folder, { recursive: true })
    },
  }
}

/** A peer, whose rooms are filled with the base text by the first who asks for them. */
export function peer(name: string, program: string, dialect: Dialect, base: Uint8Array): Subject {
  const folder = mkdtempSync(path.join(tmpdir(), 'peer-bench-'))
  const filled = new Set<number>()
  let server: Measured
  return {
    name,
    get process() {
      return server
    },
    async start() {
      server = await startMeasured([path.join(PEERS, `${program}.ts`), path.join(folder, 'documents.sqlite')])
    },
    async room(index) {
      const room: Room = { url: `${server.url}/room-${index}`, dialect, headers: {} }
      if (filled.has(index) || program === 'relay') return room
      filled.add(index)
      const client = await BenchClient.join(room)
      client.write(base)
      await client.roundTrip()
      client.leave()
      return room
    },
    async end() {
      await server.kill()
      rmSync(folder, { recursive: true })
    },
  }
}
