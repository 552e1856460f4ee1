import * as Y from 'yjs'
import type { IdRange } from './id-map.ts'

/** Words with the ids of their characters. */
export interface Words {
  readonly text: string
  readonly ids: readonly IdRange[]
}

/** What an update did between two characters that stay. */
export interface Gap {
  readonly parent: Y.XmlText
  /** Characters that came with the update. */
  readonly fresh: Words
  /** Characters that went with it. */
  readonly dying: Words
  /** Characters that were gone before. */
  readonly dead: Words
}

/** A transaction with what was there before it. */
export class Moment {
  readonly transaction: Y.Transaction

  constructor(transaction: Y.Transaction) {
    this.transaction = transaction
  }

  isNew({ id }: Y.Item): boolean {
    return id.clock >= (this.transaction.beforeState.get(id.client) ?? 0)
  }

  isDying(item: Y.Item): boolean {
    return item.deleted && !this.isNew(item) && Y.isDeleted(this.transaction.deleteSet, item.id)
  }

  /** Whether it was there, before the transaction. */
  wasAlive(item: Y.Item): boolean {
    return !this.isNew(item) && (!item.deleted || this.isDying(item))
  }

  /** Everything that came with the transaction, in the order of each client's clock. */
  *news(): Generator<Y.Item> {
    const { doc, beforeState } = this.transaction
    for (const [client, structs] of doc.store.clients) {
      const before = beforeState.get(client) ?? 0
      const last = structs.at(-1)!
      if (last.id.clock + last.length <= before) continue
      for (let at = Y.findIndexSS(structs, before); at < structs.length; at++) {
        const struct = structs[at]
        if (struct instanceof Y.Item) yield struct
      }
    }
  }

  /** Everything that was there and went with the transaction. */
  dying(): Y.Item[] {
    const items: Y.Item[] = []
    Y.iterateDeletedStructs(this.transaction, this.transaction.deleteSet, (struct) => {
      if (struct instanceof Y.Item && !this.isNew(struct)) items.push(struct)
    })
    return items
  }
}

/** Where an update put words or took some, each place once. */
export function gapsOf(moment: Moment, changed: readonly Y.Item[]): Gap[] {
  const seen = new Set<Y.Item>()
  const gaps: Gap[] = []
  const stays = (item: Y.Item) => item.content instanceof Y.ContentString && !item.deleted && !moment.isNew(item)
  for (const item of changed) {
    if (!(item.content instanceof Y.ContentString) || !(item.parent instanceof Y.XmlText) || seen.has(item)) continue
    let first = item
    while (first.left && !stays(first.left)) first = first.left
    const [fresh, dying, dead] = [new Collected(), new Collected(), new Collected()]
    for (let one: Y.Item | null = first; one && !stays(one); one = one.right) {
      seen.add(one)
      if (moment.isNew(one)) {
        if (!one.deleted) fresh.add(one)
      } else (moment.isDying(one) ? dying : dead).add(one)
    }
    gaps.push({ parent: item.parent, fresh, dying, dead })
  }
  return gaps
}

export const NO_WORDS: Words = { text: '', ids: [] }

/** All words of a text as it stands. */
export function wordsOf(text: Y.XmlText): Words {
  const words = new Collected()
  for (let item = text._start; item; item = item.right) if (!item.deleted) words.add(item)
  return words
}

class Collected implements Words {
  text = ''
  readonly ids: IdRange[] = []

  add({ content, id, length }: Y.Item): void {
    if (!(content instanceof Y.ContentString)) return
    this.text += content.str
    this.ids.push({ client: id.client, clock: id.clock, length })
  }
}
