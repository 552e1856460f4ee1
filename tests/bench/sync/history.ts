import { setTimeout as wait } from 'node:timers/promises'
import * as Y from 'yjs'
import { textOf } from '../../support/sync-client.ts'
import { BenchClient } from './client.ts'
import type { Subject } from './subjects.ts'
import { watch } from './watch.ts'

const JOINERS = 50
/** The history is sent in portions, so that no server is drowned. */
const PORTION = 2000
/** What a server does in its own time after the last keystroke: saving, folding. */
const SETTLE_MS = 12_000

export interface HistoryResult {
  /** Milliseconds from connecting to having everything, the first time after a restart. */
  readonly firstOpen: number
  /** The same for many people at once: the median. */
  readonly join: number
  /** How long an edit in another room took meanwhile, at worst. */
  readonly otherRoom: number
}

/** Types a long history into a room; once for each subject. */
export async function typeHistory(subject: Subject, strokes: readonly Uint8Array[]): Promise<void> {
  const client = await BenchClient.join(await subject.room(0))
  for (let at = 0; at < strokes.length; at += PORTION) {
    for (const stroke of strokes.slice(at, at + PORTION)) client.write(stroke)
    await client.roundTrip()
  }
  await wait(SETTLE_MS)
  client.leave()
}

/** Restarts the server and opens the draft; `words` is what it must hold. */
export async function openHistory(subject: Subject, words: string): Promise<HistoryResult> {
  await subject.process.stop()
  await subject.start()
  const [room, other] = [await subject.room(0), await subject.room(1)]
  const firstOpen = await timeToOpen(subject, room, words)
  const watching = await watch(other)
  const times = await Promise.all(Array.from({ length: JOINERS }, () => timeToOpen(subject, room, null)))
  return { firstOpen, join: times.sort((a, b) => a - b)[JOINERS >> 1]!, otherRoom: await watching.end() }
}

async function timeToOpen(subject: Subject, room: Parameters<typeof BenchClient.join>[0], words: string | null): Promise<number> {
  const parts: Uint8Array[] = []
  const start = performance.now()
  const client = await BenchClient.join(room, (update) => parts.push(new Uint8Array(update)))
  const time = performance.now() - start
  client.leave()
  if (words !== null && wordsIn(parts) !== words) throw new Error(`${subject.name} has not given the whole text.`)
  return time
}

export function wordsIn(updates: readonly Uint8Array[]): string {
  const doc = new Y.Doc()
  doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update)))
  return textOf(doc)
}
