import { DatabaseSync } from 'node:sqlite'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import * as Y from 'yjs'
import { exportDocx } from '@travaux/shared/export'
import { keepWalLong } from '../../server/src/store/sqlite-file.ts'
import { treaty } from '../support/treaty.ts'
import { wordExport } from '../support/word-export.ts'
import { median, time, type Bench, type Row, type Wish } from './row.ts'
import { BenchClient } from './sync/client.ts'
import { crowd, script, type Crowd, type CrowdResult } from './sync/crowd.ts'
import { openHistory, typeHistory, wordsIn } from './sync/history.ts'
import { buildServer, leaveServerCore } from './sync/process.ts'
import { carets, GIVEN_BACK_MS, manyRooms } from './sync/rooms.ts'
import { lostAfterKill, starting } from './sync/life.ts'
import { peer, travaux, type Subject } from './sync/subjects.ts'
import { keystrokes } from './sync/typing.ts'

/**
 * The sync server beside its peers: each in a process of its own on one core, the load on another, every delivery verified, in turns,
 * medians of three. Ours is the whole server: tokens, roles, gate, bounds, and a commit with full durability before anything is shown.
 */
const RUNS = 3
const CROWDS: readonly Crowd[] = [
  { clients: 10, writers: 10, rate: 5, seconds: 3 },
  { clients: 50, writers: 20, rate: 5, seconds: 3 },
  { clients: 200, writers: 20, rate: 5, seconds: 3 },
  { clients: 200, writers: 20, rate: 15, seconds: 3 },
]
const WARM_UP: Crowd = { clients: 20, writers: 20, rate: 20, seconds: 3 }
const HISTORY = { words: 20_000, strokes: 100_000 }
const ROOMS = 500
const CARETS = 100
const KILLED_AFTER = [0, 100, 1000, 2000]

/** What can be measured alone, as `pnpm bench sync:crowd` does; each part has servers of its own. */
const PARTS: Readonly<Record<string, (runs: number) => AsyncIterable<Row>>> = {
  ...Object.fromEntries(CROWDS.map((shape) => [`crowd-${shape.clients}x${shape.rate}`, (runs) => inCrowd(shape, runs)])),
  rooms: inManyRooms,
  carets: movingCarets,
  start: startingUp,
  kills: killing,
  history: inLongText,
}

export default {
  name: 'Sync server: one core, the load on another',
  async *run({ wants, short }: Wish): AsyncGenerator<Row> {
    leaveServerCore()
    buildServer()
    for (const [name, measure] of Object.entries(PARTS)) if (wants(name)) yield* orWhyNot(name, measure(short ? 1 : RUNS))
  },
} satisfies Bench

/** A peer that breaks down under its load must not hide what the other parts say: such a part is a line without figures, and missed. */
async function* orWhyNot(name: string, rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  try {
    yield* rows
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    yield { measure: `${name} could not be measured (${why})`, ours: NaN, peer: NaN, peerName: 'nobody', unit: 'ms', target: 0 }
  }
}

async function* inCrowd(shape: Crowd, runs: number): AsyncGenerator<Row> {
  const { subjects, base, end } = await open(500)
  const { ours, relay, yWebsocket, hocuspocus } = subjects
  const all = [ours, relay, yWebsocket, hocuspocus]
  try {
    const warm = script(base, WARM_UP)
    for (const subject of all) await crowd(subject, await subject.room(2), WARM_UP, warm)
    const scripts = Array.from({ length: runs }, () => script(base, shape))
    const commits: Commit[] = []
    const results = await each(
      all,
      async (subject, run) => {
        commits.push(await loneCommit())
        return crowd(subject, await subject.room(1), shape, scripts[run]!)
      },
      runs,
    )
    const name = `${shape.clients} people, ${shape.writers} type ${shape.rate} letters a second`
    const cpu = ({ cpu }: CrowdResult) => cpu
    const commit = median(commits.map(({ ms }) => ms))
    // Where letters come one by one each has a commit of its own, which nobody can share.
    const share = `of which a commit for each letter alone would be ${Math.round(median(commits.map(({ cpu }) => cpu)) / (shape.clients - 1))} µs`
    const allowed = 1 + commit / median(results.get(hocuspocus)!.map(({ p50 }) => p50))
    yield row(`CPU a delivered letter (${share}): ${name}`, results, hocuspocus, cpu, 'µs', 0.75)
    yield row(`CPU a delivered letter (${share}): ${name}`, results, relay, cpu, 'µs', 1.25)
    yield row(`CPU a delivered letter (${share}): ${name}`, results, yWebsocket, cpu, 'µs', null)
    yield row(
      `letter to peer, median (a commit here: ${commit.toFixed(1)} ms): ${name}`,
      results,
      hocuspocus,
      ({ p50 }) => p50,
      'ms',
      allowed,
    )
    yield row(`letter to peer, 99 in 100: ${name}`, results, hocuspocus, ({ p99 }) => p99, 'ms', 0.8)
  } finally {
    await end()
  }
}

