import * as Y from 'yjs'
import { Gate } from '@travaux/shared/crdt'
import { can, type NewsTopic, type RefusalReason, type Role } from '@travaux/shared/protocol'
import type { LoggedUpdate, NewUpdate, StoredDraft } from '../store/draft-log.ts'
import type { Connection, Receiver } from './connection.ts'
import type { SyncEnvironment } from './environment.ts'
import { breaksDraft } from './draft-structure.ts'
import type { Committer } from './group-commit.ts'
import { Knowledge } from './knowledge.ts'
import { messages, type ClientMessage } from './messages.ts'
import { Presence } from './presence.ts'
import { StoredText } from './stored-text.ts'
import { readShape, type UpdateShape } from './update-shape.ts'
import type { Writer } from './writer.ts'

/** Client ids that wrote a draft's first update belong to nobody: nobody may go on with them. */
const NOBODY = ''

/** A write that has been accepted and waits for a commit; without a row it only waits for those before it. */
interface Undecided {
  readonly writer: Writer
  readonly index: number
  readonly row: NewUpdate | null
}

type Verdict = { refused: RefusalReason } | { refused: null; row: NewUpdate | null }

/** A draft that people have open: what they write is checked, stored, and only then shown to the others and acknowledged. */
export class Room implements Receiver, Committer {
  readonly draftId: string
  readonly connections = new Set<Connection>()
  readonly #env: SyncEnvironment
  readonly #presence: Presence
  #text: StoredText
  #knowledge: Knowledge
  #owners: Map<number, string>
  /** The number of the last row that was handed to the log. */
  #seq: number
  #undecided: Undecided[] = []
  /** Holds the draft as a document while someone suggests; null when it has to be made first. */
  #gate: Gate | null = null
  /** True from a failed commit until the store works again: the room is read-only. */
  #failed = false
  #presenceTimer: NodeJS.Timeout | null = null
  #emptySince: number

  constructor(draftId: string, stored: StoredDraft, env: SyncEnvironment) {
    this.draftId = draftId
    this.#env = env
    this.#presence = new Presence(env.limits.presenceBytes)
    this.#emptySince = env.clock()
    const state = readStored(stored)
    this.#text = state.text
    this.#knowledge = state.knowledge
    this.#owners = state.owners
    this.#seq = stored.seq
  }

  get failed(): boolean {
    return this.#failed
  }

  /** Whether nothing would be lost and nobody disturbed if the room went. */
  idle(now: number): boolean {
    const quiet = this.connections.size === 0 && this.#undecided.length === 0 && !this.#failed
    return quiet && now - this.#emptySince >= this.#env.limits.idleMs
  }

