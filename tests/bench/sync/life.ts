import { setTimeout as wait } from 'node:timers/promises'
import { BenchClient } from './client.ts'
import { wordsIn } from './history.ts'
import type { Subject } from './subjects.ts'
import { keystrokes } from './typing.ts'

const LETTERS = 200

/** From the start of the process to a text in a client's hands, and what the process then has in memory (kB). */
export async function starting(subject: Subject): Promise<{ ms: number; memory: number }> {
  await subject.process.stop()
  const start = performance.now()
  await subject.start()
  const client = await BenchClient.join(await subject.room(5))
  const ms = performance.now() - start
  const memory = subject.process.memory()
  client.leave()
  return { ms, memory }
}

/** Kills the server so many milliseconds after it has said of every letter that it is saved; how many of them are gone. */
export async function lostAfterKill(subject: Subject, base: Uint8Array, clientId: number, after: number): Promise<number> {
  const strokes = keystrokes(base, clientId, LETTERS)
  const writer = await BenchClient.join(await subject.room(4))
  const already = writer.saved
  const saved = new Promise<void>((resolve) => {
    writer.onSaved = () => writer.saved >= already + LETTERS && resolve()
  })
  for (const stroke of strokes) writer.write(stroke)
  await saved
  await wait(after)
  await subject.process.kill()
  writer.leave()
  await subject.start()
  const parts: Uint8Array[] = [base]
  const reader = await BenchClient.join(await subject.room(4), (update) => parts.push(new Uint8Array(update)))
  reader.leave()
  const wanted = wordsIn([base, ...strokes]).length
  return Math.max(0, wanted - wordsIn(parts).length)
}
