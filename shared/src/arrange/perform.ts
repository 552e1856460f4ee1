import { DIVISION_RANKS, MAX_LEVEL } from '../model/index.ts'
import type { Operation } from '../protocol/index.ts'
import type { Change } from './change.ts'
import { wordsOf, type Arrangement, type Item } from './item.ts'
import { bearsLabel, keepingLabel, relabelled, unlabelled, withOwnLabel } from './label.ts'
import { mark, restored } from './mark.ts'
import { joined, slice, trimmed } from './words.ts'

/** What an operation does, or in words for a lawyer why it can't. */
export type Performed = { ok: true; change: Change } | { ok: false; reason: string }

const no = (reason: string): Performed => ({ ok: false, reason })
const GONE = 'This piece of the text is no longer there.'

/** Works out the change that an operation makes. The arrangement itself stays as it is. */
export function perform(arrangement: Arrangement, operation: Operation): Performed {
  switch (operation.op) {
    case 'promote':
      return shift(arrangement, operation.items, -1)
    case 'demote':
      return shift(arrangement, operation.items, 1)
    case 'merge':
      return merge(arrangement, operation.item)
    case 'split':
      return split(arrangement, operation.item, operation.at)
    case 'relabel':
      return relabel(arrangement, operation.item, operation.label)
    case 'mark':
      return rewrite(arrangement, operation.items, (items) => mark(arrangement, items, operation.as))
    case 'restore':
      return rewrite(arrangement, operation.items, (items) => restored(arrangement, items))
    case 'accept':
      return accept(arrangement, operation.warning)
  }
}

function accept({ doubts }: Arrangement, index: number): Performed {
  const doubt = doubts[index]
  if (!doubt) return no('There is no such doubtful place.')
  if (doubt.accepted) return no('This place has already been looked at.')
  return { ok: true, change: { kind: 'doubt', index, accepted: true } }
}

type Rewritten = { ok: true; items: readonly Item[]; from: number; to: number } | { ok: false; reason: string }

/** Replaces a stretch of items by what `rewriter` makes of it. */
function rewrite(
  arrangement: Arrangement,
  ids: readonly string[],
  rewriter: (chosen: ReadonlySet<string>) => Rewritten,
): Performed {
  const chosen = new Set(ids)
  const known = new Set(arrangement.items.map(({ id }) => id))
  if (ids.some((id) => !known.has(id))) return no(GONE)
  const made = rewriter(chosen)
  return made.ok ? splice(arrangement, made.from, made.to, made.items) : made
}

function splice({ items }: Arrangement, from: number, to: number, after: readonly Item[]): Performed {
  return { ok: true, change: { kind: 'items', at: from, before: items.slice(from, to), after } }
}

/** The items that an operation on some moves: with each paragraph what stands below it, with each division the smaller ones in it. */
function withBelow({ items }: Arrangement, chosen: ReadonlySet<string>): Set<number> {
  const moved = new Set<number>()
  items.forEach((item, index) => {
    if (!chosen.has(item.id)) return
    moved.add(index)
    const ends = endsBelow(item)
    for (let at = index + 1; at < items.length && !ends(items[at]!); at++) if (items[at]!.kind === item.kind) moved.add(at)
  })
  return moved
}

/** What ends the stretch below an item: for a paragraph the next one of its level, for a division the next one of its rank, or an annex. */
function endsBelow(item: Item): (next: Item) => boolean {
  if (item.kind === 'division')
    return (next) =>
      next.kind === 'annex' || next.kind === 'closing' || (next.kind === 'division' && rankOf(next) <= rankOf(item))
  if (item.kind !== 'paragraph') return () => true
  return (next) => next.kind !== 'leftOut' && next.kind !== 'note' && (next.kind !== 'paragraph' || next.level <= item.level)
}

const rankOf = ({ rank }: Item): number => DIVISION_RANKS.indexOf(rank!)

