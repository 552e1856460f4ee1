import type { Revision } from '../tracked/index.ts'
import { alike, pairs, wordsOf } from './alike.ts'
import { END, settledChars, type HubBlock, type HubChar } from './hub.ts'
import type { CommentEdge, End, Entry, Words } from './stream.ts'

/** A piece of the file's stream beside what it is in the exported block. */
export type Piece =
  /** The exporter wrote these: characters `from` to `to` of `Aligned.chars`. */
  | { readonly kind: 'kept'; readonly entry: Words | End; readonly from: number; readonly to: number }
  /** The exporter did not write these. */
  | { readonly kind: 'other'; readonly entry: Words | End }
  /** What the exporter wrote and the file does not have any more. */
  | { readonly kind: 'gone'; readonly from: number; readonly to: number }
  | { readonly kind: 'comment'; readonly entry: CommentEdge }

export interface Aligned {
  readonly chars: readonly HubChar[]
  readonly pieces: readonly Piece[]
}

/** Whether the exporter signed a change, rather than whoever edited the file. */
export type IsOwn = (revision: Revision) => boolean

/**
 * Tells what of the file's stream the exporter wrote for this block, and what came later. A file is first read as if nothing had been
 * changed without tracking, with the exporter's own tracked changes among the others; where that leads nowhere, word by word.
 */
export function align(entries: readonly Entry[], { chars: all }: HubBlock, isOwn: IsOwn): Aligned {
  const settled = settledChars(all)
  const choices = settled.length === all.length ? [all] : [settled, all]
  for (const chars of choices) {
    const placed = fit(entries, chars, 0, chars.length, isOwn)
    if (placed) return { chars, pieces: piecesOf(entries, placed, chars) }
  }
  return { chars: choices[0]!, pieces: piecesOf(entries, byWords(entries, choices[0]!, isOwn), choices[0]!) }
}

const textOf = (entry: Entry): string => (entry.kind === 'words' ? alike(entry.text) : entry.kind === 'end' ? END : '')
const joined = (chars: readonly HubChar[]): string => alike(chars.map(({ text }) => text).join(''))

/** So many ways are tried at most: a file that was changed everywhere without tracking is read word by word. */
const MAX_TRIES = 400_000

/**
 * Where each character of the entries stands in `chars` from `start` to `end`, when all of them can be told: words without a mark were
 * written by the exporter, all others by it or by somebody else. Null when that does not come out.
 */
export function fit(
  entries: readonly Entry[],
  chars: readonly HubChar[],
  start: number,
  end: number,
  isOwn: IsOwn,
): number[][] | null {
  const hub = joined(chars)
  const texts = entries.map(textOf)
  const failed = new Set<number>()
  const ways: { take: boolean; from: number }[][] = []
  const tried: number[] = []
  const at: number[] = [start]
  const chosen: { take: boolean; from: number }[] = []
  const key = (index: number) => index * (hub.length + 1) + at[index]!
  const enter = (index: number) => {
    tried[index] = 0
    ways[index] = failed.has(key(index)) ? [] : waysOf(entries[index]!, at[index]!, chars, isOwn)
  }
  if (entries.length > 0) enter(0)
  for (let index = 0, tries = 0; index >= 0;) {
    if (index === entries.length) {
      if (at[index] === end || (at[index] === end - 1 && chars[end - 1]!.role === 'end'))
        return entries.map((_, one) =>
          Array.from({ length: texts[one]!.length }, (_, k) => (chosen[one]!.take ? chosen[one]!.from + k : -1)),
        )
      index--
      continue
    }
    const way = ways[index]![tried[index]!++]
    if (!way || tries++ > MAX_TRIES) {
      if (tries > MAX_TRIES) return null
      failed.add(key(index))
      index--
      continue
    }
    const size = texts[index]!.length
    if (way.take && (way.from + size > end || !hub.startsWith(texts[index]!, way.from))) continue
    chosen[index] = way
    at[index + 1] = way.take ? way.from + size : way.from
    if (++index < entries.length) enter(index)
  }
  return null
}

/** The ways to go on; where a label begins, also behind it: where Word counts by itself, the label is not in the text. */
function waysOf(entry: Entry, at: number, chars: readonly HubChar[], isOwn: IsOwn): { take: boolean; from: number }[] {
  const takes = preferred(entry, isOwn)
  const ways = takes.map((take) => ({ take, from: at }))
  if (entry.kind !== 'words' || chars[at]?.role !== 'label' || (at > 0 && chars[at - 1]!.role !== 'end')) return ways
  let words = at
  while (chars[words]!.role === 'label' || chars[words]!.role === 'separator') words++
  return [...ways, ...takes.flatMap((take) => (take ? [{ take, from: words }] : []))]
}

