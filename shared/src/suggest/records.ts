import type { Node } from 'prosemirror-model'
import { authorOf, type Stamp } from '../model/index.ts'

/** What may be proposed of a block's label. */
export const PROPOSED_ATTRIBUTES = ['number', 'form', 'level', 'rank'] as const
export type ProposedAttribute = (typeof PROPOSED_ATTRIBUTES)[number]

/**
 * A proposal about a whole block, kept beside the text and drawn over it. `target` is the block's eId.
 *
 * | op | proposes |
 * |---|---|
 * | delete | the block goes, an article with everything in it |
 * | join | its paragraph mark goes: it takes the words of the block after it |
 * | move | it goes to where the proposed block `to` stands |
 * | set | its number, level… becomes `value` |
 */
export type SuggestionRecord = Stamp & { readonly target: string } & (
    | { readonly op: 'delete' | 'join' }
    | { readonly op: 'move'; readonly to: string }
    | { readonly op: 'set'; readonly attribute: ProposedAttribute; readonly value: string | number | null }
  )

/** By `recordKey`. */
export type Records = ReadonlyMap<string, SuggestionRecord>

/** The name a record is kept under: it begins with its author, and says what it proposes about what, so that no two say the same. */
export function recordKey(record: SuggestionRecord): string {
  const { id, op, target } = record
  return [id, op, target, ...(record.op === 'set' ? [record.attribute] : [])].join(' ')
}

/** The author of the record kept under this key; null when it is no key. */
export const keyAuthor = (key: string): string | null => authorOf(key.split(' ', 1)[0]!)

/** A draft with what is proposed in it. */
export interface SuggestedDraft {
  readonly doc: Node
  readonly records: Records
}

/** What has to be changed among the records. */
export interface RecordChanges {
  readonly set: readonly SuggestionRecord[]
  /** Keys. */
  readonly remove: readonly string[]
}

export const NO_RECORDS: Records = new Map()
export const NO_RECORD_CHANGES: RecordChanges = { set: [], remove: [] }

/** The records after the changes. */
export function withChanges(records: Records, { set, remove }: RecordChanges): Records {
  if (set.length + remove.length === 0) return records
  const changed = new Map(records)
  for (const key of remove) changed.delete(key)
  for (const record of set) changed.set(recordKey(record), record)
  return changed
}