function shift(arrangement: Arrangement, ids: readonly string[], by: 1 | -1): Performed {
  return rewrite(arrangement, ids, (chosen) => {
    const moved = [...withBelow(arrangement, chosen)].toSorted((a, b) => a - b)
    const [from, to] = [moved[0]!, moved.at(-1)! + 1]
    const items = arrangement.items.slice(from, to)
    for (const index of moved) {
      const shifted = shiftOne(arrangement.items[index]!, by, arrangement.language)
      if (typeof shifted === 'string') return { ok: false, reason: shifted }
      items[index - from] = shifted
    }
    return { ok: true, items, from, to }
  })
}

function shiftOne(item: Item, by: 1 | -1, language: string): Item | string {
  if (item.kind === 'paragraph') {
    const level = item.level + by
    if (level < 1) return 'This is already a paragraph of the highest level.'
    if (level > MAX_LEVEL) return 'A text has four levels of paragraphs and points; this would be a fifth.'
    return keepingLabel(item, { ...item, level }, language)
  }
  if (item.kind === 'division') {
    const rank = DIVISION_RANKS[rankOf(item) + by]
    if (!rank)
      return by < 0 ? 'A part is the highest division.' : 'A subsection is the lowest division, and this or one in it is one.'
    return keepingLabel(item, { ...item, rank }, language)
  }
  return 'Only paragraphs, points and divisions have levels. Mark it as one of them first.'
}

function merge(arrangement: Arrangement, id: string): Performed {
  const { items } = arrangement
  const at = items.findIndex((item) => item.id === id)
  const item = items[at]
  if (!item) return no(GONE)
  const before = items.findLastIndex(({ kind }, index) => index < at && (item.kind === 'leftOut' || kind !== 'leftOut'))
  const first = items[before]
  if (!first) return no('There is nothing before it to join.')
  const words = joined(first.words, unlabelled(item).words)
  const lines = [...new Set([...first.lines, ...item.lines])]
  return splice(arrangement, before, at + 1, [{ ...first, words, lines }, ...items.slice(before + 1, at)])
}

function split(arrangement: Arrangement, id: string, offset: number): Performed {
  const { items, language } = arrangement
  const at = items.findIndex((item) => item.id === id)
  const item = items[at]
  if (!item) return no(GONE)
  const text = wordsOf(item)
  if (text.slice(0, offset).trim() === '' || text.slice(offset).trim() === '')
    return no('There is nothing to divide here: one of the two parts would be empty.')
  if (/^[\uDC00-\uDFFF]/.test(text.slice(offset))) return no('A character cannot be divided.')
  const first = { ...item, words: trimmed(slice(item.words, 0, offset)) }
  const rest: Item = {
    ...item,
    id: freshId(items, `${id}.${offset}`),
    ...kindBehind(item),
    number: null,
    form: null,
    read: '',
    eId: null,
    words: trimmed(slice(item.words, offset)),
  }
  return splice(arrangement, at, at + 1, [first, withOwnLabel(rest, language)])
}

/** What the second part of a divided item is: text behind a heading is a paragraph, and behind a title a formula. */
function kindBehind({ kind, level }: Item): Pick<Item, 'kind' | 'rank' | 'level'> {
  switch (kind) {
    case 'title':
      return { kind: 'preamble', rank: null, level: 0 }
    case 'division':
    case 'article':
    case 'annex':
      return { kind: 'paragraph', rank: null, level: 1 }
    case 'paragraph':
      return { kind, rank: null, level }
    case 'preamble':
    case 'recital':
    case 'closing':
    case 'note':
    case 'leftOut':
      return { kind, rank: null, level: 0 }
  }
}

function freshId(items: readonly Item[], id: string): string {
  return items.some((item) => item.id === id) ? freshId(items, `${id}+`) : id
}

function relabel(arrangement: Arrangement, id: string, label: string): Performed {
  const { items, language } = arrangement
  const at = items.findIndex((item) => item.id === id)
  const item = items[at]
  if (!item) return no(GONE)
  if (!bearsLabel(item.kind)) return no('A piece of this kind has no number. Mark it as something else first.')
  return splice(arrangement, at, at + 1, [relabelled(item, label, language)])
}
