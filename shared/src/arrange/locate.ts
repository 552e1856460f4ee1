import type { SourceLine } from '../parse/index.ts'
import { characters, wordsOf, type Item } from './item.ts'

/** Stands for characters that already belong to an item. */
const TAKEN = '\0'

/** Fewer characters than this say nothing about where they come from. */
const TELLING = 12
/** How far ahead of the place where an item is expected it is looked for: more than a page of text that is in no item. */
const NEAR = 4_000
/** An item whose characters the reader changed (a note's mark moved) is looked for by its beginning. */
const BEGINNING = 32

/** The characters of the source's lines in one string, and which line each is from. */
export class SourceCharacters {
  #text: string
  /** Where each line begins, ascending. */
  readonly #starts: number[] = []
  readonly #lines: readonly SourceLine[]

  constructor(lines: readonly SourceLine[]) {
    this.#lines = lines
    const parts: string[] = []
    let length = 0
    for (const { text } of lines) {
      this.#starts.push(length)
      const own = characters(text)
      parts.push(own)
      length += own.length
    }
    this.#text = parts.join('')
  }

  /** Offset of the line with this place; -1 when there is none. */
  startOf(place: string | null): number {
    const line = place === null ? -1 : this.#lines.findIndex((one) => one.place === place)
    return line < 0 ? -1 : this.#starts[line]!
  }

  /** Where the item's characters stand at or behind an offset; null when they are nowhere. */
  find(item: Item, from: number): { at: number; end: number } | null {
    const key = characters(item.read + wordsOf(item))
    if (key === '') return null
    const first = this.#free(from)
    const at = this.#indexOf(key, first)
    if (at >= 0) return { at, end: at + key.length }
    const start = key.length > BEGINNING ? this.#indexOf(key.slice(0, BEGINNING), first) : -1
    return start < 0 ? null : { at: start, end: Math.min(start + key.length, this.#text.length) }
  }

  /** The first character from an offset on that no item has: a table of contents may take pages. */
  #free(from: number): number {
    let at = from
    while (this.#text[at] === TAKEN) at++
    return at
  }

  #indexOf(key: string, from: number): number {
    if (this.#text.startsWith(key, from)) return from
    const near = this.#text.slice(from, from + NEAR + key.length).indexOf(key)
    if (near >= 0) return from + near
    return key.length < TELLING ? -1 : this.#text.indexOf(key, from + NEAR)
  }

  /** Where these characters begin a line, at or behind an offset; -1 when nowhere. */
  findLine(key: string, from: number): number {
    let at = this.#text.indexOf(key, from)
    while (at >= 0 && this.#starts[this.#lineAt(at)] !== at) at = this.#text.indexOf(key, at + 1)
    return at
  }

  /** No other item is looked for here any more. */
  take(at: number, end: number): void {
    this.#text = this.#text.slice(0, at) + TAKEN.repeat(end - at) + this.#text.slice(end)
  }

  /** Indexes of the lines that a stretch covers. */
  linesOf(at: number, end: number): number[] {
    const first = this.#lineAt(at)
    const last = this.#lineAt(end - 1)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  }

  #lineAt(offset: number): number {
    let [low, high] = [0, this.#starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}

/**
 * Finds the lines that each item came from by its characters, which stand in the source in the same order. Notes may stand anywhere. An
 * item that is not found is said to come from where the one before it ends.
 */
export function located(items: readonly Item[], source: SourceCharacters): Item[] {
  let at = 0
  const placed = items.map((item) => {
    if (item.kind === 'note' || item.kind === 'leftOut') return item
    const found = source.find(item, at)
    if (!found) return { ...item, lines: source.linesOf(Math.max(at - 1, 0), Math.max(at, 1)) }
    at = found.end
    return { ...item, lines: source.linesOf(found.at, found.end) }
  })
  return placed.map((item) => {
    if (item.kind !== 'note') return item
    const start = source.findLine(characters(item.read + wordsOf(item)), 0)
    return start < 0 ? item : { ...item, lines: source.linesOf(start, start + 1) }
  })
}
