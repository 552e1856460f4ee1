import * as Y from 'yjs'
import { TEXT_ROOT } from '@travaux/shared/protocol'
import type { LoggedUpdate, Snapshot, StoredDraft } from '../store/draft-log.ts'
import type { IdRange } from './update-shape.ts'
import { messages } from './messages.ts'

const NOTHING = new Uint8Array([0, 0])

/** What is committed of a draft, as bytes: the snapshot and the rows behind it. A document is made of it only for a moment. */
export class StoredText {
  #snapshot: Snapshot | null
  #tail: LoggedUpdate[]
  #seq: number
  #merged: Uint8Array | null = null
  #joinFrames: Buffer | null = null

  constructor(stored: StoredDraft) {
    this.#snapshot = stored.snapshot
    this.#tail = [...stored.tail]
    this.#seq = stored.seq
  }

  /** The number of the last row. */
  get seq(): number {
    return this.#seq
  }

  get tailRows(): number {
    return this.#tail.length
  }

  get snapshotBytes(): number {
    return this.#snapshot?.update.length ?? 0
  }

  append(row: LoggedUpdate): void {
    this.#tail.push(row)
    this.#seq = row.seq
    this.#merged = null
    this.#joinFrames = null
  }

  /** Everything, as one update. */
  merged(): Uint8Array {
    this.#merged ??= Y.mergeUpdates([NOTHING, ...this.#updates()])
    return this.#merged
  }

  /**
   * Everything for someone who has nothing, as frames that all joiners share: the snapshot as it lies, then the rest in the
   * step 2 after which the client calls itself synced.
   */
  joinFrames(): Buffer {
    this.#joinFrames ??= Buffer.concat([
      ...(this.#snapshot ? [messages.update(this.#snapshot.update)] : []),
      messages.step2(Y.mergeUpdates([NOTHING, ...this.#tail.map(({ update }) => update)])),
    ])
    return this.#joinFrames
  }

  /** What is deleted, including what Yjs deletes by itself. */
  deletes(): IdRange[] {
    return withDocument(this.#updates(), (doc) => {
      const ranges: IdRange[] = []
      for (const [client, items] of Y.createDeleteSetFromStructStore(doc.store).clients)
        for (const { clock, len } of items) ranges.push({ client, clock, length: len })
      return ranges
    })
  }

  /** Makes one snapshot of everything and relies on it, once its bytes have proved to hold the same document. */
  compact(): Snapshot {
    const update = withDocument(this.#updates(), (doc) => {
      const bytes = Y.encodeStateAsUpdate(doc)
      withDocument([bytes], (copy) => requireSame(doc, copy))
      return bytes
    })
    this.#snapshot = { seq: this.#seq, update }
    this.#tail = []
    this.#merged = update
    this.#joinFrames = null
    return this.#snapshot
  }

  #updates(): Uint8Array[] {
    const rows = this.#tail.map(({ update }) => update)
    return this.#snapshot ? [this.#snapshot.update, ...rows] : rows
  }
}

/** Reads from a document that holds these updates, and throws it away. */
function withDocument<T>(updates: readonly Uint8Array[], read: (doc: Y.Doc) => T): T {
  const doc = new Y.Doc()
  try {
    doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update)))
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) throw new Error('The stored text has a hole.')
    return read(doc)
  } finally {
    doc.destroy()
  }
}

function requireSame(doc: Y.Doc, copy: Y.Doc): void {
  const same =
    Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(copy)) &&
    doc.getXmlFragment(TEXT_ROOT).toJSON() === copy.getXmlFragment(TEXT_ROOT).toJSON()
  if (!same) throw new Error('A snapshot does not hold the document that it was made of.')
}
