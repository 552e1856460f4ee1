import { bookmarkName } from '../export/stream/bookmark.ts'
import { keyOf, pairs, wordsOf } from './alike.ts'
import { END, settledChars, type HubBlock } from './hub.ts'
import { fit, type IsOwn } from './align.ts'
import type { Entry, Span, Stream } from './stream.ts'

/** A stretch of the file's stream that belongs to a block of the draft; the first may belong to none. */
export interface Segment {
  readonly hub: HubBlock | null
  readonly entries: readonly Entry[]
}

interface Anchor {
  /** Index of the entry where the block begins. */
  readonly at: number
  readonly hub: HubBlock
}

/** Cuts the stream where blocks begin: by their bookmarks, and by their words where those are gone. */
export function segments({ entries, spans }: Stream, hub: readonly HubBlock[], isOwn: IsOwn): Segment[] {
  const exported: View = (entry) =>
    entry.kind !== 'comment' && (entry.ins === null || isOwn(entry.ins)) && !(entry.del !== null && isOwn(entry.del))
  const views = [exported, REJECTED, ACCEPTED, ALL]
  const marked = ascending(byBookmark(spans, hub))
  if (marked.length === 0) {
    const whole = byWhole(entries, hub, isOwn)
    if (whole) return whole
  }
  const anchors = [...marked, ...gaps(marked, spans, hub, { entries, views })].sort((a, b) => a.at - b.at)
  const starts = [0, ...anchors.map(({ at }) => at)]
  return starts
    .map((from, index) => ({
      hub: anchors[index - 1]?.hub ?? null,
      entries: entries.slice(from, anchors[index]?.at ?? entries.length),
    }))
    .filter((segment) => segment.hub !== null || segment.entries.length > 0)
}

/** Without any bookmark: where each block begins when the whole file can be read as what was exported and what was tracked since. */
function byWhole(entries: readonly Entry[], hub: readonly HubBlock[], isOwn: IsOwn): Segment[] | null {
  const settled = hub.filter(({ pending }) => !pending)
  const chars = settled.flatMap((block) => settledChars(block.chars))
  const places = chars.length > 0 ? fit(entries, chars, 0, chars.length, isOwn) : null
  if (!places) return null
  const found: Segment[] = []
  let at = 0
  let from = 0
  for (const block of settled) {
    const end = at + settledChars(block.chars).length
    let to = from
    while (to < entries.length && !places[to]!.some((place) => place >= end)) to++
    // A block reaches to its own end; new paragraphs behind it belong to it as well, new words without an end to the next block.
    const lastEnd = entries.slice(from, to).findLastIndex(({ kind }) => kind === 'end')
    if (to < entries.length && lastEnd >= 0) to = from + lastEnd + 1
    found.push({ hub: block, entries: entries.slice(from, to) })
    ;[from, at] = [to, end]
  }
  return found
}

function byBookmark(spans: readonly Span[], hub: readonly HubBlock[]): Anchor[] {
  const byName = new Map(hub.map((block) => [bookmarkName(block.eId), block]))
  const found = new Map<HubBlock, Anchor>()
  for (const span of spans) {
    if (isMovedHere(span)) continue
    let first = true
    for (const { name, at } of span.bookmarks) {
      const block = byName.get(name)
      if (!block || found.has(block)) continue
      found.set(block, { at: first ? span.from : at, hub: block })
      first = false
    }
  }
  return [...found.values()]
}

/** A bookmark travels with what is moved; the block is where its words are struck. */
function isMovedHere({ paragraph: { atoms } }: Span): boolean {
  return atoms.length > 0 && atoms.every(({ ins }) => ins?.type === 'moveTo')
}

/** The longest list of anchors that stand in the file as in the draft. */
function ascending(anchors: readonly Anchor[]): Anchor[] {
  const best: { length: number; before: number }[] = []
  anchors.forEach(({ hub }, index) => {
    let [length, before] = [1, -1]
    for (let at = 0; at < index; at++)
      if (anchors[at]!.hub.index < hub.index && best[at]!.length >= length) [length, before] = [best[at]!.length + 1, at]
    best.push({ length, before })
  })
  let at = best.reduce((most, { length }, index) => (most < 0 || length > best[most]!.length ? index : most), -1)
  const chosen: Anchor[] = []
  for (; at >= 0; at = best[at]!.before) chosen.unshift(anchors[at]!)
  return chosen
}

