import * as Y from 'yjs'
import { dropRepeats } from '@travaux/shared/crdt'
import { TEXT_ROOT, type NewsTopic, type RefusalReason } from '@travaux/shared/protocol'
import type { DraftEvent } from '../bus/bus.ts'
import type { Appended, LoggedUpdate, NewUpdate, StoredDraft } from '../store/draft-log.ts'
import type { Connection, Receiver } from './connection.ts'
import { DraftState, mustBeProven } from './draft-state.ts'
import { Elsewhere } from './elsewhere.ts'
import type { SyncEnvironment } from './environment.ts'
import type { Committer } from './group-commit.ts'
import { messages, type ClientMessage, type PresenceEntry } from './messages.ts'
import { Presence } from './presence.ts'
import { editAs, type Write, type Writer } from './writer.ts'

/** Those who join together come within this time of each other. */
const JOINING_MS = 5000

/** A write that has been accepted and waits for a commit; without a row it only waits for those before it. */
interface Undecided {
  readonly writer: Writer
  readonly index: number
  /** As it came: judged again when another server's rows came first. */
  readonly update: Uint8Array
  readonly step2: boolean
  readonly row: NewUpdate | null
}

/** `reading`: the draft is being read anew, writes wait. `failed`: a commit has failed, the draft is read-only until the store works. */
type Condition = 'open' | 'reading' | 'failed'

/** A draft that people have open: what they write is checked, stored, and only then shown to the others and acknowledged. */
export class Room implements Receiver, Committer {
  readonly draftId: string
  readonly connections = new Set<Connection>()
  readonly #env: SyncEnvironment
  readonly #presence: Presence
  #state: DraftState
  #undecided: Undecided[] = []
  #condition: Condition = 'open'
  #folding: Promise<void> | null = null
  #foldAgainAt = 0
  #roomAgainAt = 0
  #presenceTimer: NodeJS.Timeout | null = null
  #presenceSharedAt = -Infinity
  #emptySince: number
  /** When somebody asked for the whole text last. */
  #joinedAt: number
  readonly #elsewhere = new Elsewhere()
  /** Ends hearing of other servers. */
  readonly #leaveBus: () => void
  /** Rows of other servers are known to be stored and have not been read. */
  #behind = false

  constructor(draftId: string, stored: StoredDraft, env: SyncEnvironment) {
    this.draftId = draftId
    this.#env = env
    this.#presence = new Presence(env.limits.presenceBytes)
    this.#emptySince = env.clock()
    this.#joinedAt = env.clock()
    this.#state = this.#readState(stored)
    this.#leaveBus = env.bus?.subscribe(draftId, (event, server) => this.#hear(event, server)) ?? (() => {})
    this.#tellOthers({ kind: 'who' })
  }

  get known(): number {
    return this.#state.text.seq
  }

  get failed(): boolean {
    return this.#condition === 'failed'
  }

  /** Updates that wait for their commit. */
  get waiting(): number {
    return this.#undecided.length
  }

  /** What the stored text takes. */
  get bytes(): number {
    return this.#state.text.bytes
  }

  /** Whether nothing would be lost and nobody disturbed if the room went. */
  idle(now: number): boolean {
    const quiet = this.connections.size === 0 && this.#undecided.length === 0 && this.#condition === 'open' && !this.#folding
    return quiet && now - this.#emptySince >= this.#env.limits.idleMs
  }

