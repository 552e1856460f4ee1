import type * as Y from 'yjs'
import { RECORDS_ROOT } from '../protocol/index.ts'
import { authorOf } from '../model/index.ts'
import { PROPOSED_ATTRIBUTES, recordKey, type RecordChanges, type Records, type SuggestionRecord } from '../suggest/index.ts'

/** What is proposed about whole blocks of a draft, in one order for all copies. What is no record is left out: the server lets none in. */
export function readRecords(doc: Y.Doc): Records {
  const records = new Map<string, SuggestionRecord>()
  const map = doc.getMap(RECORDS_ROOT)
  for (const key of [...map.keys()].sort()) {
    const record = recordOf(key, map.get(key))
    if (record) records.set(key, record)
  }
  return records
}

export function writeRecords(doc: Y.Doc, { set, remove }: RecordChanges): void {
  if (set.length + remove.length === 0) return
  const map = doc.getMap(RECORDS_ROOT)
  doc.transact(() => {
    for (const key of remove) map.delete(key)
    for (const record of set) map.set(recordKey(record), record)
  })
}

const COMMON = ['at', 'id', 'op', 'target', 'user']
const FIELDS: Record<SuggestionRecord['op'], readonly string[]> = {
  delete: COMMON,
  join: COMMON,
  move: [...COMMON, 'to'],
  set: [...COMMON, 'attribute', 'value'],
}
/** An eId or number is never as long as this. */
const MAX_LENGTH = 300

/** The value under a key as a record; null when it is none, or says more or other than its key. */
export function recordOf(key: string, value: unknown): SuggestionRecord | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const found = value as Record<string, unknown>
  const fields = FIELDS[found['op'] as SuggestionRecord['op']] as readonly string[] | undefined
  if (!fields || Object.keys(found).length !== fields.length || !fields.every((field) => isPlain(found[field]))) return null
  const { id, user, at, target } = found
  if (typeof id !== 'string' || typeof target !== 'string' || user !== authorOf(id)) return null
  if (typeof at !== 'number' || !Number.isSafeInteger(at) || at < 0) return null
  if (found['op'] === 'move' && typeof found['to'] !== 'string') return null
  if (found['op'] === 'set' && !PROPOSED_ATTRIBUTES.some((attribute) => attribute === found['attribute'])) return null
  const record = found as unknown as SuggestionRecord
  return recordKey(record) === key ? record : null
}

const isPlain = (value: unknown): boolean =>
  value === null || typeof value === 'number' || (typeof value === 'string' && value.length <= MAX_LENGTH)
