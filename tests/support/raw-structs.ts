import fc from 'fast-check'
import * as Y from 'yjs'
import { AMENDMENTS_ROOT, RECORDS_ROOT, TEXT_ROOT } from '@travaux/shared/protocol'
import {
  deletes,
  encode,
  rawDeleted,
  rawElement,
  rawFormat,
  rawItem,
  rawText,
  rawValue,
  rawWords,
  section,
  sections,
  type RawContent,
  type RawId,
  type RawRange,
} from './raw-update.ts'

/**
 * Hands that write updates byte by byte: items beside neighbours of different lists, in the middle of characters and of what is
 * deleted or gone, runs that repeat a part of what is known, and deletions of anything. Numbers choose among what the draft holds.
 */
const SUGGESTING = ['insertion--rita:1', 'deletion--rita:1', 'deletion--raul:1', 'insertion--raul:1']
const CONTENTS: Record<string, RawContent> = {
  x: rawText('x'),
  '🦉z': rawText('🦉z'),
  three: rawText('three'),
  '<provision>': rawElement('provision'),
  '<heading>': rawElement('heading'),
  '<article>': rawElement('article'),
  words: rawWords,
  'of Rita': rawValue('1 rita:1'),
  'of Raul': rawValue('1 raul:1'),
  '99': rawValue('99'),
  null: rawValue(null),
  deleted: rawDeleted(1),
  'three deleted': rawDeleted(3),
  ...Object.fromEntries(
    SUGGESTING.flatMap((key) => [
      [`[${key}]`, rawFormat(key, 1)],
      [`[/${key}]`, rawFormat(key, null)],
    ]),
  ),
  '[strong]': rawFormat('strong', true),
  '[/strong]': rawFormat('strong', null),
  '[comment--rita:1]': rawFormat('comment--rita:1', true),
}

/** Which clock values one is chosen of: any, those of one's own, second halves of characters, what is deleted. */
type Among = 'any' | 'own' | 'half' | 'gone'
const arbitraryId = fc.record({ among: fc.constantFrom<Among>('any', 'any', 'own', 'own', 'half', 'gone'), at: fc.nat(1000) })
type Choice = typeof arbitraryId extends fc.Arbitrary<infer A> ? A : never

export const arbitraryRawStructs = fc.record({
  /** How many clock values of one's own are told again. */
  again: fc.constantFrom(0, 0, 0, 1, 2, 5),
  /** Whether one goes on with the client id that one has used. */
  known: fc.boolean(),
  structs: fc.array(
    fc.record({
      left: fc.option(arbitraryId),
      right: fc.constantFrom<'next' | 'none' | 'any'>('next', 'next', 'none', 'any'),
      other: arbitraryId,
      parent: fc.nat(60),
      key: fc.constantFrom(undefined, undefined, 'sug', 'number', 'eId'),
      content: fc.constantFrom(...Object.keys(CONTENTS)),
      /** Whether it stands right behind the struct before it. */
      chained: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  gone: fc.array(fc.record({ at: arbitraryId, length: fc.integer({ min: 1, max: 6 }) }), { maxLength: 2 }),
})
type RawStructs = typeof arbitraryRawStructs extends fc.Arbitrary<infer A> ? A : never

const ROOTS = [TEXT_ROOT, RECORDS_ROOT, AMENDMENTS_ROOT, 'meta']

/** Writes an update to a draft in the name of `client` or, when that one is not to go on, of `fresh`. */
export function writtenRaw(doc: Y.Doc, client: number, fresh: number, { again, known, structs, gone }: RawStructs): Uint8Array {
  const writer = known ? client : fresh
  const pools = idsIn(doc, client)
  const parents = [...typesIn(doc), ...ROOTS]
  const id = ({ among, at }: Choice): RawId | undefined => pools[among][at % Math.max(1, pools[among].length)]
  const state = Y.getState(doc.store, writer)
  let clock = Math.max(0, state - again)
  const start = clock
  const items = structs.map(({ left, right, other, parent, key, content: name, chained }, index) => {
    const content = CONTENTS[name]!
    const before = chained && index > 0 ? { client: writer, clock: clock - 1 } : left === null ? undefined : id(left)
    const behind = right === 'none' ? undefined : right === 'any' ? id(other) : before && nextTo(doc, before)
    clock += lengthOf(content)
    return rawItem({ left: before, right: behind, parent: parents[parent % parents.length], key }, content)
  })
  const ranges = gone.flatMap(({ at, length }): RawRange[] => {
    const range = id(at)
    return range ? [{ ...range, length: Math.min(length, Y.getState(doc.store, range.client) - range.clock) }] : []
  })
  return encode(items.length > 0 ? sections(section(writer, start, items.length, ...items)) : sections(), deletes(...ranges))
}

function lengthOf(content: RawContent): number {
  const { structs } = Y.decodeUpdate(encode(sections(section(1, 0, 1, rawItem({ parent: TEXT_ROOT }, content))), deletes()))
  return structs[0]!.length
}

/** Every clock value that a draft holds, and the special ones among them. */
function idsIn(doc: Y.Doc, own: number): Record<Among, RawId[]> {
  const pools: Record<Among, RawId[]> = { any: [], own: [], half: [], gone: [] }
  for (const structs of doc.store.clients.values())
    for (const struct of structs)
      for (let at = 0; at < struct.length; at++) {
        const id = { client: struct.id.client, clock: struct.id.clock + at }
        pools.any.push(id)
        if (id.client === own) pools.own.push(id)
        if (struct.deleted) pools.gone.push(id)
        if (struct instanceof Y.Item && struct.content instanceof Y.ContentString && isLow(struct.content.str, at))
          pools.half.push(id)
      }
  return pools
}

const isLow = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00

function typesIn(doc: Y.Doc): RawId[] {
  const found: RawId[] = []
  for (const structs of doc.store.clients.values())
    for (const struct of structs) if (struct instanceof Y.Item && struct.content instanceof Y.ContentType) found.push(struct.id)
  return found
}

/** What stands behind a character, in the same list. */
function nextTo(doc: Y.Doc, { client, clock }: RawId): RawId | undefined {
  const struct = doc.store.clients.get(client)?.find((one) => one.id.clock <= clock && clock < one.id.clock + one.length)
  if (!(struct instanceof Y.Item)) return undefined
  if (clock < struct.id.clock + struct.length - 1) return { client, clock: clock + 1 }
  return struct.right?.id
}
