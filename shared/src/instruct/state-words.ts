import { applyWords } from './apply-words.ts'
import { commonSubsequence } from '../diff/index.ts'
import type { Hunk } from './hunks.ts'
import type { WordEdit } from './instruction.ts'
import { hits, spliceText, type Splice } from './words.ts'

/** Three hunks in one unit are too many to follow by ear (rule 4). */
const MAX_HUNKS = 2
/** Words quoted for context, at most. */
const MAX_CONTEXT = 6
/** The changed words themselves are quoted, with their occurrence, as long as a listener can count so far. */
const MAX_COUNTED = 4

/**
 * The fewest edits of words that make these hunks, each checked by carrying it out; null when the unit is better replaced: three hunks
 * or more, more than half of it changed, or nothing short that says it.
 */
export function stateWords(base: string, shown: readonly Hunk[]): WordEdit[] | null {
  if (shown.length === 0) return []
  const everywhere = stateEvery(base, shown)
  const hunks = nearOnes(base, shown)
  if (everywhere) return [everywhere]
  if (hunks.length > MAX_HUNKS || mostlyChanged(base, hunks)) return null
  const words = spans(base)
  const edits = hunks.map((hunk) => stateHunk(base, hunk, words))
  if (edits.includes(null)) return null
  const whole = edits.flatMap((edit) => splicesOf(base, edit!) ?? [])
  return spliceText(base, whole) === spliceText(base, hunks) ? (edits as WordEdit[]) : null
}

/** Up to so many words between two hunks are quoted with them: “principle of” becomes “principles of legality and”. */
const MAX_BETWEEN = 2

/** The hunks with those run together that only a word or two of one clause keeps apart. */
function nearOnes(base: string, hunks: readonly Hunk[]): Hunk[] {
  const list: Hunk[] = []
  for (const hunk of hunks) {
    const last = list.at(-1)
    const between = last && base.slice(last.to, hunk.from)
    const near =
      between !== undefined && /^[\p{L}\p{M}\p{N}\s’'-]*$/u.test(between) && (between.match(/\S+/g)?.length ?? 0) <= MAX_BETWEEN
    if (near && last) list[list.length - 1] = { from: last.from, to: hunk.to, text: last.text + between + hunk.text }
    else list.push(hunk)
  }
  return list
}

/** The splices of an edit in a text of its own; null when it can't be carried out. */
export function splicesOf(base: string, edit: WordEdit): Splice[] | null {
  const applied = applyWords(edit, [{ index: 0, from: 0, to: base.length }], () => base)
  return applied.ok ? applied.splices.map(([, splice]) => splice) : null
}

function stateEvery(base: string, shown: readonly Hunk[]): WordEdit | null {
  const hunks = wordHunks(base, spliceText(base, shown)!)
  const [first] = hunks
  if (!first || hunks.length < 2 || first.to === first.from) return null
  const words = base.slice(first.from, first.to).trim()
  const by = first.text.trim()
  if (!hunks.every(({ from, to, text }) => text.trim() === by && base.slice(from, to).trim() === words)) return null
  const edit: WordEdit =
    by === '' ? { op: 'delete', words, occurrence: 'every' } : { op: 'replace', words, by, occurrence: 'every' }
  return /[\p{L}\p{N}]/u.test(words) && makes(base, edit, hunks) ? edit : null
}

function makes(base: string, edit: WordEdit, hunks: readonly Hunk[]): boolean {
  const splices = splicesOf(base, edit)
  return splices !== null && spliceText(base, splices) === spliceText(base, hunks)
}

/** More than half of the words go; a single deletion or addition is easier to follow than the whole unit. */
function mostlyChanged(base: string, hunks: readonly Hunk[]): boolean {
  const [first] = hunks
  const single = hunks.length === 1 && first && (first.text === '' || first.from === first.to)
  const count = (text: string) => text.match(/[\p{L}\p{M}\p{N}]+/gu)?.length ?? 0
  const gone = hunks.reduce((sum, { from, to }) => sum + count(base.slice(from, to)), 0)
  return !single && gone * 2 > count(base)
}

/** More word edits than this in one block are no single substitution that a listener could follow. */
const MAX_EDITS = 80

/** The hunks word by word: unlike those of a redline they are not run together where little stands between them. */
function wordHunks(base: string, draft: string): Hunk[] {
  const tokens = (text: string): string[] => text.match(/\s*(?:[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]|$)/gu) ?? []
  const [a, b] = [tokens(base), tokens(draft)]
  const numbers = new Map<string, number>()
  const numberOf = (token: string) => numbers.get(token) ?? (numbers.set(token, numbers.size), numbers.size - 1)
  const pairs = commonSubsequence(a.map(numberOf), b.map(numberOf), MAX_EDITS)
  const hunks: Hunk[] = []
  let [i, j, at] = [0, 0, 0]
  for (const [nextA, nextB] of [...(pairs ?? []), [a.length, b.length] as const]) {
    const gone = a.slice(i, nextA).join('')
    const text = b.slice(j, nextB).join('')
    if (gone !== '' || text !== '') hunks.push({ from: at, to: at + gone.length, text })
    at += gone.length + (a[nextA]?.length ?? 0)
    ;[i, j] = [nextA + 1, nextB + 1]
  }
  return hunks
}

interface Span {
  readonly from: number
  readonly to: number
}

const UNSPACED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}'
const WORD = new RegExp(
  `[[\\p{L}\\p{M}\\p{N}]--[${UNSPACED}]]+(?:[’'‑\\-][[\\p{L}\\p{M}\\p{N}]--[${UNSPACED}]]+)*|[${UNSPACED}]`,
  'gv',
)

