import { markOfFormat, recordOf, splitFormat } from '@travaux/shared/crdt'
import { sheetSchema } from '@travaux/shared/amendment'
import { DIVISION_RANKS, MAX_LEVEL, readStamp, schema } from '@travaux/shared/model'
import { AMENDMENTS, RECORDS, TEXT, type Place } from './place.ts'
import type { Content, Struct } from './update-shape.ts'

/** Characters of an eId, number or label form: the longest real one has about a hundred. */
const MAX_ATTRIBUTE = 300

type NodeType = typeof schema.topNodeType

/** No element has the same name in both: where it stands, and so which schema speaks of it, is told by its name. */
const TYPES: Readonly<Record<string, NodeType>> = { ...sheetSchema.nodes, ...schema.nodes }

/**
 * A suggestion says when it was made by its author's clock, which nobody is shown (they are shown the log's time): a clock in a wrong
 * time zone must cost nobody their words, and one set years ahead must not outlast everything in the draft.
 */
const MAX_AHEAD_MS = 24 * 3_600_000

/**
 * Whether something that is about to stand at a place is no part of a draft: told from the update itself, without a document, in
 * about a microsecond. An editor deletes what its schema does not know, together with what it stands in, so nothing of that kind
 * may reach one. Why not, or null.
 */
export function breaksDraft(place: Place, { kind, content }: Struct, now: number): string | null {
  if (kind !== 'item' || content.kind === 'nothing' || place.inside === null) return null
  if (timeIn(place.key, content) > now + MAX_AHEAD_MS) return 'It says that it was suggested in a time to come.'
  if (content.kind === 'foreign') return 'It holds something that is neither words nor a provision.'
  switch (place.inside) {
    case TEXT:
      return place.key === null && isBlock(schema.topNodeType, content)
        ? null
        : 'What it adds to the text is no block of a draft.'
    case AMENDMENTS:
      return place.key === null && isBlock(sheetSchema.topNodeType, content) ? null : 'What it adds is no amendment.'
    case RECORDS:
      return isRecord(place.key, content) ? null : 'What it proposes about a block makes no sense.'
    case 'words':
      return place.key === null && isWords(content) ? null : 'It holds something between words that is no format of a draft.'
    default:
      return standsInBlock(TYPES[place.inside], place.key, content)
  }
}

/** When a suggestion says that it was made, in milliseconds since the epoch; 0 where it says nothing. */
function timeIn(key: string | null, content: Content): number {
  if (content.kind === 'format') return typeof content.value === 'number' ? content.value : 0
  if (content.kind !== 'values' || key === null) return 0
  const [value] = content.values
  return (key === 'sug' ? readStamp(value)?.at : recordOf(key, value)?.at) ?? 0
}

function standsInBlock(type: NodeType | undefined, key: string | null, content: Content): string | null {
  if (!type) return 'It writes where no draft has anything.'
  if (key !== null) return isAttribute(type, key, content) ? null : `A ${type.name} has no such “${key.slice(0, 40)}”.`
  const fits = type.isTextblock ? content.kind === 'words' : isBlock(type, content)
  return fits ? null : `It puts into a ${type.name} what cannot stand there.`
}

/** Whether it is an element that may be a child of this kind of node. */
const isBlock = (parent: NodeType, content: Content): boolean =>
  content.kind === 'element' &&
  Object.hasOwn(parent.schema.nodes, content.name) &&
  parent.contentMatch.matchType(parent.schema.nodes[content.name]!) !== null

function isWords(content: Content): boolean {
  if (content.kind !== 'format') return content.kind === 'text'
  const { key, value } = content
  return value === null ? Object.hasOwn(schema.marks, splitFormat(key).name) : markOfFormat(key, value) !== null
}

const isRecord = (key: string | null, content: Content): boolean =>
  key !== null && content.kind === 'values' && content.values.length === 1 && recordOf(key, content.values[0]) !== null

function isAttribute(type: NodeType, key: string, content: Content): boolean {
  if (content.kind !== 'values' || content.values.length !== 1 || !Object.hasOwn(type.spec.attrs ?? {}, key)) return false
  const [value] = content.values
  return value === null || isAttributeValue(key, value)
}

function isAttributeValue(key: string, value: unknown): boolean {
  switch (key) {
    case 'level':
      return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_LEVEL
    case 'rank':
      return DIVISION_RANKS.some((rank) => rank === value)
    case 'sug':
      return readStamp(value) !== null
    default:
      return typeof value === 'string' && value.length <= MAX_ATTRIBUTE
  }
}
