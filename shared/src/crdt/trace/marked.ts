import * as Y from 'yjs'
import { splitFormat } from '../formats.ts'

/** Formats that say how words look. */
const LOOKS = new Set(['strong', 'em', 'noteRef'])

/** A run of characters with what holds there. */
export interface MarkedItem {
  readonly item: Y.Item
  /** Under a suggestion to insert. */
  readonly inserted: boolean
  /** The suggestion to delete it, if any. */
  readonly deletion: string | null
  /** The formats that say how it looks. */
  readonly looks: readonly Y.Item[]
}

/** The characters of a text that `exists` lets through, in order, under the formats that it lets through. */
export function* markedItems(text: Y.XmlText, exists: (item: Y.Item) => boolean): Generator<MarkedItem> {
  const formats = new Map<string, Y.Item>()
  for (let item = text._start; item !== null; item = item.right) {
    if (!exists(item)) continue
    if (item.content instanceof Y.ContentFormat) {
      const { key, value } = item.content
      if (value === null) formats.delete(key)
      else formats.set(key, item)
    } else if (item.content instanceof Y.ContentString) {
      const keys = [...formats.keys()].map(splitFormat)
      yield {
        item,
        inserted: keys.some(({ name }) => name === 'insertion'),
        deletion: keys.find(({ name }) => name === 'deletion')?.id ?? null,
        looks: [...formats].filter(([key]) => LOOKS.has(key)).map(([, format]) => format),
      }
    }
  }
}

export const isThere = (item: Y.Item): boolean => !item.deleted

/** Whether an item is a mark of a suggestion. */
export function isSuggestionMark({ content }: Y.Item): boolean {
  if (!(content instanceof Y.ContentFormat)) return false
  const { name } = splitFormat(content.key)
  return name === 'insertion' || name === 'deletion'
}