  read(): { update: Uint8Array; seq: number } {
    return { update: this.#text.merged(), seq: this.#text.seq }
  }

  /** What is stored and what waits for its commit. */
  everything(): Uint8Array {
    const waiting = this.#undecided.flatMap(({ row }) => (row ? [row.update] : []))
    return Y.mergeUpdates([this.#text.merged(), ...waiting])
  }

  join(connection: Connection): void {
    this.connections.add(connection)
    connection.start(this)
    if (!this.#failed) connection.send(messages.step1(this.#knowledge.stateVector()))
    this.queryPresence(connection)
  }

  leave(connection: Connection): void {
    this.connections.delete(connection)
    this.#presence.leave(connection)
    this.#sharePresenceSoon()
    if (this.connections.size === 0) this.#emptySince = this.#env.clock()
    if (!this.connections.values().some(({ joiner }) => mustBeProven(joiner.role))) this.#closeGate()
  }

  sync(connection: Connection, stateVector: Uint8Array): boolean {
    const asked = decodeStateVector(stateVector)
    if (!asked) return false
    if (this.#text.tailRows > this.#env.limits.tailRowsOnJoin) this.compact()
    if (asked.size === 0) connection.send(this.#text.joinFrames())
    else connection.send(messages.step2(Y.diffUpdate(this.#text.merged(), stateVector)))
    return true
  }

  write(writer: Writer, index: number, update: Uint8Array): void {
    const verdict = this.#judge(writer, update)
    if (verdict.refused !== null) {
      writer.refuse(index, verdict.refused)
      if (verdict.refused === 'gap') writer.ask(this.#knowledge.stateVector())
    } else if (verdict.row !== null || this.#undecided.length > 0) {
      writer.defer(index)
      this.#undecided.push({ writer, index, row: verdict.row })
      if (verdict.row) this.#env.commits.enqueue(this, verdict.row)
    }
    writer.acknowledge()
  }

  presence(connection: Connection, { entries }: Extract<ClientMessage, { kind: 'presence' }>): boolean {
    const sane = this.#presence.receive(connection, entries)
    this.#sharePresenceSoon()
    return sane
  }

  /** Tells everybody whose client understands it that something beside the text has changed. */
  tell(topic: NewsTopic): void {
    const news = messages.news(topic)
    for (const connection of this.connections) if (connection.joiner.news) connection.send(news)
  }

  queryPresence(connection: Connection): void {
    const everyone = this.#presence.all()
    if (everyone.length > 0) connection.send(messages.presence(everyone))
  }

  committed(rows: readonly NewUpdate[]): void {
    for (const row of rows) this.#text.append(row)
    const decided = this.#takeDecided(rows.length)
    for (const { writer } of decided) writer.decide()
    this.#publish(decided.filter((write) => write.row !== null) as Published[])
    if (this.#text.tailRows > Math.max(this.#env.limits.tailRows, this.#text.snapshotBytes >> 6)) this.compact()
  }

  lost(error: unknown): void {
    this.#env.logger.error({ err: error, draftId: this.draftId }, 'updates could not be saved: the draft is read-only')
    this.#failed = true
    this.#closeGate()
    for (const { writer, index } of this.#undecided.splice(0)) {
      writer.decide()
      writer.refuse(index, 'not-saved')
    }
    for (const connection of this.connections) connection.acknowledge()
    this.#recoverLater()
  }

  /** Before the room goes: leaves the draft so that it opens quickly. */
  rest(): void {
    if (this.#presenceTimer) clearTimeout(this.#presenceTimer)
    if (this.#text.tailRows > this.#env.limits.tailRowsOnJoin) this.compact()
  }

  /** Folds the rows behind the snapshot into a new one; the rows stay in the log. */
  compact(): void {
    try {
      const snapshot = this.#text.compact()
      this.#env.log.saveSnapshot(this.draftId, snapshot).catch((error: unknown) => {
        this.#env.logger.warn({ err: error, draftId: this.draftId }, 'a snapshot could not be saved')
      })
    } catch (error) {
      this.#env.logger.error({ err: error, draftId: this.draftId }, 'a snapshot could not be made')
    }
  }

  /** Whether the update may be stored, and as what. Whoever is not refused is acknowledged once the row, if any, is durable. */
  #judge(writer: Writer, update: Uint8Array): Verdict {
    if (this.#failed) return { refused: 'not-saved' }
    const { limits } = this.#env
    const read = readShape(update, limits.structs)
    if (!read.ok) return { refused: read.reason }
    const { role } = writer.joiner
    if (!can(role, 'suggest')) return this.#bringsNothing(writer, read.shape) ? { refused: null, row: null } : { refused: 'role' }
    const assessment = this.#knowledge.assess(read.shape, limits.depth, breaksDraft)
    if (!assessment.ok) return { refused: assessment.reason }
    if (!assessment.news) return { refused: null, row: null }
    const userId = writer.person.id
    if (assessment.writers.some((client) => (this.#owners.get(client) ?? userId) !== userId)) return { refused: 'foreign-client' }
    // What the draft knows already is left out: a second version of it could be taken for the first when updates are merged.
    const news = assessment.repeats ? Y.diffUpdate(update, this.#knowledge.stateVector()) : Uint8Array.from(update)
    if (mustBeProven(role) && !this.#onlySuggests(writer, news)) return { refused: 'not-a-suggestion' }
    if (!mustBeProven(role)) this.#gate?.learn(news)
    assessment.learn()
    return { refused: null, row: this.#newRow(news, userId, assessment.writers) }
  }

  /** Whether a reviewer's update leaves the draft as it is. A refused one costs what a whole-text request does. */
  #onlySuggests(writer: Writer, update: Uint8Array): boolean {
    this.#gate ??= new Gate(this.everything())
    const passed = this.#gate.check(update, writer.person.id)
    if (passed.ok) return true
    this.#closeGate()
    writer.charge(this.#env.limits.wholeTextTokens)
    this.#env.logger.info({ draftId: this.draftId, userId: writer.person.id, why: passed.why }, 'a suggestion was refused')
    return false
  }

  #closeGate(): void {
    this.#gate?.destroy()
    this.#gate = null
  }

  #newRow(update: Uint8Array, userId: string, writers: readonly number[]): NewUpdate {
    const newClients = writers.filter((client) => !this.#owners.has(client))
    for (const client of newClients) this.#owners.set(client, userId)
    this.#seq += 1
    return { draftId: this.draftId, seq: this.#seq, userId, at: this.#env.clock(), update, newClients }
  }

  /** A reader's step 2 after a reconnection tells of deletions again, also of those that Yjs made by itself. */
  #bringsNothing(writer: Writer, shape: UpdateShape): boolean {
    if (this.#knowledge.hasNewStructs(shape)) return false
    if (!this.#knowledge.hasNewDeletes(shape) || this.#knowledge.deletesOnlyFormats(shape)) return true
    writer.charge(this.#env.limits.wholeTextTokens)
    this.#knowledge.learnDeletes(this.#text.deletes())
    return !this.#knowledge.hasNewDeletes(shape)
  }

  /** The writes that are decided once `rows` more rows are durable. */
  #takeDecided(rows: number): Undecided[] {
    let left = rows
    const next = this.#undecided.findIndex(({ row }) => row !== null && left-- === 0)
    return this.#undecided.splice(0, next === -1 ? this.#undecided.length : next)
  }

  /** Sends what is durable now to everyone but its author, and their acknowledgements: one write to each. */
  #publish(writes: readonly Published[]): void {
    const frames = writes.map(({ row }) => messages.update(row.update))
    const authors = new Set<Writer>(writes.map(({ writer }) => writer))
    const all = Buffer.concat(frames)
    for (const connection of this.connections) {
      const others = authors.has(connection) ? frames.filter((_, at) => writes[at]!.writer !== connection) : [all]
      const ack = connection.acknowledgement()
      connection.send(
        ack || others.length > 1 ? Buffer.concat(ack ? [...others, ack] : others) : (others[0] ?? all.subarray(0, 0)),
      )
    }
  }

  #sharePresenceSoon(): void {
    this.#presenceTimer ??= setTimeout(() => {
      this.#presenceTimer = null
      const changes = this.#presence.takeChanges()
      if (changes.length === 0) return
      const frames = messages.presence(changes)
      for (const connection of this.connections) connection.send(frames)
    }, this.#env.limits.presenceMs)
  }

  #recoverLater(): void {
    setTimeout(() => void this.#recover(), this.#env.limits.retryMs).unref()
  }

  async #recover(): Promise<void> {
    try {
      await this.#env.log.checkWritable(this.#env.clock())
      const stored = await this.#env.log.load(this.draftId)
      if (!stored) throw new Error('The draft has no log any more.')
      const rows = await this.#rowsAfter(this.#text.seq)
      this.#reopen(stored, rows)
    } catch (error) {
      this.#env.logger.warn({ err: error, draftId: this.draftId }, 'the store still fails')
      this.#recoverLater()
    }
  }

  /** Goes on from what the store really holds, which may be more than it confirmed; everyone is asked for what it lacks. */
  #reopen(stored: StoredDraft, unseen: readonly LoggedUpdate[]): void {
    const state = readStored(stored)
    this.#text = state.text
    this.#knowledge = state.knowledge
    this.#owners = state.owners
    this.#closeGate()
    this.#seq = stored.seq
    this.#failed = false
    const ask = messages.step1(this.#knowledge.stateVector())
    const frames = Buffer.concat([...unseen.map(({ update }) => messages.update(update)), ask])
    for (const connection of this.connections) connection.send(frames)
    this.#env.logger.info({ draftId: this.draftId }, 'the draft can be written again')
  }

  async #rowsAfter(seq: number): Promise<LoggedUpdate[]> {
    const rows: LoggedUpdate[] = []
    for await (const row of this.#env.log.history(this.draftId, seq)) rows.push(row)
    return rows
  }
}

/** Whether someone with this role writes, but only what has been proven to leave the draft as it is. */
const mustBeProven = (role: Role): boolean => can(role, 'suggest') && !can(role, 'edit')

type Published = Undecided & { readonly row: NewUpdate }

/** What a room starts from. Throws when the stored updates do not fit together: such a draft is not opened, let alone overwritten. */
function readStored(stored: StoredDraft): { text: StoredText; knowledge: Knowledge; owners: Map<number, string> } {
  const knowledge = new Knowledge()
  const updates = [...(stored.snapshot ? [stored.snapshot] : []), ...stored.tail]
  let seq = stored.snapshot ? stored.snapshot.seq - 1 : 0
  for (const { seq: found, update } of updates) {
    if (found !== ++seq) throw new Error(`Row ${seq} of the log is missing.`)
    const read = readShape(update, Infinity)
    const assessment = read.ok ? knowledge.assess(read.shape, Infinity) : read
    if (!assessment.ok) throw new Error(`The stored text does not fit together at row ${seq}: ${assessment.reason}.`)
    assessment.learn()
  }
  const owners = new Map(stored.clientOwners)
  for (const client of knowledge.clients) if (!owners.has(client)) owners.set(client, NOBODY)
  return { text: new StoredText(stored), knowledge, owners }
}

/** Null when the bytes are no state vector. */
function decodeStateVector(bytes: Uint8Array): Map<number, number> | null {
  try {
    return Y.decodeStateVector(bytes)
  } catch {
    return null
  }
}
