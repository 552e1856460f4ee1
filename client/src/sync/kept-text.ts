import type { Node } from '@tiptap/pm/model'
import { blocks, blockText } from '@travaux/shared/model'
import type { RefusalReason } from '@travaux/shared/protocol'
import type { SuggestionRecord } from '@travaux/shared/suggest'
import * as idb from 'lib0/indexeddb'
import * as Y from 'yjs'
import { keepsCopies } from './kept-copies.ts'

/** What a person had written when the server refused it: set aside so that it can be copied out, until they say they have it. */
export interface KeptText {
  readonly id: string
  readonly draftId: string
  readonly personId: string
  /** ISO 8601 UTC. */
  readonly at: string
  readonly reason: RefusalReason | 'signed-out'
  /** The draft as the person saw it, line by line. */
  readonly lines: readonly KeptLine[]
  /** The same with what was proposed in it, to be proposed again; null when it was tried, or can't be. */
  readonly draft?: LostDraft | null
}

/** A draft with its suggestions, as plain data. */
export interface LostDraft {
  readonly doc: unknown
  readonly records: readonly SuggestionRecord[]
}

export interface KeptLine {
  readonly eId: string
  readonly number: string | null
  readonly text: string
}

const DATABASE = 'travaux:kept'
const STORE = 'texts'

/** Texts of this window that the browser may not or cannot store. */
const inMemory = new Map<string, KeptText>()

export const linesOf = (draft: Node): KeptLine[] =>
  blocks(draft).map((block) => ({ eId: block.eId, number: block.number, text: blockText(block) }))

/** The words of a text that is no document: whatever characters its elements hold, in order. */
export const wordsOf = (fragment: Y.XmlFragment): KeptLine[] =>
  [...fragment.createTreeWalker((type) => type instanceof Y.XmlText)].map((text) => ({
    eId: '',
    number: null,
    text: (text as Y.XmlText)
      .toDelta()
      .map(({ insert }: { insert: unknown }) => (typeof insert === 'string' ? insert : ''))
      .join(''),
  }))

/** The lines that the draft on the server does not have in these words. */
export function missingLines(kept: readonly KeptLine[], current: readonly KeptLine[]): KeptLine[] {
  const known = new Map(current.map((line) => [line.eId, line.text]))
  const words = new Set(known.values())
  const isKnown = ({ eId, text }: KeptLine) => (eId === '' ? words.has(text) : known.get(eId) === text)
  return kept.filter((line) => line.text !== '' && !isKnown(line))
}

/** Resolves when the text is safe: on disk, or in this window's memory where the device keeps nothing. */
export async function keepText(kept: KeptText): Promise<void> {
  inMemory.set(kept.id, kept)
  if (keepsCopies()) await withStore((store) => idb.put(store, kept as unknown as string, kept.id)).catch(() => {})
}

export async function keptTexts(draftId: string, personId: string): Promise<KeptText[]> {
  const stored = (await withStore((store) => idb.getAll(store)).catch(() => [])) as unknown as KeptText[]
  const all = new Map([...stored, ...inMemory.values()].map((kept) => [kept.id, kept]))
  return [...all.values()]
    .filter((kept) => kept.draftId === draftId && kept.personId === personId)
    .sort((a, b) => a.at.localeCompare(b.at))
}

export async function dropKeptText(id: string): Promise<void> {
  inMemory.delete(id)
  await withStore((store) => idb.del(store, id)).catch(() => {})
}

async function withStore<T>(use: (store: IDBObjectStore) => Promise<T>): Promise<T> {
  const database = await idb.openDB(DATABASE, (db) => idb.createStores(db, [[STORE]]))
  try {
    const [store] = idb.transact(database, [STORE])
    return await use(store!)
  } finally {
    database.close()
  }
}
