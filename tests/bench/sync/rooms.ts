import { setTimeout as wait } from 'node:timers/promises'
import * as decoding from 'lib0/decoding'
import { until } from '../../support/sync-client.ts'
import { BenchClient } from './client.ts'
import { caret } from './caret.ts'
import type { Subject } from './subjects.ts'
import { lettersOf, keystrokes } from './typing.ts'

/** The first room of those below: the earlier ones belong to other measurements. */
const FIRST_ROOM = 10

/** After this long a server that means to give the memory of empty rooms back has done so; ours lets a room go after 30 s. */
export const GIVEN_BACK_MS = 50_000

export interface ManyRooms {
  /** kB for each room with two people. */
  readonly memory: number
  /** kB of that for each room as it is when this is called: everybody has left. */
  readonly kept: () => number
  /** Percent of a core while a letter a second is typed in each room. */
  readonly cpu: number
}

/** Many drafts with two people each, one of whom types. Rejects unless every letter arrives. */
export async function manyRooms(
  subject: Subject,
  base: Uint8Array,
  count: number,
  client: number,
  seconds: number,
): Promise<ManyRooms> {
  for (let index = 0; index < count; index++) await subject.room(FIRST_ROOM + index)
  // What filling the rooms has left behind in memory would hide what open ones take.
  await subject.process.stop()
  await subject.start()
  const rooms = await Promise.all(Array.from({ length: count }, (_, index) => subject.room(FIRST_ROOM + index)))
  ;(await BenchClient.join(await subject.room(0))).leave()
  await wait(1500)
  const empty = subject.process.memory()
  const strokes = keystrokes(base, client, seconds * 1.2).filter((update) => lettersOf(update).length === 1)
  let heard = 0
  const pairs: (readonly [BenchClient, BenchClient])[] = []
  for (const room of rooms) {
    const pair = [await BenchClient.join(room), await BenchClient.join(room)] as const
    pair[1].onUpdate = (update) => (heard += lettersOf(update).length)
    pairs.push(pair)
  }
  const before = subject.process.cpu()
  const start = performance.now()
  for (let second = 0; second < seconds; second++)
    for (const [index, [writer]] of pairs.entries()) {
      const due = start + (second + index / count) * 1000
      if (due > performance.now()) await wait(due - performance.now())
      writer.write(strokes[second]!)
    }
  await until(`every letter arrives at ${subject.name}`, () => heard >= count * seconds, 20_000)
  const cpu = ((subject.process.cpu() - before) / (performance.now() - start)) * 100
  const memory = (subject.process.memory() - empty) / count
  if (heard !== count * seconds) throw new Error(`${subject.name}: ${heard} of ${count * seconds} letters arrived.`)
  for (const pair of pairs) for (const person of pair) person.leave()
  const kept = () => Math.max(0, (subject.process.memory() - empty) / count)
  return { memory, kept, cpu }
}

/** Percent of a core while people move their carets ten times a second; each repeats what it hears, as stock clients do. */
export async function carets(subject: Subject, count: number, seconds: number, mustArrive: boolean): Promise<number> {
  const room = await subject.room(3)
  const people = await Promise.all(Array.from({ length: count }, () => BenchClient.join(room)))
  const first = 1 + (Date.now() % 1e6) * 1000
  const seen = people.map(() => new Map<number, number>())
  people.forEach((person, at) => {
    person.onPresence = (entries) => {
      if (isNews(seen[at]!, entries)) person.present(entries)
    }
  })
  const before = subject.process.cpu()
  const start = performance.now()
  for (let move = 0; move < seconds * 10; move++)
    for (const [at, person] of people.entries()) {
      const due = start + (move + at / count) * 100
      if (due > performance.now() + 1) await wait(due - performance.now())
      person.present(caret(first + at, move + 1))
    }
  const cpu = ((subject.process.cpu() - before) / (performance.now() - start)) * 100
  const arrived = () =>
    seen.every((known, at) => people.every((_, other) => other === at || known.get(first + other) === seconds * 10))
  // Peers that pass every echo on are far behind by now.
  if (mustArrive) await until(`everybody at ${subject.name} knows where everybody is`, arrived, 20_000)
  for (const person of people) person.leave()
  return cpu
}

function isNews(known: Map<number, number>, entries: Uint8Array): boolean {
  const from = decoding.createDecoder(entries)
  let news = false
  for (let left = decoding.readVarUint(from); left > 0; left--) {
    const [client, clock] = [decoding.readVarUint(from), decoding.readVarUint(from)]
    decoding.readVarUint8Array(from)
    if ((known.get(client) ?? -1) >= clock) continue
    known.set(client, clock)
    news = true
  }
  return news
}
