import * as Y from 'yjs'
import { Gate } from '@travaux/shared/crdt'
import { can, type RefusalReason, type Role } from '@travaux/shared/protocol'
import type { LoggedUpdate, NewUpdate, StoredDraft } from '../store/draft-log.ts'
import { breaksDraft } from './draft-structure.ts'
import type { SyncEnvironment } from './environment.ts'
import { knowledgeOf } from './fold.ts'
import { Knowledge } from './knowledge.ts'
import { StoredText } from './stored-text.ts'
import { readShape, type UpdateShape } from './update-shape.ts'
import type { Write, Writer } from './writer.ts'

/** Client ids that wrote a draft's first update belong to nobody: nobody may go on with them. */
const NOBODY = ''

/**
 * What becomes of an update. Without a row it brings nothing new; `proven` where only the draft as it is now makes it allowed;
 * `movesAgain` where a block may stand twice afterwards.
 */
export type Verdict =
  | { readonly refused: RefusalReason }
  | { readonly refused: null; readonly row: NewUpdate | null; readonly proven: boolean; readonly movesAgain: boolean }

const NOTHING_NEW: Verdict = { refused: null, row: null, proven: false, movesAgain: false }

/**
 * A block may be moved in two writes: cut and then pasted, deleted and then brought back by undo. Two people who do so at the same
 * moment are known by a write that deletes what is gone; so many blocks that come afterwards, within so many milliseconds, may be the
 * second of two.
 */
const BLOCKS_IN_DOUBT = 8
const DOUBT = 10 * 60_000

/** What the server knows of a draft: the text that is stored, what may build on it, and whose each client id is. */
export class DraftState {
  readonly text: StoredText
  readonly #draftId: string
  readonly #env: SyncEnvironment
  readonly #knowledge: Knowledge
  readonly #owners: Map<number, string>
  /** Accepted updates that wait for their commit, in order. */
  readonly #waiting: () => Uint8Array[]
  /** Holds the draft as a document while someone suggests; null when it has to be made first. */
  #gate: Gate | null = null
  #doubts = { blocks: 0, until: 0 }

