import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { wholeTextOf } from '../commands/read-draft.ts'
import type { LoggedUpdate } from '../store/draft-log.ts'
import type { MendedLog, RawDraftLog, RawSegment, RawSnapshot } from '../store/raw-log.ts'
import { decodeSegment, encodeSegment } from '../store/segment.ts'
import { inWords, sharedEIds } from './shared-eids.ts'
import { knowledgeOf, requireSame } from '../sync/fold.ts'
import { Knowledge } from '../sync/knowledge.ts'
import { readShape } from '../sync/update-shape.ts'
import { withDocument } from '../sync/with-document.ts'

/** What an examination of a draft's log has found. */
export interface Examined {
  /** What is wrong, in words; empty when nothing is. */
  readonly faults: readonly string[]
  /** What no repair brings back. */
  readonly losses: readonly string[]
  /** The log as it can be made; null when nothing of it can be read. */
  readonly mended: MendedLog | null
}

const NOTHING = new Uint8Array([0, 0])
/** Who wrote is not known of a row that stands in for a lost one. */
const NOBODY = ''

/**
 * Reads a draft's log from its first row to its last and holds everything else to it: the segments' checksums, the numbers without a
 * hole, each update fitting onto those before, the snapshot, whose each client id is.
 *
 * A row that cannot be read is replaced, so that all numbers stay: by what a sound snapshot knows of it and the rows after it, otherwise
 * by nothing; then what was built on it is lost as well.
 */
export function examine(raw: RawDraftLog): Examined {
  const faults: string[] = []
  const losses: string[] = []
  const sound = raw.segments.filter((segment) => isSound(segment))
  for (const { first, last } of raw.segments.filter((segment) => !sound.includes(segment)))
    faults.push(`rows ${first} to ${last} of its history are damaged`)
  const readable = new Map([...sound.flatMap(({ data }) => decodeSegment(data)), ...raw.rows].map((row) => [row.seq, row]))
  const snapshot = raw.snapshot && isSoundSnapshot(raw.snapshot) ? raw.snapshot : null
  if (raw.snapshot && !snapshot) faults.push('its snapshot is damaged')
  const end = Math.max(0, raw.head ?? 0, snapshot?.seq ?? 0, ...readable.keys(), ...raw.segments.map(({ last }) => last))
  if (end === 0) return { faults: ['it has no log'], losses: ['nothing is left of it'], mended: null }
  if (raw.head !== null && raw.head !== Math.max(0, ...readable.keys()))
    faults.push(`its log should end with row ${raw.head} and ends with row ${Math.max(0, ...readable.keys())}`)

  const walked = walk(readable, snapshot, end)
  for (const run of runsOf(walked.lost)) {
    const kept = snapshot !== null && run.last <= snapshot.seq
    faults.push(`${namesOf(run)} cannot be read or used`)
    losses.push(
      kept
        ? `who wrote what in ${namesOf(run)} is not known any more; the words are there, from the snapshot`
        : `what was written in ${namesOf(run)} is gone`,
    )
  }
  if (walked.rows.every(({ update }) => update === NOTHING))
    return { faults, losses: ['nothing of it can be read'], mended: null }
  const owners = new Map([...raw.owners, ...walked.owners])
  if ([...walked.owners].some(([client, user]) => raw.owners.get(client) !== user))
    faults.push('whose its clients are is not what the log says')

  const putAway = Math.max(0, snapshot?.seq ?? 0, ...raw.segments.map(({ last }) => last))
  const whole = putAway > 0 ? snapshotOf(walked.rows.slice(0, putAway)) : null
  if (snapshot && (snapshot.seq !== putAway || !holdsTheSame(snapshot.update, whole!.update)))
    faults.push('its snapshot and its log give different texts')
  if (!raw.snapshot && putAway > 0) faults.push('its snapshot is missing')
  const text = Y.mergeUpdates([...(whole ? [whole.update] : []), ...walked.rows.slice(putAway).map(({ update }) => update)])
  const read = readText(text)
  if ('reason' in read) {
    faults.push(read.reason)
    losses.push('its text cannot be shown')
  }
  const damaged = faults.length > 0
  if ('doc' in read) {
    // What stands in the log is what people wrote: they mend it, by their next edit.
    const shared = sharedEIds(read.doc).map(inWords)
    faults.push(...shared)
    losses.push(...shared)
  }
  if (!damaged) return { faults, losses, mended: null }
  const isWhole = ({ first, last }: RawSegment) => !walked.lost.some((seq) => seq >= first && seq <= last)
  const segments = segmentsOf(walked.rows.slice(0, putAway), sound.filter(isWhole))
  return { faults, losses, mended: { segments, rows: walked.rows.slice(putAway), snapshot: whole, owners } }
}

