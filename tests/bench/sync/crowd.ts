import { setTimeout as wait } from 'node:timers/promises'
import { until } from '../../support/sync-client.ts'
import { BenchClient } from './client.ts'
import type { Room, Subject } from './subjects.ts'
import { idOf, keystrokes, lettersOf } from './typing.ts'

export interface CrowdResult {
  /** Microseconds of the server's processor time for each update that reached somebody. */
  readonly cpu: number
  /** Milliseconds from sending to receiving. */
  readonly p50: number
  readonly p99: number
}

export interface Crowd {
  readonly clients: number
  readonly writers: number
  /** Keystrokes a second of each writer. */
  readonly rate: number
  readonly seconds: number
}

/** Clients that the base text does not know: each subject gets the same ones, each run new ones. */
let nextClient = 1000

/** Prepares what a crowd will type, so that every subject is sent the same. */
export function script(base: Uint8Array, { writers, rate, seconds }: Crowd): Script {
  const first = nextClient
  nextClient += writers
  // A keystroke that only deletes has no id to be recognised by.
  const updates = Array.from({ length: writers }, (_, at) => keystrokes(base, first + at, rate * seconds * 1.2).filter(idOf))
  return { first, updates: updates.map((list) => list.slice(0, rate * seconds)) }
}

interface Script {
  readonly first: number
  readonly updates: readonly (readonly Uint8Array[])[]
}

/** People in one room, some of whom type. Rejects unless everything has reached everybody once. */
export async function crowd(
  subject: Subject,
  room: Room,
  { clients, rate }: Crowd,
  { first, updates }: Script,
): Promise<CrowdResult> {
  const sentAt = new Map<string, number>()
  const latencies: number[] = []
  const people = await Promise.all(Array.from({ length: clients }, () => BenchClient.join(room)))
  const heard = people.map(() => new Set<string>())
  people.forEach((person, at) => {
    person.onUpdate = (update) => {
      for (const { client, clock } of lettersOf(update)) {
        const name = `${client}:${clock}`
        const sent = sentAt.get(name)
        // Some servers give a client its own words back.
        if (sent === undefined || client === first + at || heard[at]!.has(name)) continue
        latencies.push(performance.now() - sent)
        heard[at]!.add(name)
      }
    }
  })
  const before = subject.process.cpu()
  const start = performance.now()
  await Promise.all(
    updates.map(async (strokes, writer) => {
      await wait((1000 / rate) * (writer / updates.length))
      for (const [at, update] of strokes.entries()) {
        const due = start + (at + writer / updates.length) * (1000 / rate)
        await wait(Math.max(0, due - performance.now()))
        const { client, clock } = idOf(update)!
        sentAt.set(`${client}:${clock}`, performance.now())
        people[writer]!.write(update)
      }
    }),
  )
  const sent = updates.flat().length
  const due = sent * (clients - 1)
  await until(`every letter arrives at ${subject.name}`, () => latencies.length >= due, 20_000)
  const cpu = subject.process.cpu() - before
  for (const [at, names] of heard.entries()) {
    const own = at < updates.length ? updates[at]!.length : 0
    if (names.size !== sent - own)
      throw new Error(`${subject.name}: client ${at} of ${first} heard ${names.size} of ${sent - own} updates.`)
  }
  for (const person of people) person.leave()
  latencies.sort((a, b) => a - b)
  return {
    cpu: (cpu * 1000) / latencies.length,
    p50: latencies[latencies.length >> 1]!,
    p99: latencies[Math.floor(latencies.length * 0.99)]!,
  }
}
