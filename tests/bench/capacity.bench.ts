import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import * as Y from 'yjs'
import { LIMITS } from '../../server/src/sync/limits.ts'
import { SMALL_TREATY } from '../support/instrument.ts'
import { caller, mintToken, upload } from '../support/server.ts'
import { until } from '../support/sync-client.ts'
import type { Bench, Row, Wish } from './row.ts'
import { BenchClient } from './sync/client.ts'
import { startMeasured, type Measured } from './sync/process.ts'
import type { Room } from './sync/subjects.ts'
import { keystrokes } from './sync/typing.ts'

const [DRAFTS, CONNECTIONS] = [200, 2000]
const [FEW_DRAFTS, FEW_CONNECTIONS] = [100, 1000]
const IDLE_MS = 10_000
const SETTLE_MS = 3000
/** What the calculation is for, and how busy it takes people to be. */
const WANTED = { drafts: 10_000, connections: 50_000, typing: 0.02, lettersASecond: 4 }
/** Bytes that a keystroke takes for ever, as `pnpm bench log` measures it. */
const LETTER_BYTES = 8
/** Of a core and of a machine, what is to be used. */
const LOAD = 0.5
/** A server begins a commit this often at most while people type in many drafts. */
const COMMITS_A_SECOND = 1000 / LIMITS.commitLatestMs

interface Figures {
  /** kB: the server alone, one more room, one more connection. */
  readonly base: number
  readonly room: number
  readonly connection: number
  /** Percent of a core for a thousand connections on which nothing happens. */
  readonly idle: number
  /** Microseconds of processor time for an update that reaches one person. */
  readonly delivered: number
}

/** What one server takes for each room, connection and letter, and what 10,000 drafts with 50,000 connections need by that. */
export default {
  name: 'Capacity: measured figures, and what 10,000 drafts with 50,000 connections need',
  onlyNamed: true,
  async run({ short }: Wish): Promise<Row[]> {
    const folder = mkdtempSync(path.join(tmpdir(), 'travaux-capacity-'))
    try {
      const figures = await measure(folder, short ? FEW_DRAFTS : DRAFTS, short ? FEW_CONNECTIONS : CONNECTIONS)
      tell(figures)
      const row = (what: string, ours: number, unit: Row['unit'], peer: number): Row => ({
        measure: what,
        ours,
        peer,
        peerName: 'what capacity.md reckons with',
        unit,
        target: 1.5,
      })
      return [
        row('memory of a room', figures.room, 'KB', 250),
        row('memory of a connection', figures.connection, 'KB', 20),
        row('processor time of a delivered letter', figures.delivered, 'µs', 30),
      ]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
} satisfies Bench

const start = (folder: string): Promise<Measured> =>
  startMeasured([path.resolve(import.meta.dirname, '../../server/src/main.ts')], {
    PORT: '0',
    TRAVAUX_DATA: folder,
    LOG_LEVEL: 'warn',
  })

async function measure(folder: string, drafts: number, connections: number): Promise<Figures> {
  const first = await start(folder)
  // A person has at most a thousand connections.
  const tokens = [await mintToken(folder, 'drafter'), await mintToken(folder, 'drafter', 'other')] as const
  const ids = await makeDrafts(first.url, tokens[0], drafts)
  await first.stop()
  // A fresh process: what making the drafts took is not in the way.
  const server = await start(folder)
  try {
    const rooms = ids.map((id) => tokens.map((token) => roomAt(server.url, id, token)))
    return await figuresOf(server, rooms, connections)
  } finally {
    await server.kill()
  }
}

async function figuresOf(server: Measured, rooms: readonly (readonly Room[])[], connections: number): Promise<Figures> {
  const drafts = rooms.length
  await wait(SETTLE_MS)
  const base = server.memory()
  const parts: Uint8Array[] = []
  const people: BenchClient[] = []
  for (const room of rooms)
    people.push(await BenchClient.join(room[0]!, people.length === 0 ? (part) => parts.push(part) : undefined))
  await wait(SETTLE_MS)
  const opened = server.memory()
  for (let at = drafts; at < connections; at++)
    people.push(await BenchClient.join(rooms[at % drafts]![Math.floor(at / drafts) % 2]!))
  await wait(SETTLE_MS)
  const full = server.memory()
  const connection = (full - opened) / (connections - drafts)
  const before = server.cpu()
  await wait(IDLE_MS)
  const idle = ((server.cpu() - before) / IDLE_MS) * 100 * (1000 / connections)
  const delivered = await type(server, people, drafts, Y.mergeUpdates(parts))
  for (const person of people) person.leave()
  return { base, room: (opened - base) / drafts - connection, connection, idle, delivered }
}

/** One person in each draft types; the cost of a letter that reaches one of the others. */
async function type(server: Measured, people: readonly BenchClient[], drafts: number, base: Uint8Array): Promise<number> {
  let heard = 0
  for (const person of people) person.onUpdate = () => heard++
  const strokes = keystrokes(base, 4711, 20)
  const before = server.cpu()
  for (const stroke of strokes) {
    for (const writer of people.slice(0, drafts)) writer.write(stroke)
    await wait(250)
  }
  // Letters that come together are told in one message each: the others hear every one of them.
  await until('every letter arrives', () => heard >= strokes.length * (people.length - drafts), 60_000)
  return ((server.cpu() - before) * 1000) / heard
}

const roomAt = (url: string, id: string, token: string): Room => ({
  url: `${url}/sync/${id}?ack=1`,
  dialect: 'y-websocket',
  headers: { Authorization: `Bearer ${token}` },
})

async function makeDrafts(url: string, token: string, count: number): Promise<string[]> {
  const call = caller(url.replace('ws', 'http'), { token })
  const { revisionId } = (await (await call('POST', '/api/instruments', upload('a.txt', SMALL_TREATY))).json()) as {
    revisionId: string
  }
  const ids: string[] = []
  for (let at = 0; at < count; at++) {
    const made = await call('POST', '/api/drafts', { revisionId, title: `Draft ${at}` })
    ids.push(((await made.json()) as { id: string }).id)
  }
  return ids
}

function tell({ base, room, connection, idle, delivered }: Figures): void {
  const { drafts, connections, typing, lettersASecond } = WANTED
  const letters = connections * typing * lettersASecond
  const deliveries = letters * (connections / drafts - 1)
  const memory = (drafts * room + connections * connection) / 1e6
  const cores = (idle / 100) * (connections / 1000) + (deliveries * delivered) / 1e6
  const servers = Math.max(1, Math.ceil(cores / LOAD))
  console.log(
    [
      `  measured: ${base.toFixed(0)} kB the server, ${room.toFixed(1)} kB a room, ${connection.toFixed(1)} kB a connection,`,
      `    ${idle.toFixed(2)} % of a core for 1,000 idle connections, ${delivered.toFixed(1)} µs a delivered letter`,
      `  ${drafts} drafts open at once, ${connections} connections, ${typing * 100} % of them typing ${lettersASecond} letters a second:`,
      `    memory ${memory.toFixed(1)} GB and ${(base / 1e6).toFixed(2)} GB for each server`,
      `    processor ${cores.toFixed(2)} cores: ${servers} servers at ${LOAD * 100} % of a core each`,
      `    ${letters} letters a second to store in at most ${COMMITS_A_SECOND * servers} commits, ${deliveries} to deliver`,
      `    the log grows ${((letters * LETTER_BYTES * 3600) / 1e6).toFixed(0)} MB an hour`,
    ].join('\n'),
  )
}