  /** Gives back memory that is only worth its place while people join. */
  tidy(now: number): void {
    if (now - this.#joinedAt > JOINING_MS) this.#state.text.forgetJoinFrames()
  }

  read(): { update: Uint8Array; seq: number } {
    return { update: this.#state.text.merged(), seq: this.#state.text.seq }
  }

  /** What is stored and what waits for its commit. */
  everything(): Uint8Array {
    return this.#state.everything()
  }

  join(connection: Connection): void {
    this.connections.add(connection)
    connection.start(this)
    if (!this.failed) connection.send(messages.step1(this.#state.stateVector()))
    this.queryPresence(connection)
  }

  leave(connection: Connection): void {
    this.connections.delete(connection)
    this.#presence.leave(connection)
    this.#sharePresenceSoon()
    if (this.connections.size === 0) this.#emptySince = this.#env.clock()
    if (!this.connections.values().some(({ joiner }) => mustBeProven(joiner.role))) this.#state.closeGate()
  }

  sync(connection: Connection, stateVector: Uint8Array): boolean {
    const asked = decodeStateVector(stateVector)
    if (!asked) return false
    const { text } = this.#state
    this.#joinedAt = this.#env.clock()
    connection.sendAll(asked.size === 0 ? text.joinFrames() : text.framesFor(stateVector))
    return true
  }

  write(writer: Writer, index: number, { update, step2 }: Write): void {
    if (this.failed) this.#refuse(writer, index, 'not-saved')
    else if (this.#condition === 'reading') this.#wait({ writer, index, update: new Uint8Array(update), step2, row: null })
    else this.#take({ writer, index, update, step2 })
    writer.acknowledge()
  }

  presence(connection: Connection, { entries }: Extract<ClientMessage, { kind: 'presence' }>): boolean {
    const sane = this.#presence.receive(connection, entries)
    this.#sharePresenceSoon()
    return sane
  }

  /** Ids of the people who have the draft open, on whichever server, each once. */
  present(): string[] {
    const here = this.connections.values().map(({ person }) => person.id)
    return [...new Set([...here, ...this.#elsewhere.all().map(({ personId }) => personId)])]
  }

  /** Tells the other servers who is here, and forgets those that have fallen silent. */
  tellWhoIsHere(): void {
    if (this.connections.size > 0) this.#tellOthers({ kind: 'presence', all: true, entries: this.#presence.all() })
    this.#show(this.#elsewhere.sweep(this.#env.clock()))
  }

  /** Tells everybody whose client understands it that something beside the text has changed. */
  tell(topic: NewsTopic): void {
    const news = messages.news(topic)
    for (const connection of this.connections) if (connection.joiner.news) connection.send(news)
  }

  queryPresence(connection: Connection): void {
    const everyone = [...this.#presence.all(), ...this.#elsewhere.all().filter(({ client }) => !this.#presence.has(client))]
    if (everyone.length > 0) connection.send(messages.presence(everyone))
  }

  committed(count: number, { first, between }: Appended & { stored: true }): void {
    this.learn(between)
    if (first !== this.known + 1) throw new Error(`Rows of draft ${this.draftId} are missing before row ${first}.`)
    const decided = this.#takeDecided(count)
    const published = decided.filter((write) => write.row !== null) as Published[]
    for (const [index, { row }] of published.entries()) this.#state.text.append({ ...row, seq: first + index })
    for (const { writer, index } of decided) writer.decide(index)
    this.#publish(published)
    if (published.length > 0) this.#tellOthers(rowsEvent(published.map(({ row }, index) => ({ ...row, seq: first + index }))))
    if (this.#behind) this.catchUp()
    this.#foldWhenLong(this.#env.limits.tailRows)
  }

  /** Takes rows that another server has stored and shows them to everybody here. Those that are known already are left out. */
  learn(rows: readonly LoggedUpdate[]): void {
    const news = rows.filter(({ seq }) => seq > this.known)
    for (const row of news) this.#state.learn(row)
    if (news.length === 0) return
    const frames = Buffer.concat(news.map(({ update }) => messages.update(update)))
    for (const connection of this.connections) connection.send(frames)
  }

  /** Reads what other servers have stored since; while rows of this one are on their way, their commit brings it. */
  catchUp(): void {
    this.#behind = true
    if (this.#condition !== 'open' || this.#waitsForCommit()) return
    this.#behind = false
    this.#readOn().catch((error: unknown) => this.lost(error))
  }

  overtaken(): void {
    this.#condition = 'reading'
    this.#readAnew().catch((error: unknown) => this.lost(error))
  }

  lost(error: unknown): void {
    this.#env.logger.error({ err: error, draftId: this.draftId }, 'updates could not be saved: the draft is read-only')
    this.#condition = 'failed'
    this.#state.closeGate()
    for (const { writer, index } of this.#undecided.splice(0)) {
      writer.decide(index)
      this.#refuse(writer, index, 'not-saved')
    }
    for (const connection of this.connections) connection.acknowledge()
    this.#recoverLater()
  }

  /** Before the room goes: leaves the draft so that it opens quickly. False while that takes. */
  rest(): boolean {
    this.#foldWhenLong(this.#env.limits.tailRowsAtRest)
    if (this.#folding) return false
    if (this.#presenceTimer) clearTimeout(this.#presenceTimer)
    this.#tellOthers({ kind: 'presence', all: true, entries: [] })
    this.#leaveBus()
    return true
  }

  #readState(stored: StoredDraft): DraftState {
    return new DraftState(this.draftId, stored, this.#env, () => this.#undecided.flatMap(({ row }) => (row ? [row.update] : [])))
  }

  #refuse(writer: Writer, index: number, reason: RefusalReason): void {
    this.#env.measurements.refused(reason)
    writer.refuse(index, reason)
  }

  #wait(write: Undecided): void {
    write.writer.defer(write.index)
    this.#undecided.push(write)
  }

  #take({ writer, index, update, step2 }: Omit<Undecided, 'row'>): void {
    const verdict = this.#state.judge(writer, { update, step2 })
    if (verdict.refused !== null) {
      this.#refuse(writer, index, verdict.refused)
      if (verdict.refused === 'gap') writer.ask(this.#state.stateVector())
      if (verdict.refused === 'full') this.#makeRoom()
    } else if (verdict.row !== null || this.#undecided.length > 0) {
      this.#wait({ writer, index, update: verdict.row?.update ?? update, step2, row: verdict.row })
      if (verdict.row) this.#env.commits.enqueue(this, verdict.row, verdict.proven)
      if (verdict.movesAgain) this.#dropRepeats(writer)
    }
  }

  /**
   * Of a block that two people have moved at the same moment one copy goes, in the name of whoever came second; normally with the same
   * commit, so that nobody sees both.
   */
  #dropRepeats(writer: Writer): void {
    writer.charge(this.#env.limits.wholeTextTokens)
    editAs(this, { id: writer.person.id, role: 'drafter' }, (doc) => dropRepeats(doc, TEXT_ROOT)).catch((error: unknown) =>
      this.#env.logger.error({ err: error, draftId: this.draftId }, 'a block that was moved twice may stand twice'),
    )
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

  /** At once, unless something was shared just before: a crowd's carets are sent together, a lone one need not wait. */
  #sharePresenceSoon(): void {
    if (this.#presenceTimer || !this.#presence.changed) return
    const { presenceMs, presenceMsAPerson } = this.#env.limits
    const every = Math.max(presenceMs, presenceMsAPerson * this.connections.size)
    const wait = Math.max(0, this.#presenceSharedAt + every - this.#env.clock())
    this.#presenceTimer = setTimeout(() => this.#sharePresence(), wait)
  }

  #sharePresence(): void {
    this.#presenceTimer = null
    this.#presenceSharedAt = this.#env.clock()
    const changes = this.#presence.takeChanges()
    this.#show(changes)
    this.#tellOthers({ kind: 'presence', all: false, entries: changes })
  }

  #show(changes: readonly PresenceEntry[]): void {
    if (changes.length === 0) return
    const frames = messages.presence(changes)
    for (const connection of this.connections) connection.send(frames)
  }

  #tellOthers(event: DraftEvent): void {
    this.#env.bus?.publish(this.draftId, event)
  }

  #hear(event: DraftEvent, server: string): void {
    switch (event.kind) {
      case 'rows':
        return this.#hearRows(event.rows)
      case 'presence': {
        const changes = this.#elsewhere.hear(server, event.all, event.entries, this.#env.clock())
        // A client that has come over from there is here.
        return this.#show(changes.filter(({ client }) => !this.#presence.has(client)))
      }
      case 'who':
        return this.tellWhoIsHere()
      case 'news':
        return this.tell(event.topic)
    }
  }

  /** Rows that follow what is known are taken as they are; where some are missing, or others of this server's are on their way, the log tells. */
  #hearRows(rows: readonly LoggedUpdate[]): void {
    if ((rows.at(-1)?.seq ?? Infinity) <= this.known) return
    const follow = rows.length > 0 && rows[0]!.seq <= this.known + 1
    if (!follow || this.#condition !== 'open' || this.#waitsForCommit()) return this.catchUp()
    try {
      this.learn(rows)
    } catch (error) {
      this.lost(error)
    }
  }

  #waitsForCommit(): boolean {
    return this.#undecided.some(({ row }) => row !== null)
  }

  async #readOn(): Promise<void> {
    const rows: LoggedUpdate[] = []
    for await (const row of this.#env.log.history(this.draftId, this.known)) rows.push(row)
    // Rows of this server may be among them by now.
    if (this.#condition !== 'open' || this.#waitsForCommit()) this.#behind = true
    else this.learn(rows)
  }

  /** Puts the rows behind the snapshot away when they are many; a long text is put together less often. */
  #foldWhenLong(rows: number): void {
    if (this.#isLong(rows)) this.#foldNow()
  }

  /** What was deleted since the last snapshot takes room until the next. Someone who keeps asking for it must not keep the thread busy. */
  #makeRoom(): void {
    if (this.#state.text.tailRows > 0 && this.#env.clock() >= this.#roomAgainAt) this.#foldNow()
  }

  #foldNow(): void {
    if (this.#folding || this.#condition !== 'open' || this.#env.clock() < this.#foldAgainAt) return
    this.#folding = this.#fold()
      .catch((error: unknown) => {
        this.#foldAgainAt = this.#env.clock() + this.#env.limits.foldRetryMs
        this.#env.logger.error({ err: error, draftId: this.draftId }, 'a snapshot could not be made')
      })
      .finally(() => {
        this.#folding = null
        this.#foldWhenLong(this.#env.limits.tailRows)
      })
  }

  #isLong(rows: number): boolean {
    const { tailRows, tailBytes, snapshotBytes } = this.#state.text
    return tailRows > Math.max(rows, snapshotBytes >> 10) || tailBytes > Math.max(this.#env.limits.tailBytes, snapshotBytes)
  }

  async #fold(): Promise<void> {
    const { text } = this.#state
    const start = performance.now()
    const fold = await this.#env.folder.fold(text.foldable())
    // Another server may have put the same rows away: the next snapshot is read from there.
    if (!(await this.#env.log.fold(this.draftId, fold))) {
      this.#foldAgainAt = this.#env.clock() + this.#env.limits.foldRetryMs
      return this.overtaken()
    }
    this.#roomAgainAt = this.#env.clock() + this.#env.limits.roomMs
    this.#env.measurements.folded(performance.now() - start)
    if (text === this.#state.text) {
      text.folded({ seq: fold.last, update: fold.snapshot, knowledge: fold.knowledge }, fold.segment.length)
    }
  }

  #recoverLater(): void {
    setTimeout(() => void this.#recover(), this.#env.limits.retryMs).unref()
  }

  async #recover(): Promise<void> {
    try {
      await this.#env.log.checkWritable(this.#env.clock())
      await this.#readAnew()
      this.#env.logger.info({ draftId: this.draftId }, 'the draft can be written again')
    } catch (error) {
      this.#env.logger.warn({ err: error, draftId: this.draftId }, 'the store still fails')
      this.#recoverLater()
    }
  }

  /** Goes on from what the store really holds, which may be more than it confirmed; everyone is asked for what it lacks. */
  async #readAnew(): Promise<void> {
    const seen = this.known
    const stored = await this.#env.log.load(this.draftId)
    if (!stored) throw new Error('The draft has no log any more.')
    const unseen: LoggedUpdate[] = []
    for await (const row of this.#env.log.history(this.draftId, seen)) if (row.seq <= stored.seq) unseen.push(row)
    const waiting = this.#undecided.splice(0)
    this.#state.closeGate()
    this.#state = this.#readState(stored)
    this.#condition = 'open'
    this.#behind = false
    for (const { update } of unseen) for (const connection of this.connections) connection.send(messages.update(update))
    const ask = messages.step1(this.#state.stateVector())
    for (const connection of this.connections) connection.send(ask)
    for (const { writer, index } of waiting) writer.withdraw(index)
    for (const write of waiting) this.#take(write)
    for (const { writer } of waiting) writer.acknowledge()
  }
}

/** More bytes than this are left to the log: a channel carries every draft's events. */
const MAX_EVENT_BYTES = 256 << 10

const rowsEvent = (rows: readonly LoggedUpdate[]): DraftEvent => ({
  kind: 'rows',
  rows: rows.reduce((bytes, { update }) => bytes + update.length, 0) > MAX_EVENT_BYTES ? [] : rows,
})

type Published = Undecided & { readonly row: NewUpdate }

/** Null when the bytes are no state vector. */
function decodeStateVector(bytes: Uint8Array): Map<number, number> | null {
  try {
    return Y.decodeStateVector(bytes)
  } catch {
    return null
  }
}