  /** Throws when the stored updates do not fit together: such a draft is not opened, let alone overwritten. */
  constructor(draftId: string, stored: StoredDraft, env: SyncEnvironment, waiting: () => Uint8Array[]) {
    this.#draftId = draftId
    this.#env = env
    this.#waiting = waiting
    this.#knowledge = stored.snapshot
      ? (Knowledge.decode(stored.snapshot.knowledge) ?? knowledgeOf(stored.snapshot.update))
      : new Knowledge()
    this.#read(stored)
    this.text = new StoredText(stored)
    this.#owners = new Map(stored.clientOwners)
    for (const client of this.#knowledge.clients) if (!this.#owners.has(client)) this.#owners.set(client, NOBODY)
  }

  stateVector(): Uint8Array {
    return this.#knowledge.stateVector()
  }

  /** What is stored and what waits for its commit. */
  everything(): Uint8Array {
    return Y.mergeUpdates([this.text.merged(), ...this.#waiting()])
  }

  /** Whether the update may be stored, and as what. What is accepted is known from now on. */
  judge(writer: Writer, { update, step2 }: Write): Verdict {
    const { limits } = this.#env
    const read = readShape(update, limits.structs)
    if (!read.ok) return { refused: read.reason }
    const { role } = writer.joiner
    if (!can(role, 'suggest')) return this.#bringsNothing(writer, read.shape) ? NOTHING_NEW : { refused: 'role' }
    const now = this.#env.clock()
    const assessment = this.#knowledge.assess(read.shape, limits.depth, (place, struct) => breaksDraft(place, struct, now))
    if (!assessment.ok) return { refused: assessment.reason }
    // Whoever comes back tells of everything deleted again, and has moved nothing by it.
    if (assessment.deletesAgain && !assessment.names && !step2 && can(role, 'edit'))
      this.#doubts = { blocks: BLOCKS_IN_DOUBT, until: now + DOUBT }
    if (!assessment.news) return NOTHING_NEW
    const userId = writer.person.id
    if (assessment.writers.some((client) => (this.#owners.get(client) ?? userId) !== userId)) return { refused: 'foreign-client' }
    // What the draft knows already is left out: a second version of it could be taken for the first when updates are merged.
    const news = assessment.repeats ? Y.diffUpdate(update, this.#knowledge.stateVector()) : new Uint8Array(update)
    if (assessment.writers.length > 0 && this.#isFull(news)) return { refused: 'full' }
    const proven = mustBeProven(role)
    if (proven && !this.#onlySuggests(writer, news)) return { refused: 'not-a-suggestion' }
    if (!proven) this.#gate?.learn(news)
    assessment.learn()
    const movesAgain = assessment.names && (assessment.deletesAgain || this.#isInDoubt(now))
    return { refused: null, row: this.#newRow(news, userId, assessment.writers), proven, movesAgain }
  }

  /** Takes a row that another server has stored. Throws when it does not fit. */
  learn(row: LoggedUpdate): void {
    const writers = this.#learnRow(row)
    for (const client of writers) if (!this.#owners.has(client)) this.#owners.set(client, row.userId)
    this.#gate?.learn(row.update)
    this.text.append(row)
  }

  closeGate(): void {
    this.#gate?.destroy()
    this.#gate = null
  }

  #read({ snapshot, tail }: StoredDraft): void {
    let seq = snapshot?.seq ?? 0
    for (const row of tail) {
      if (row.seq !== ++seq) throw new Error(`Row ${seq} of the log is missing.`)
      this.#learnRow(row)
    }
  }

  #learnRow({ seq, update }: { readonly seq: number; readonly update: Uint8Array }): readonly number[] {
    const read = readShape(update, Infinity)
    const assessment = read.ok ? this.#knowledge.assess(read.shape, Infinity) : read
    if (!assessment.ok) throw new Error(`The stored text does not fit together at row ${seq}: ${assessment.reason}.`)
    assessment.learn()
    return assessment.writers
  }

  /** Whether the draft would exceed its quota with this. */
  #isFull(update: Uint8Array): boolean {
    const { draftBytes, historyBytes } = this.#env.limits
    if (this.text.historyBytes > historyBytes) return true
    const stored = this.text.bytes + update.length
    // Normally nothing like it: what waits for its commit is then not counted.
    return stored > draftBytes / 2 && this.#waiting().reduce((sum, { length }) => sum + length, stored) > draftBytes
  }

  /** Whether a reviewer's update leaves the draft as it is. A refused one costs what a whole-text request does. */
  #onlySuggests(writer: Writer, update: Uint8Array): boolean {
    this.#gate ??= new Gate(this.everything())
    const passed = this.#gate.check(update, writer.person.id)
    if (passed.ok) return true
    this.closeGate()
    writer.charge(this.#env.limits.wholeTextTokens)
    this.#env.logger.info({ draftId: this.#draftId, userId: writer.person.id, why: passed.why }, 'a suggestion was refused')
    return false
  }

  /** Whether a block that comes now may be one that somebody else has brought already; a doubt is used up by it. */
  #isInDoubt(now: number): boolean {
    const { blocks, until } = this.#doubts
    if (blocks === 0 || now >= until) return false
    this.#doubts = { blocks: blocks - 1, until }
    return true
  }

  #newRow(update: Uint8Array, userId: string, writers: readonly number[]): NewUpdate {
    const newClients = writers.filter((client) => !this.#owners.has(client))
    for (const client of newClients) this.#owners.set(client, userId)
    return { userId, at: this.#env.clock(), update, newClients }
  }

  /** A reader's step 2 after a reconnection tells of deletions again, also of those that Yjs made by itself. */
  #bringsNothing(writer: Writer, shape: UpdateShape): boolean {
    if (this.#knowledge.hasNewStructs(shape)) return false
    if (!this.#knowledge.hasNewDeletes(shape) || this.#knowledge.deletesOnlyFormats(shape)) return true
    writer.charge(this.#env.limits.wholeTextTokens)
    this.#knowledge.learnDeletes(this.text.deletes())
    return !this.#knowledge.hasNewDeletes(shape)
  }
}

/** Whether someone with this role writes, but only what has been proven to leave the draft as it is. */
export const mustBeProven = (role: Role): boolean => can(role, 'suggest') && !can(role, 'edit')
