import type { Mark, Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { commonSubsequence } from '../diff/subsequence.ts'
import { BREAK } from '../model/index.ts'
import { keepingEnds } from './format-ends.ts'
import { formatOf, splitFormat } from './formats.ts'

/** More than so many characters changed at once count as all replaced. */
const MAX_CHANGED_CHARACTERS = 2000

type Formats = ReadonlyMap<string, unknown>

/** Words with the formats of each character. */
interface Written {
  /** Whole characters: Yjs spoils one that is cut in the middle of its two units. */
  readonly characters: readonly string[]
  /** Where each run ends, in characters, and its formats. */
  readonly runs: readonly { readonly end: number; readonly formats: Formats }[]
}

type Op =
  | { retain: number; attributes?: Record<string, unknown> }
  | { delete: number }
  | { insert: string; attributes: Record<string, unknown> }

/**
 * Makes the texts of one block read as these runs, touching only what differs. Characters are compared together with the insertion
 * they belong to: of "a[ word] b" and "a [word ]b" the plain text is the same, the suggestion is not. Characters that stay keep
 * their identity: the gate, comments and authorship rest on it.
 */
export function writeText(texts: readonly Y.XmlText[], runs: readonly Node[]): void {
  const [before, after] = [writtenIn(texts), writtenAs(runs)]
  const ops = operations(before, after)
  if (ops.some((op) => !('retain' in op) || op.attributes)) applyAcross(texts, ops)
}

function writtenIn(texts: readonly Y.XmlText[]): Written {
  const characters: string[] = []
  const runs: { end: number; formats: Formats }[] = []
  for (const { insert, attributes = {} } of texts.flatMap((one) => one.toDelta() as { insert: unknown; attributes?: object }[])) {
    characters.push(...Array.from(typeof insert === 'string' ? insert : '\ufffc'))
    runs.push({ end: characters.length, formats: new Map(Object.entries(attributes)) })
  }
  return { characters, runs }
}

function writtenAs(nodes: readonly Node[]): Written {
  const characters: string[] = []
  const runs = nodes.map((node) => ({ end: characters.push(...Array.from(node.text ?? '')), formats: formatsOf(node.marks) }))
  return { characters, runs }
}

const formatsOf = (marks: readonly Mark[]): Formats => new Map(marks.map(formatOf))

function operations(before: Written, after: Written): Op[] {
  const [a, b] = [before.characters, after.characters]
  const pairs = keptCharacters(before, after)
  const ops: Op[] = []
  const [oldFormats, newFormats] = [reader(before), reader(after)]
  let [i, j] = [0, 0]
  const keep = () => push(ops, { retain: a[i]!.length, ...changed(oldFormats(i++), newFormats(j++)) })
  const replace = (endA: number, endB: number) => {
    const kept = keptEnds(a.slice(i, endA), b.slice(j, endB))
    for (let left = kept.start; left > 0; left--) keep()
    for (; i < endA - kept.end; i++) push(ops, { delete: a[i]!.length })
    for (; j < endB - kept.end; j++) push(ops, { insert: b[j]!, attributes: Object.fromEntries(newFormats(j)) })
    for (let left = kept.end; left > 0; left--) keep()
  }
  for (const [nextA, nextB] of pairs) {
    replace(nextA, nextB)
    keep()
  }
  replace(a.length, b.length)
  return ops
}

/**
 * The characters that stay, as ascending pairs of indexes. Those of an insertion that reads the same before and after all stay, as
 * do those of the draft itself when nobody but a reviewer wrote: a longer common sequence must not cost one of them.
 */
function keptCharacters(before: Written, after: Written): [number, number][] {
  const decided = keptByDecision(before, after)
  if (decided) return decided
  const [a, b] = [classes(before), classes(after)]
  const anchors = anchored(before.characters, a, after.characters, b)
  const pairs: [number, number][] = []
  let [i, j] = [0, 0]
  for (const [nextA, nextB] of [...anchors, [a.length, b.length] as const]) {
    const [left, right] = [named(before.characters, a, i, nextA), named(after.characters, b, j, nextB)]
    const found = commonSubsequence(...numbered(left, right), MAX_CHANGED_CHARACTERS) ?? commonEnds(left, right)
    for (const [x, y] of found) pairs.push([i + x, j + y])
    if (nextA < a.length) pairs.push([nextA, nextB])
    ;[i, j] = [nextA + 1, nextB + 1]
  }
  return pairs
}

/**
 * The characters that stay when suggestions are accepted or rejected: which ones is known then, and “may” in the place of “shall” must
 * not keep the “a”. Null when the words changed otherwise. What stands behind an accepted break goes to another block.
 */
function keptByDecision(before: Written, after: Written): [number, number][] | null {
  const left = suggestionsIn(after)
  const decided = [...suggestionsIn(before)].filter((id) => !left.has(id))
  if (decided.length === 0) return null
  // Rejecting first: where both would read the same, the draft's own characters are those that stay.
  for (const dropped of ['insertion', 'deletion']) {
    const keys = decided.map((id) => `${dropped}--${id}`)
    const formats = reader(before)
    const kept = before.characters.flatMap((_, at) => (keys.some((key) => formats(at).has(key)) ? [] : [at]))
    const broken = kept.findIndex((at) => dropped === 'deletion' && before.characters[at] === BREAK)
    const staying = broken < 0 ? kept : kept.slice(0, broken)
    const [looks, wanted] = [reader(before), reader(after)]
    const same =
      staying.length === after.characters.length &&
      staying.every((at, to) => before.characters[at] === after.characters[to] && plainLook(looks(at)) === plainLook(wanted(to)))
    if (same) return staying.map((at, to) => [at, to])
  }
  return null
}

/** How words look whatever is proposed about them: bold and italics are proposed by the same words in another look. */
const plainLook = (formats: ReadonlyMap<string, unknown>): string =>
  [...formats.keys()]
    .filter((key) => splitFormat(key).id === null)
    .sort()
    .join()

/** The suggestions whose marks stand on these words. */
const suggestionsIn = ({ runs }: Written): Set<string> =>
  new Set(
    runs.flatMap(({ formats }) =>
      Array.from(formats.keys(), splitFormat).flatMap(({ name, id }) => (name !== 'comment' && id !== null ? [id] : [])),
    ),
  )

/** For each character the insertions it stands in; '' for the draft's own. */
function classes({ runs }: Written): string[] {
  const list: string[] = []
  for (const { end, formats } of runs) {
    const insertions = [...formats.keys()].filter((key) => splitFormat(key).name === 'insertion')
    const name = insertions.sort().join(' ')
    while (list.length < end) list.push(name)
  }
  return list
}

/** The characters of classes that read the same on both sides, unless their order has changed. */
function anchored(
  a: readonly string[],
  inA: readonly string[],
  b: readonly string[],
  inB: readonly string[],
): [number, number][] {
  const [left, right] = [byClass(a, inA), byClass(b, inB)]
  const same = new Set([...left.keys()].filter((name) => left.get(name) === right.get(name)))
  const [placesA, placesB] = [placesOf(inA, same), placesOf(inB, same)]
  const aligned = placesA.every((place, index) => inA[place] === inB[placesB[index]!])
  return aligned ? placesA.map((place, index) => [place, placesB[index]!]) : []
}

function byClass(characters: readonly string[], names: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>()
  characters.forEach((character, index) => texts.set(names[index]!, (texts.get(names[index]!) ?? '') + character))
  return texts
}

const placesOf = (names: readonly string[], chosen: ReadonlySet<string>): number[] =>
  names.flatMap((name, index) => (chosen.has(name) ? [index] : []))

const named = (characters: readonly string[], names: readonly string[], from: number, to: number): string[] =>
  characters.slice(from, to).map((character, index) => `${character}${names[from + index]}`)

function numbered(a: readonly string[], b: readonly string[]): [Int32Array, Int32Array] {
  const numbers = new Map<string, number>()
  const number = (name: string) => {
    if (!numbers.has(name)) numbers.set(name, numbers.size)
    return numbers.get(name)!
  }
  return [Int32Array.from(a, number), Int32Array.from(b, number)]
}

function commonEnds(a: readonly string[], b: readonly string[]): [number, number][] {
  const { start, end } = keptEnds(a, b)
  const pairs: [number, number][] = []
  for (let at = 0; at < start; at++) pairs.push([at, at])
  for (let at = end; at > 0; at--) pairs.push([a.length - at, b.length - at])
  return pairs
}

/** How many characters at either end are the same: those of an accepted insertion, which is none any more, stay themselves. */
function keptEnds(a: readonly string[], b: readonly string[]): { start: number; end: number } {
  const limit = Math.min(a.length, b.length)
  let start = 0
  while (start < limit && a[start] === b[start]) start++
  let end = 0
  while (end < limit - start && a.at(-1 - end) === b.at(-1 - end)) end++
  return { start, end }
}

/** The formats at ascending places. */
function reader({ runs }: Written): (at: number) => Formats {
  let run = 0
  return (at) => {
    while (runs[run]!.end <= at) run++
    return runs[run]!.formats
  }
}

function changed(before: Formats, after: Formats): { attributes?: Record<string, unknown> } {
  const attributes: Record<string, unknown> = {}
  for (const key of before.keys()) if (!after.has(key)) attributes[key] = null
  for (const [key, value] of after) if (plain(before.get(key)) !== value) attributes[key] = value
  return Object.keys(attributes).length > 0 ? { attributes } : {}
}

/** Drafts from before suggestions have `{}` where now stands `true`. */
const plain = (value: unknown): unknown => (typeof value === 'object' && value !== null ? true : value)

function push(ops: Op[], op: Op): void {
  const last = ops.at(-1)
  const together = last && sameKind(last, op)
  if (together) ops[ops.length - 1] = together
  else ops.push(op)
}

function sameKind(a: Op, b: Op): Op | null {
  if ('retain' in a && 'retain' in b && sameAttributes(a.attributes, b.attributes)) return { ...a, retain: a.retain + b.retain }
  if ('delete' in a && 'delete' in b) return { delete: a.delete + b.delete }
  if ('insert' in a && 'insert' in b && sameAttributes(a.attributes, b.attributes)) return { ...a, insert: a.insert + b.insert }
  return null
}

const sameAttributes = (a?: object, b?: object): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Concurrent first words of an empty block stand in two texts: what is done at their border is done to the first. */
function applyAcross(texts: readonly Y.XmlText[], ops: readonly Op[]): void {
  const lists: [Y.XmlText, Op[]][] = texts.map((text) => [text, []])
  const room = texts.map((text) => text.length)
  let index = 0
  for (const op of ops) {
    if ('insert' in op) {
      lists[index]![1].push(op)
      continue
    }
    let size = 'retain' in op ? op.retain : op.delete
    while (size > 0) {
      while (room[index] === 0) index++
      const part = Math.min(size, room[index]!)
      lists[index]![1].push('retain' in op ? { ...op, retain: part } : { delete: part })
      size -= part
      room[index]! -= part
    }
  }
  for (const [text, list] of lists) keepingEnds(text, () => text.applyDelta(list))
}