/** Between two anchors: blocks whose words stand there. */
function gaps(marked: readonly Anchor[], spans: readonly Span[], hub: readonly HubBlock[], seen: Seen): Anchor[] {
  const found: Anchor[] = []
  for (let index = -1; index < marked.length; index++) {
    const [before, after] = [marked[index], marked[index + 1]]
    const missing = hub.slice(before ? before.hub.index + 1 : 0, after?.hub.index ?? hub.length).filter(({ pending }) => !pending)
    const [from, to] = [before ? before.at + 1 : 0, after?.at ?? seen.entries.length]
    const between = spans.filter((span) => span.from >= from && span.from < to)
    if (missing.length > 0 && between.length > 0) found.push(...byWords(missing, between, seen))
  }
  return found
}

type View = (entry: Entry) => boolean
/** The file's stream, and the ways to read a paragraph of it, the likeliest first. */
interface Seen {
  readonly entries: readonly Entry[]
  readonly views: readonly View[]
}
const REJECTED: View = (entry) => entry.kind !== 'comment' && entry.ins === null
const ACCEPTED: View = (entry) => entry.kind !== 'comment' && entry.del === null
const ALL: View = () => true

function viewOf({ from, to }: Span, entries: readonly Entry[], view: View): string {
  return keyOf(
    entries
      .slice(from, to)
      .filter(view)
      .map((entry) => (entry.kind === 'words' ? entry.text : ''))
      .join(''),
  )
}

/** The lines of a block by which it can be known: with its label, and by its words alone where Word counts. */
function keysOf({ chars, label }: HubBlock): string[] {
  const text = settledChars(chars)
    .map((char) => char.text)
    .join('')
  const [first = ''] = text.split(END)
  const own = text.slice(label.length).replace(END, ' ').split(END)[0]!
  return [...new Set([keyOf(first), keyOf(own)])].filter((key) => key !== '')
}

/** Two lines with less than this share of their words in common are not one line rewritten. */
const SAME_LINE = 0.55
/** Lines compared one by one: it takes the product of both sides. */
const MAX_COMPARED = 40_000

function byWords(missing: readonly HubBlock[], spans: readonly Span[], { entries, ...seen }: Seen): Anchor[] {
  const keys = missing.map(keysOf)
  const views = seen.views.map((view) => spans.map((span) => viewOf(span, entries, view)))
  const matched = new Map<number, number>()
  const free = (block: number, span: number): boolean =>
    !matched.has(block) && [...matched].every(([one, at]) => at !== span && one < block === at < span)
  for (const which of [0, 1])
    for (const view of views)
      for (const [block, span] of pairs(
        keys.map((own, at) => own[which] ?? `\u0000${at}`),
        view,
      ))
        if (free(block, span)) matched.set(block, span)
  if (missing.length * spans.length <= MAX_COMPARED)
    for (const [block, own] of keys.entries()) {
      if (matched.has(block)) continue
      const scores = spans.map((_, span) =>
        free(block, span) ? Math.max(0, ...own.flatMap((key) => views.map((view) => likeness(key, view[span]!)))) : 0,
      )
      const best = scores.indexOf(Math.max(...scores))
      if (scores[best]! >= SAME_LINE) matched.set(block, best)
    }
  return [...matched].map(([block, span]) => ({ hub: missing[block]!, at: spans[span]!.from }))
}

/** 1 for the same words, 0 for none in common (Dice's coefficient). */
function likeness(a: string, b: string): number {
  if (a === '' || b === '') return 0
  const count = (text: string) => wordsOf(text).filter((word) => /\p{L}|\p{N}/u.test(word))
  const [left, right] = [count(a), count(b)]
  const pool = Map.groupBy(right, (word) => word)
  let common = 0
  for (const word of left) if (pool.get(word)?.pop() !== undefined) common++
  return (2 * common) / (left.length + right.length || 1)
}
