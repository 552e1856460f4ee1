import * as Y from 'yjs'
import type { LoggedUpdate, Snapshot, StoredDraft } from '../store/draft-log.ts'
import type { Foldable } from './fold.ts'
import { messages } from './messages.ts'
import type { IdRange } from './update-shape.ts'
import { withDocument } from './with-document.ts'

const NOTHING = new Uint8Array([0, 0])
/** Rows merged into one piece for those who join. Merging is superlinear: 8,000 rows at once take 1.7 s, so few 5 µs each. */
const ROWS_A_PIECE = 64

/** A single one, as the whole text of a new draft is, needs no reading. */
const mergeParts = (parts: readonly Uint8Array[]): Uint8Array =>
  parts.length > 1 ? Y.mergeUpdates([...parts]) : (parts[0] ?? NOTHING)

const bytesOf = (rows: readonly LoggedUpdate[]): number => rows.reduce((sum, { update }) => sum + update.length, 0)

/** What is committed of a draft, as bytes: the snapshot and the rows behind it. A document is made of it only for a moment. */
export class StoredText {
  #snapshot: Snapshot | null
  #snapshotFrame: Buffer | null = null
  #tail: LoggedUpdate[]
  #seq: number
  #tailBytes: number
  #historyBytes: number
  /** The first rows of the tail, merged `ROWS_A_PIECE` at a time. */
  #pieces: Uint8Array[] = []
  #merged: Uint8Array | null = null
  #joinFrames: readonly Buffer[] | null = null

  constructor(stored: StoredDraft) {
    this.#snapshot = stored.snapshot
    this.#tail = [...stored.tail]
    this.#seq = stored.seq
    this.#tailBytes = bytesOf(this.#tail)
    this.#historyBytes = stored.historyBytes
  }

  /** The number of the last row. */
  get seq(): number {
    return this.#seq
  }

  get tailRows(): number {
    return this.#tail.length
  }

  get bytes(): number {
    return this.#tailBytes + this.snapshotBytes
  }

  get tailBytes(): number {
    return this.#tailBytes
  }

  /** What the rows that have been put away take. */
  get historyBytes(): number {
    return this.#historyBytes
  }

  get snapshotBytes(): number {
    return this.#snapshot?.update.length ?? 0
  }

  append(row: LoggedUpdate): void {
    this.#tail.push(row)
    this.#tailBytes += row.update.length
    this.#seq = row.seq
    this.#merged = null
    this.#joinFrames = null
  }

  /** Everything, as one update. */
  merged(): Uint8Array {
    this.#merged ??= mergeParts(this.#parts())
    return this.#merged
  }

  /**
   * Everything for someone who has nothing, as frames that all joiners share: the snapshot as it lies, then the rest, and at last
   * the step 2 after which the client calls itself synced.
   */
  joinFrames(): readonly Buffer[] {
    this.#joinFrames ??= this.#framed()
    return this.#joinFrames
  }

  /** Lets go of what is only kept because more people may join at the same time: as much as the text itself takes. */
  forgetJoinFrames(): void {
    this.#joinFrames = null
    this.#snapshotFrame = null
    if (this.#tail.length > 0) this.#merged = null
  }

  /** Everything that this state vector lacks. */
  framesFor(stateVector: Uint8Array): Buffer[] {
    const missing = this.#parts().map((part) => Y.diffUpdate(part, stateVector))
    const last = missing.pop() ?? NOTHING
    return [...missing.filter((update) => update.length > NOTHING.length).map(messages.update), messages.step2(last)]
  }

  /** What is deleted, including what Yjs deletes by itself. */
  deletes(): IdRange[] {
    return withDocument(this.#parts(), (doc) => {
      const ranges: IdRange[] = []
      for (const [client, items] of Y.createDeleteSetFromStructStore(doc.store).clients)
        for (const { clock, len } of items) ranges.push({ client, clock, length: len })
      return ranges
    })
  }

  foldable(): Foldable {
    return { snapshot: this.#snapshot?.update ?? null, tail: [...this.#tail] }
  }

  /** The rows up to this snapshot have been put away, into so many bytes. */
  folded(snapshot: Snapshot, segmentBytes: number): void {
    this.#snapshot = snapshot
    this.#snapshotFrame = null
    this.#tail = this.#tail.filter(({ seq }) => seq > snapshot.seq)
    this.#tailBytes = bytesOf(this.#tail)
    this.#historyBytes += segmentBytes
    this.#pieces = []
    this.#merged = null
    this.#joinFrames = null
  }

  #framed(): Buffer[] {
    const parts = this.#parts()
    if (this.#snapshot) {
      this.#snapshotFrame ??= messages.update(this.#snapshot.update)
      parts.shift()
    }
    const last = parts.pop() ?? NOTHING
    return [...(this.#snapshotFrame ? [this.#snapshotFrame] : []), ...parts.map(messages.update), messages.step2(last)]
  }

  /** The snapshot and the tail in pieces, the last of which still grows. */
  #parts(): Uint8Array[] {
    const rows = (from: number) => this.#tail.slice(from, from + ROWS_A_PIECE).map(({ update }) => update)
    while ((this.#pieces.length + 1) * ROWS_A_PIECE <= this.#tail.length)
      this.#pieces.push(Y.mergeUpdates(rows(this.#pieces.length * ROWS_A_PIECE)))
    const rest = rows(this.#pieces.length * ROWS_A_PIECE)
    return [...(this.#snapshot ? [this.#snapshot.update] : []), ...this.#pieces, ...(rest.length > 0 ? [mergeParts(rest)] : [])]
  }
}
