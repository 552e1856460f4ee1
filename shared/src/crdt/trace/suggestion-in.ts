import * as Y from 'yjs'
import { readStamp } from '../../model/index.ts'
import { splitFormat } from '../formats.ts'
import { recordOf } from '../records.ts'

/** The id of the suggestion that an item is part of: a mark's, a proposed block's or a record's. */
export function suggestionIn({ content, parentSub }: Y.Item): string | null {
  if (content instanceof Y.ContentFormat) {
    const { name, id } = splitFormat(content.key)
    return name === 'insertion' || name === 'deletion' ? id : null
  }
  if (parentSub === null || !(content instanceof Y.ContentAny)) return null
  const value: unknown = content.arr.at(-1)
  if (parentSub === 'sug') return readStamp(value)?.id ?? null
  return recordOf(parentSub, value)?.id ?? null
}