async function* inManyRooms(): AsyncGenerator<Row> {
  const { subjects, base, end } = await open(500)
  const { ours, relay, hocuspocus } = subjects
  try {
    const many = await each([ours, relay, hocuspocus], (subject) => manyRooms(subject, base, ROOMS, 900, 3), 1)
    yield row(`memory of a room with two people (${ROOMS} rooms)`, many, hocuspocus, ({ memory }) => memory, 'KB', 0.4)
    yield row(`memory of a room with two people (${ROOMS} rooms)`, many, relay, ({ memory }) => memory, 'KB', null)
    yield row(`CPU of ${ROOMS} rooms, a letter a second in each`, many, hocuspocus, ({ cpu }) => cpu, '%', 0.45)
    yield row(`CPU of ${ROOMS} rooms, a letter a second in each`, many, relay, ({ cpu }) => cpu, '%', null)
    // Once for all of them.
    await wait(GIVEN_BACK_MS)
    yield row('of that memory, still there when they have left', many, hocuspocus, ({ kept }) => kept(), 'KB', 0.4)
  } finally {
    await end()
  }
}

async function* movingCarets(runs: number): AsyncGenerator<Row> {
  const { subjects, end } = await open(500)
  const { ours, yWebsocket, hocuspocus } = subjects
  try {
    const moved = await each([ours, yWebsocket, hocuspocus], (subject) => carets(subject, CARETS, 3, subject === ours), runs)
    yield row(`CPU of ${CARETS} carets, 10 moves a second, echoed`, moved, hocuspocus, (cpu) => cpu, '%', 0.15)
    yield row(`CPU of ${CARETS} carets, 10 moves a second, echoed`, moved, yWebsocket, (cpu) => cpu, '%', null)
  } finally {
    await end()
  }
}

async function* startingUp(runs: number): AsyncGenerator<Row> {
  const { subjects, end } = await open(500)
  const { ours, relay, hocuspocus } = subjects
  try {
    for (const subject of [ours, relay, hocuspocus]) await subject.room(5)
    const lives = await each([ours, relay, hocuspocus], starting, runs)
    yield row('from the start of the process to the first sync', lives, hocuspocus, ({ ms }) => ms, 'ms', 1)
    yield row('from the start of the process to the first sync', lives, relay, ({ ms }) => ms, 'ms', null)
    yield row('memory then', lives, hocuspocus, ({ memory }) => memory, 'KB', 1.5)
    yield row('memory then', lives, relay, ({ memory }) => memory, 'KB', null)
  } finally {
    await end()
  }
}

async function* killing(): AsyncGenerator<Row> {
  const { subjects, base, end } = await open(500)
  const { ours, hocuspocus } = subjects
  try {
    for (const [at, wait] of KILLED_AFTER.entries()) {
      const kills = await each([ours, hocuspocus], (subject) => lostAfterKill(subject, base, 5000 + at, wait), 1)
      yield row(`acknowledged letters lost when killed ${wait} ms later`, kills, hocuspocus, (lost) => lost, 'letters', 0)
    }
  } finally {
    await end()
  }
}

