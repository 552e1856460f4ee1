import { setImmediate as nextTurn } from 'node:timers/promises'
import * as Y from 'yjs'
import { recordOf, splitFormat } from '@travaux/shared/crdt'
import { readStamp } from '@travaux/shared/model'
import type { Authored, DraftLog } from '../store/draft-log.ts'

/** Documents with their whole history are ten times their text; those asked for last are kept. */
const KEPT_DRAFTS = 4
/** Updates replayed before the server does something else: about 10 ms. */
const SLICE = 100

/** Replays logs to find who last changed each block, and goes on from there when the log has grown. */
export class AuthorshipCache {
  readonly #log: DraftLog
  readonly #replays = new Map<string, Replay>()

  constructor(log: DraftLog) {
    this.#log = log
  }

  /** By eId: who changed the block last, and when. The draft's first update is nobody's change. */
  async of(draftId: string): Promise<ReadonlyMap<string, Authored>> {
    return new Map((await this.#replayed(draftId)).authors)
  }

  /** By suggestion: when its first update was stored. */
  async suggestedAt(draftId: string): Promise<ReadonlyMap<string, number>> {
    return new Map((await this.#replayed(draftId)).suggestedAt)
  }

  async #replayed(draftId: string): Promise<Replay> {
    const replay = this.#replays.get(draftId) ?? new Replay()
    this.#replays.delete(draftId)
    this.#replays.set(draftId, replay)
    const [oldest] = this.#replays.keys()
    if (this.#replays.size > KEPT_DRAFTS && oldest !== undefined) this.#replays.delete(oldest)
    await replay.continue(this.#log, draftId)
    return replay
  }
}

class Replay {
  /** Without garbage collection, so that a deleted block still tells its eId. */
  readonly #doc = new Y.Doc({ gc: false })
  readonly #eIds = new WeakMap<object, string>()
  readonly authors = new Map<string, Authored>()
  readonly suggestedAt = new Map<string, number>()
  #touched = new Set<string>()
  #seq = 0
  /** Of the update that is being replayed. */
  #at = 0
  #running: Promise<unknown> = Promise.resolve()

  constructor() {
    this.#doc.on('afterTransaction', (transaction) => {
      const items = changedItems(transaction)
      for (const item of items) this.#learnEId(item)
      for (const item of items) this.#noteSuggestion(item)
      for (const item of items) this.#noteBlock(item)
    })
  }

  /** One replay at a time; a failed one is started again from where it was. */
  continue(log: DraftLog, draftId: string): Promise<void> {
    const next = this.#running.catch(() => null).then(() => this.#replay(log, draftId))
    this.#running = next
    return next
  }

  async #replay(log: DraftLog, draftId: string): Promise<void> {
    for await (const { seq, update, userId, at } of log.history(draftId, this.#seq)) {
      this.#touched = new Set()
      this.#at = at
      Y.applyUpdate(this.#doc, update)
      if (seq > 1) for (const eId of this.#touched) this.authors.set(eId, { userId, at })
      this.#seq = seq
      if (seq % SLICE === 0) await nextTurn()
    }
  }

  /** Kept aside, because a deleted element does not tell its attributes any more. */
  #learnEId(item: Y.Item): void {
    if (item.parentSub !== 'eId' || item.parent === null) return
    const value: unknown = item.content.getContent().at(-1)
    if (typeof value === 'string' && value !== '') this.#eIds.set(item.parent, value)
  }

  #noteSuggestion(item: Y.Item): void {
    const id = suggestionIn(item)
    if (id !== null && !this.suggestedAt.has(id)) this.suggestedAt.set(id, this.#at)
  }

  /** The block that the item is, or else the nearest that it is in. */
  #noteBlock(item: Y.Item): void {
    let type: unknown = item.content instanceof Y.ContentType ? item.content.type : item.parent
    while (type instanceof Y.AbstractType) {
      const eId = this.#eIds.get(type)
      if (eId !== undefined) return void this.#touched.add(eId)
      type = type.parent
    }
  }
}

/** What a transaction inserted and deleted. */
function changedItems(transaction: Y.Transaction): Y.Item[] {
  const items: Y.Item[] = []
  const add = (struct: unknown) => {
    if (struct instanceof Y.Item) items.push(struct)
  }
  for (const [client, structs] of transaction.doc.store.clients) {
    const before = transaction.beforeState.get(client) ?? 0
    for (let at = structs.length - 1; at >= 0 && structs[at]!.id.clock >= before; at--) add(structs[at])
  }
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, add)
  return items
}

/** The id of the suggestion that an item is part of: a mark's, a proposed block's or a record's. */
function suggestionIn({ content, parentSub }: Y.Item): string | null {
  if (content instanceof Y.ContentFormat) {
    const { name, id } = splitFormat(content.key)
    return name === 'insertion' || name === 'deletion' ? id : null
  }
  if (parentSub === null || !(content instanceof Y.ContentAny)) return null
  const value: unknown = content.arr.at(-1)
  if (parentSub === 'sug') return readStamp(value)?.id ?? null
  return recordOf(parentSub, value)?.id ?? null
}
