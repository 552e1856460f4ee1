import { sheetSchema } from '@travaux/shared/amendment'
import { schema } from '@travaux/shared/model'
import { AMENDMENTS_ROOT, RECORDS_ROOT, TEXT_ROOT } from '@travaux/shared/protocol'
import type { Content, Struct } from './update-shape.ts'

/** Where something stands in a draft's document, and what it is. Equal places in a list are one object. */
export interface Place {
  /** 1 in a root. 0 where it isn't known, because what it stands in is gone for good. */
  readonly depth: number
  /** The root or element it stands in: `root NAME`, the element's name, `words` for a text; null where it isn't known. */
  readonly inside: string | null
  /** The attribute or map key it is a value of; null in a list. */
  readonly key: string | null
  /** An element's name, `words` for a text, `format`; null for everything that nothing can stand in. */
  readonly self: string | null
}

export const TEXT = `root ${TEXT_ROOT}`
export const RECORDS = `root ${RECORDS_ROOT}`
export const AMENDMENTS = `root ${AMENDMENTS_ROOT}`
const FOREIGN = 'foreign'

const ROOTS: ReadonlyMap<string, string> = new Map([
  [TEXT_ROOT, TEXT],
  [RECORDS_ROOT, RECORDS],
  [AMENDMENTS_ROOT, AMENDMENTS],
])

/** As many as there are kinds of nodes and depths: what a client makes up is called foreign. */
const places = new Map<string, Place>()

function place(depth: number, inside: string, key: string | null, self: string | null): Place {
  if (key !== null) return { depth, inside, key, self }
  const name = `${depth} ${inside} ${self}`
  let known = places.get(name)
  if (!known) places.set(name, (known = { depth, inside, key: null, self }))
  return known
}

/** A place that was written down elsewhere: equal ones become one object again. */
export const placeFrom = ({ depth, inside, key, self }: Place): Place =>
  inside === null ? UNKNOWN_PLACE : place(depth, inside, key, self)

/** What Yjs throws away as it comes. */
export const UNKNOWN_PLACE: Place = { depth: 0, inside: null, key: null, self: 'gone' }

export function placeInRoot(root: string, { key, content }: Struct): Place {
  return place(1, ROOTS.get(root) ?? FOREIGN, key, selfOf(content))
}

/** Among the children, or as an attribute, of what stands at `parent`. */
export const placeAmong = (parent: Place, { key, content }: Struct): Place =>
  parent.self === 'gone' ? UNKNOWN_PLACE : place(parent.depth + 1, parent.self ?? FOREIGN, key, selfOf(content))

/** Beside a neighbour, in the same list or as a later value of the same attribute. */
export const placeBeside = (neighbour: Place, { content }: Struct): Place =>
  neighbour.inside === null ? UNKNOWN_PLACE : place(neighbour.depth, neighbour.inside, neighbour.key, selfOf(content))

function selfOf(content: Content): string | null {
  switch (content.kind) {
    case 'element':
      return Object.hasOwn(schema.nodes, content.name) || Object.hasOwn(sheetSchema.nodes, content.name) ? content.name : FOREIGN
    case 'words':
    case 'format':
      return content.kind
    case 'nothing':
      return 'gone'
    case 'text':
    case 'values':
    case 'foreign':
      return null
  }
}