async function* inLongText(runs: number): AsyncGenerator<Row> {
  const { subjects, base, end } = await open(HISTORY.words)
  const { ours, hocuspocus } = subjects
  try {
    const strokes = keystrokes(base, 777, HISTORY.strokes)
    const words = wordsIn([base, ...strokes])
    for (const subject of [ours, hocuspocus]) await typeHistory(subject, strokes)
    const opened = await each([ours, hocuspocus], (subject) => openHistory(subject, words), runs)
    const what = `${HISTORY.words.toLocaleString('en')} words, ${HISTORY.strokes.toLocaleString('en')} keystrokes`
    yield row(`first open after a restart: ${what}`, opened, hocuspocus, ({ firstOpen }) => firstOpen, 'ms', 0.1)
    yield row(`50 people join at once, median: ${what}`, opened, hocuspocus, ({ join }) => join, 'ms', 0.1)
    yield row(`the longest wait in another room meanwhile: ${what}`, opened, hocuspocus, ({ otherRoom }) => otherRoom, 'ms', 0.1)
  } finally {
    await end()
  }
}

interface Subjects {
  readonly ours: Subject
  readonly relay: Subject
  readonly yWebsocket: Subject
  readonly hocuspocus: Subject
}

/** Everybody starts from the text that our import makes. */
async function open(words: number): Promise<{ subjects: Subjects; base: Uint8Array; end: () => Promise<void> }> {
  const text = treaty(words)
  const ours = travaux(new Uint8Array(await exportDocx(wordExport(text, text, { view: 'clean' }))))
  await ours.start()
  const parts: Uint8Array[] = []
  const reader = await BenchClient.join(await ours.room(0), (update) => parts.push(new Uint8Array(update)))
  reader.leave()
  const base = Y.mergeUpdates(parts)
  const subjects = {
    ours,
    relay: peer('a bare relay', 'relay', 'y-websocket', base),
    yWebsocket: peer('@y/websocket-server', 'y-websocket', 'y-websocket', base),
    hocuspocus: peer('Hocuspocus', 'hocuspocus', 'hocuspocus', base),
  }
  for (const subject of Object.values(subjects)) if (subject !== ours) await subject.start()
  const end = async () => {
    for (const subject of Object.values(subjects)) await subject.end()
  }
  return { subjects, base, end }
}

type Results<T> = ReadonlyMap<Subject, readonly T[]>

/** They take turns, so that a busy machine slows them alike. */
async function each<T>(
  subjects: readonly Subject[],
  measure: (subject: Subject, run: number) => Promise<T>,
  runs: number,
): Promise<Results<T>> {
  const results = new Map<Subject, T[]>(subjects.map((subject) => [subject, []]))
  for (let run = 0; run < runs; run++) for (const subject of subjects) results.get(subject)!.push(await measure(subject, run))
  return results
}

function row<T>(
  measure: string,
  results: Results<T>,
  beside: Subject,
  pick: (result: T) => number,
  unit: Row['unit'],
  target: number | null,
): Row {
  const [ours] = results.keys()
  const of = (subject: Subject) => median(results.get(subject)!.map(pick))
  return { measure, ours: of(ours!), peer: of(beside), peerName: beside.name, unit, target }
}

/** Commits are that far apart, as those of a few people who type are: in a tight loop a commit costs half. */
const COMMIT_EVERY_MS = 15

interface Commit {
  /** Milliseconds until it was on the disk. */
  readonly ms: number
  /** Microseconds of processor time. */
  readonly cpu: number
}

/** One small row with full durability, here and now. */
async function loneCommit(): Promise<Commit> {
  const folder = mkdtempSync(path.join(tmpdir(), 'commit-bench-'))
  const db = new DatabaseSync(path.join(folder, 'commits.sqlite'))
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE letters (letter BLOB)')
  keepWalLong(db)
  const insert = db.prepare('INSERT INTO letters VALUES (?)')
  const costs: Commit[] = []
  for (let turn = 0; turn < 20; turn++) {
    const before = process.threadCpuUsage()
    const ms = await time(1, () => insert.run(new Uint8Array(30)), 0)
    const { user, system } = process.threadCpuUsage(before)
    costs.push({ ms, cpu: user + system })
    await wait(COMMIT_EVERY_MS)
  }
  db.close()
  rmSync(folder, { recursive: true })
  return { ms: median(costs.map(({ ms }) => ms)), cpu: median(costs.map(({ cpu }) => cpu)) }
}
