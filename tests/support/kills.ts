import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import * as Y from 'yjs'
import type { Limits } from '../../server/src/sync/limits.ts'
import { ARRIVAL_MS, RawClient, textAt, textOf, until } from './sync-client.ts'
import { startVictim } from './victim.ts'

export interface Killing {
  /** The SQLite file that every server of the series works on. */
  readonly file: string
  readonly kills: number
  readonly seed: number
  readonly limits?: Partial<Limits>
  /** Whether every second server lives until it has made a snapshot, however long a busy machine takes to start its thread. */
  readonly afterSnapshot?: boolean
}

export interface Killed {
  /** Words that the server has acknowledged. */
  readonly promised: number
  /** Words that somebody else than their writer has seen. */
  readonly seen: number
  /** Snapshots that were made while people wrote. */
  readonly snapshots: number
  /** Promised or seen words that a server which came back did not have. */
  readonly lost: readonly string[]
}

/** A reproducible sequence of numbers in [0, 1). */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/**
 * Kills a server again and again while three people write, and asks each one that comes back for everything that was promised or seen.
 * Every second time it dies at the very moment when a reader sees something new.
 */
export async function killAgainAndAgain({ file, kills, seed, limits = {}, afterSnapshot = false }: Killing): Promise<Killed> {
  const next = random(seed)
  const writers = ['anna', 'bela', 'chen'].map((name) => new Writer(name))
  const seen = new Set<string>()
  const lost = new Set<string>()
  let snapshots = 0
  const promised = () => writers.flatMap((writer) => [...writer.promised])
  for (let round = 0; round < kills; round++) {
    const { process: victim, url } = await startVictim(file, limits)
    const reader = await RawClient.joined(url, { user: 'reader', role: 'observer' })
    for (const word of missing(reader.doc, [...seen, ...promised()])) lost.add(word)
    const clients = await Promise.all(writers.map((writer) => writer.connect(url)))
    const dies = once(victim, 'exit')
    const onSight = round % 2 === 1
    const after = Math.floor(next() * 30)
    let sights = 0
    reader.onUpdate = () => {
      for (const word of wordsOf(reader.doc)) seen.add(word)
      if (onSight && ++sights > after) victim.kill('SIGKILL')
    }
    const dieLater = () => setTimeout(() => victim.kill('SIGKILL'), next() * 150)
    if (!onSight && !afterSnapshot) dieLater()
    victim.stdout!.on('data', () => {
      snapshots++
      if (!onSight && afterSnapshot) dieLater()
    })
    while (victim.exitCode === null && victim.signalCode === null) {
      for (const writer of writers) writer.write(Math.floor(next() * 6))
      await wait(1 + next() * 4)
    }
    await dies
    await Promise.all([reader, ...clients].map((client) => client.leave()))
  }
  const { process: last, url } = await startVictim(file, limits)
  try {
    for (const word of await broughtInLate(writers, url)) lost.add(word)
  } finally {
    last.kill('SIGKILL')
  }
  return { promised: promised().length, seen: seen.size, snapshots, lost: [...lost] }
}

/** What was promised is stored, and what was not comes in when its writer comes back: the words that are not there then. */
async function broughtInLate(writers: readonly Writer[], url: string): Promise<string[]> {
  const clients = await Promise.all(writers.map((writer) => writer.connect(url)))
  await until(
    'everything is acknowledged',
    () => writers.every(({ written, promised }) => written.length === promised.size),
    ARRIVAL_MS,
  )
  await Promise.all(clients.map((client) => client.leave()))
  const last = await RawClient.joined(url, { user: 'reader', role: 'observer' })
  const found = missing(
    last.doc,
    writers.flatMap((writer) => writer.written),
  )
  await last.leave()
  return found
}

const wordsOf = (doc: Y.Doc): Set<string> => new Set(textOf(doc).match(/\[\w+:\d+\]/g))
const missing = (doc: Y.Doc, wanted: readonly string[]): string[] => [...new Set(wanted).difference(wordsOf(doc))]

/** Someone who goes on writing through every crash, and keeps account of what the server has promised. */
class Writer {
  readonly name: string
  readonly doc = new Y.Doc()
  readonly written: string[] = []
  readonly promised = new Set<string>()
  #client: RawClient | null = null

  constructor(name: string) {
    this.name = name
  }

  async connect(url: string): Promise<RawClient> {
    const client = new RawClient(url, { user: this.name }, true, this.doc)
    const carried = new Map<number, string[]>()
    client.onWrite = (index, step) => carried.set(index, step === 1 ? [...this.written] : this.written.slice(-1))
    client.onAcknowledged = (count) => {
      for (const [index, words] of carried) {
        if (index >= count) continue
        carried.delete(index)
        if (!client.refusals.some((refusal) => refusal.index === index)) for (const word of words) this.promised.add(word)
      }
    }
    await once(client.ws, 'open')
    client.join()
    await until('synced', () => client.synced, ARRIVAL_MS)
    this.#client = client
    return client
  }

  write(where: number): void {
    const word = `[${this.name}:${this.written.length}]`
    this.written.push(word)
    this.#client!.edit((doc) => textAt(doc, where).insert(0, word))
  }
}