/** Where the words of a text stand. */
const spans = (text: string): Span[] =>
  Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({ from: index, to: index + word.length }))

function stateHunk(base: string, hunk: Hunk, words: readonly Span[]): WordEdit | null {
  const candidates = hunk.from === hunk.to ? insertions(base, hunk, words) : changes(base, hunk)
  for (const edit of candidates) if (makes(base, edit, [hunk])) return edit
  for (const edit of widened(base, hunk, words)) if (makes(base, edit, [hunk])) return edit
  return null
}

/** "after “judicial”, insert …": with the fewest words before the place that are unique, then behind it, then counted. */
function* insertions(base: string, { from, text }: Hunk, words: readonly Span[]): Generator<WordEdit> {
  const insert = text.trim()
  if (insert === '') return
  if (base.slice(from).trim() === '' && from > 0) yield { op: 'add', insert }
  const before = words.filter(({ to }) => to <= from).reverse()
  const behind = words.filter((word) => word.from >= from)
  const end = from - (/\s*$/.exec(base.slice(0, from))?.[0].length ?? 0)
  const start = from + /^\s*/.exec(base.slice(from))![0].length
  const left = before.slice(0, MAX_CONTEXT).map((word) => base.slice(word.from, end))
  const right = behind.slice(0, MAX_CONTEXT).map((word) => base.slice(start, word.to))
  for (const quoted of left.slice(0, MAX_COUNTED))
    if (isUnique(base, quoted)) yield { op: 'after', words: quoted, insert, occurrence: null }
  for (const quoted of right.slice(0, MAX_COUNTED))
    if (isUnique(base, quoted)) yield { op: 'before', words: quoted, insert, occurrence: null }
  for (const quoted of left) if (isUnique(base, quoted)) yield { op: 'after', words: quoted, insert, occurrence: null }
  for (const quoted of left)
    yield { op: 'after', words: quoted, insert, occurrence: occurrence(base, quoted, end - quoted.length) }
  for (const quoted of right) yield { op: 'before', words: quoted, insert, occurrence: occurrence(base, quoted, start) }
}

const isUnique = (base: string, quoted: string): boolean => hits(base, quoted).length === 1

function occurrence(base: string, quoted: string, at: number): number {
  return hits(base, quoted).indexOf(at) + 1
}

/** “this chapter” is quoted whole: nobody says which chapter otherwise. */
const POINTING = /(?<![\p{L}\p{M}\p{N}])(?:this|these|that|those|such) $/iu

/** The changed words themselves: unique, or counted where a listener can count them. */
function* changes(base: string, { from, to, text }: Hunk): Generator<WordEdit> {
  const gone = base.slice(from, to)
  const quoted = gone.trim()
  const at = from + gone.indexOf(quoted)
  if (quoted === '' || !/[\p{L}\p{N}]/u.test(quoted)) {
    if (quoted !== '' && isUnique(base, quoted) && text.trim() === '') yield { op: 'delete', words: quoted, occurrence: null }
    return
  }
  const found = hits(base, quoted).length
  if (found > MAX_COUNTED) return
  const pointing = POINTING.exec(base.slice(0, at))?.[0]
  const pointed = pointing === undefined ? '' : pointing + quoted
  if (pointing !== undefined && text.trim() !== '' && isUnique(base, pointed))
    yield { op: 'replace', words: pointed, by: pointing + text.trim(), occurrence: null }
  if (found > 1 && text.trim() === '') yield* withStop(base, at, to)
  const which = found === 1 ? null : occurrence(base, quoted, at)
  if (text.trim() === '') yield { op: 'delete', words: quoted, occurrence: which }
  else {
    yield { op: 'replace', words: quoted, by: text.trim(), occurrence: which }
  }
}

/** The last "or" of a list is more easily found as “; or” than counted. */
function* withStop(base: string, at: number, to: number): Generator<WordEdit> {
  const stop = base.slice(to).trim() === '' ? /[;,؛،；]\s*$/u.exec(base.slice(0, at))?.[0] : undefined
  const words = stop === undefined ? '' : base.slice(at - stop.length, to).trimEnd()
  if (stop !== undefined && isUnique(base, words)) yield { op: 'replace', words, by: stop.trim(), occurrence: null }
}

/** As a replacement of the changed words with the words around them: the fewest that are unique, then the same counted. */
function* widened(base: string, { from, to, text }: Hunk, words: readonly Span[]): Generator<WordEdit> {
  const before = words.filter((word) => word.to <= from).reverse()
  const behind = words.filter((word) => word.from >= to)
  const forms: { start: number; end: number }[] = []
  for (let size = 1; size <= MAX_CONTEXT; size++)
    for (let left = size; left >= 0; left--) {
      const right = size - left
      if (left > before.length || right > behind.length) continue
      const start = left === 0 ? from : before[left - 1]!.from
      const end = right === 0 ? to : behind[right - 1]!.to
      if (start !== end && !/^\s|\s$/.test(base.slice(start, end))) forms.push({ start, end })
    }
  const edit = (start: number, end: number, which: number | null): WordEdit => ({
    op: 'replace',
    words: base.slice(start, end),
    by: base.slice(start, from) + text + base.slice(to, end),
    occurrence: which,
  })
  for (const { start, end } of forms)
    if (isUnique(base, base.slice(start, end)) && tidy(edit(start, end, null))) yield edit(start, end, null)
  for (const { start, end } of forms) {
    const which = occurrence(base, base.slice(start, end), start)
    if (which > 0) yield edit(start, end, which)
  }
}

/** A quotation that begins or ends with a space is misheard. */
const tidy = (edit: WordEdit): boolean => edit.op !== 'replace' || (edit.by !== '' && edit.by.trim() === edit.by)