interface Walked {
  /** One for each number, in order. */
  readonly rows: readonly LoggedUpdate[]
  readonly lost: readonly number[]
  readonly owners: ReadonlyMap<number, string>
}

function walk(readable: ReadonlyMap<number, LoggedUpdate>, snapshot: RawSnapshot | null, end: number): Walked {
  const knowledge = new Knowledge()
  const rows: LoggedUpdate[] = []
  const lost: number[] = []
  const owners = new Map<number, string>()
  const importers = new Set<number>()
  const take = (row: LoggedUpdate): boolean => {
    const read = readShape(row.update, Infinity)
    const assessment = read.ok ? knowledge.assess(read.shape, Infinity) : read
    if (!assessment.ok) return false
    assessment.learn()
    rows.push(row)
    for (const client of assessment.writers) {
      if (row.seq === 1) importers.add(client)
      else if (row.userId !== NOBODY && !importers.has(client) && !owners.has(client)) owners.set(client, row.userId)
    }
    return true
  }
  for (let seq = 1; seq <= end; seq++) {
    const row = readable.get(seq)
    if (row && take(row)) continue
    lost.push(seq)
    const [before] = [rows.at(-1)]
    const instead = { seq, userId: NOBODY, at: row?.at ?? before?.at ?? 0, update: NOTHING }
    const known = snapshot && seq <= snapshot.seq ? Y.diffUpdate(snapshot.update, knowledge.stateVector()) : NOTHING
    if (!take({ ...instead, update: known })) rows.push(instead)
  }
  return { rows, lost, owners }
}

const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0

function isSound({ first, last, data, sha256 }: RawSegment): boolean {
  try {
    const rows = same(digest(data), sha256) ? decodeSegment(data) : []
    return rows.length === last - first + 1 && rows.every(({ seq }, at) => seq === first + at)
  } catch {
    return false
  }
}

function isSoundSnapshot({ update, knowledge, sha256 }: RawSnapshot): boolean {
  try {
    if (!same(digest(Buffer.concat([update, knowledge])), sha256)) return false
    return same(Knowledge.decode(knowledge)?.stateVector() ?? NOTHING, knowledgeOf(update).stateVector())
  } catch {
    return false
  }
}

function snapshotOf(rows: readonly LoggedUpdate[]): RawSnapshot {
  const update = withDocument(
    rows.map((row) => row.update),
    (doc) => Y.encodeStateAsUpdate(doc),
  )
  const knowledge = knowledgeOf(update).encode()
  return { seq: rows.at(-1)!.seq, update, knowledge, sha256: digest(Buffer.concat([update, knowledge])) }
}

function holdsTheSame(one: Uint8Array, other: Uint8Array): boolean {
  try {
    withDocument([one], (doc) => withDocument([other], (copy) => requireSame(doc, copy)))
    return true
  } catch {
    return false
  }
}

function readText(text: Uint8Array): { readonly doc: ReturnType<typeof wholeTextOf> } | { readonly reason: string } {
  try {
    return { doc: wholeTextOf(text, {}) }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) }
  }
}

/** Sound segments as they are, and new ones for the rows between them. */
function segmentsOf(rows: readonly LoggedUpdate[], sound: readonly RawSegment[]): MendedLog['segments'] {
  const made: MendedLog['segments'][number][] = []
  const add = (segment: RawSegment) => {
    const { userId, at } = rows[segment.last - 1]!
    made.push({ ...segment, userId, at })
  }
  const fill = (from: number, to: number) => {
    if (from > to) return
    const data = encodeSegment(rows.slice(from - 1, to))
    add({ first: from, last: to, data, sha256: digest(data) })
  }
  let next = 1
  for (const segment of sound) {
    if (segment.first < next) continue
    fill(next, segment.first - 1)
    add(segment)
    next = segment.last + 1
  }
  fill(next, rows.length)
  return made
}

interface Run {
  readonly first: number
  readonly last: number
}

const namesOf = ({ first, last }: Run): string => (first === last ? `row ${first}` : `rows ${first} to ${last}`)

function runsOf(numbers: readonly number[]): Run[] {
  const runs: { first: number; last: number }[] = []
  for (const number of numbers) {
    const run = runs.at(-1)
    if (run && run.last === number - 1) run.last = number
    else runs.push({ first: number, last: number })
  }
  return runs
}