/** Whether to take an entry for the exporter's: what is likelier first. */
function preferred(entry: Entry, isOwn: IsOwn): readonly boolean[] {
  if (entry.kind === 'comment') return [false]
  const { ins, del } = entry
  if (!ins && !del) return [true]
  if (ins) return isOwn(ins) ? [true, false] : [false, true]
  return isOwn(del!) ? [false, true] : [true, false]
}

/** A word of the file within one entry. */
interface Token {
  readonly text: string
  readonly index: number
  readonly at: number
}

function byWords(entries: readonly Entry[], chars: readonly HubChar[], isOwn: IsOwn): number[][] {
  const placed = entries.map((entry) => Array.from<number>({ length: textOf(entry).length }).fill(-1))
  const tokens = entries.flatMap((entry, index): Token[] => {
    let at = 0
    return cut(textOf(entry)).map((text) => ({ text, index, at: (at += text.length) - text.length }))
  })
  const hub = cut(joined(chars))
  const starts: number[] = []
  hub.reduce((at, text) => (starts.push(at), at + text.length), 0)
  let [nextToken, nextHub] = [0, 0]
  const ends: [number, number] = [tokens.length, hub.length]
  for (const [i, j] of [
    ...pairs(
      tokens.map(({ text }) => text),
      hub,
    ),
    ends,
  ]) {
    const from = starts[nextHub] ?? chars.length
    fillGap(tokens.slice(nextToken, i), { from, to: starts[j] ?? chars.length }, { entries, chars, placed, isOwn })
    if (i < tokens.length)
      for (let k = 0; k < tokens[i]!.text.length; k++) placed[tokens[i]!.index]![tokens[i]!.at + k] = starts[j]! + k
    ;[nextToken, nextHub] = [i + 1, j + 1]
  }
  return placed
}

const cut = (text: string): string[] => (text === END ? [END] : wordsOf(text))

interface Alignment {
  readonly entries: readonly Entry[]
  readonly chars: readonly HubChar[]
  readonly placed: number[][]
  readonly isOwn: IsOwn
}

/** Between two equal words: as if all were tracked, and otherwise by equal beginnings and ends. */
function fillGap(tokens: readonly Token[], { from, to }: { from: number; to: number }, alignment: Alignment): void {
  const { entries, chars, placed, isOwn } = alignment
  if (tokens.length === 0 || from >= to) return
  const parts = tokens.map(({ text, index }): Entry => {
    const entry = entries[index]!
    return entry.kind === 'words' ? { ...entry, text } : entry
  })
  const fitted = fit(parts, chars, from, to, isOwn)
  if (fitted) {
    fitted.forEach((places, part) => places.forEach((place, k) => (placed[tokens[part]!.index]![tokens[part]!.at + k] = place)))
    return
  }
  const own = tokens.flatMap(({ text, index, at }) =>
    Array.from({ length: text.length }, (_, k) => ({ char: text[k]!, index, at: at + k })),
  )
  const hub = joined(chars.slice(from, to))
  let start = 0
  while (start < own.length && start < hub.length && own[start]!.char === hub[start]) start++
  let end = 0
  while (end < own.length - start && end < hub.length - start && own.at(-1 - end)!.char === hub.at(-1 - end)) end++
  for (let k = 0; k < start; k++) placed[own[k]!.index]![own[k]!.at] = from + k
  for (let k = 1; k <= end; k++) placed[own.at(-k)!.index]![own.at(-k)!.at] = to - k
}

function piecesOf(entries: readonly Entry[], placed: readonly (readonly number[])[], chars: readonly HubChar[]): Piece[] {
  const pieces: Piece[] = []
  let next = 0
  const skipTo = (at: number) => {
    if (at > next) pieces.push({ kind: 'gone', from: next, to: at })
    next = Math.max(next, at)
  }
  for (const [index, entry] of entries.entries()) {
    if (entry.kind === 'comment') {
      pieces.push({ kind: 'comment', entry })
      continue
    }
    const places = placed[index]!
    for (let from = 0, to = 0; from < places.length; from = to) {
      to = from + 1
      const first = places[from]!
      while (to < places.length && places[to] === (first < 0 ? -1 : first + to - from)) to++
      const part = entry.kind === 'words' ? { ...entry, text: entry.text.slice(from, to) } : entry
      if (first < 0) pieces.push({ kind: 'other', entry: part })
      else {
        skipTo(first)
        pieces.push({ kind: 'kept', entry: part, from: first, to: first + to - from })
        next = first + to - from
      }
    }
  }
  skipTo(chars.length)
  return pieces
}
