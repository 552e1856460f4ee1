import type { Place } from './instruction.ts'
import { ordinalOf, ORDINAL } from './ordinals.ts'
import { isContainer, isHeaded, type Places, type Unit } from './places.ts'
import { quotable } from './words.ts'

/** What a place of a sentence points at: a unit, only its own words, one sentence of them, or all words of the text. */
export interface Scope {
  /** The first of all where the whole text is meant. */
  readonly unit: Unit
  readonly part: 'unit' | 'own' | 'text'
  /** From 1; null for all. */
  readonly sentence: number | null
}

const SENTENCE = new RegExp(`^(.+), (?:the )?(${ORDINAL}|last) sentence$`, 'i')

/** Null when the base has no such place. */
export function scopeOf(places: Places, place: Place): Scope | null {
  if (place === 'the whole text' && places.units[0]) return { unit: places.units[0], part: 'text', sentence: null }
  const unit = places.at(place)
  if (unit) return { unit, part: 'unit', sentence: null }
  const sentence = SENTENCE.exec(place)
  if (sentence) {
    const inner = scopeOf(places, sentence[1]!)
    return inner && { ...inner, sentence: /last/i.test(sentence[2]!) ? -1 : ordinalOf(sentence[2]!)! }
  }
  const heading = /^the heading of (.+)$/i.exec(place)
  if (heading) {
    const headed = places.at(heading[1]!)
    return headed && isHeaded(headed.block.kind) ? { unit: headed, part: 'own', sentence: null } : null
  }
  const chapeau = /^(.+), chapeau$/i.exec(place)
  const above = chapeau && places.at(chapeau[1]!)
  if (!above) return null
  const first = isContainer(above.block.kind) ? places.units[above.index + 1] : above
  if (!first || first.index >= above.end) return null
  return { unit: first, part: 'own', sentence: null }
}

/** A stretch of one block's quotable text. */
export interface Stretch {
  /** Index of the block. */
  readonly index: number
  readonly from: number
  readonly to: number
}

/** The words that a place names, block by block: of a unit with a heading, what stands below the heading. */
export function stretches(places: Places, { unit, part, sentence }: Scope): Stretch[] {
  const whole = (index: number): Stretch => ({ index, from: 0, to: quotable(places.units[index]!.block.node).length })
  if (sentence !== null) {
    const first = part === 'unit' && isContainer(unit.block.kind) ? unit.index + 1 : unit.index
    const found = sentencesOf(quotable(places.units[first]?.block.node ?? null)).at(sentence < 0 ? sentence : sentence - 1)
    return found ? [{ index: first, ...found }] : []
  }
  if (part === 'own') return [whole(unit.index)]
  if (part === 'text') return places.units.map(({ index }) => whole(index))
  const from = isHeaded(unit.block.kind) ? unit.index + 1 : unit.index
  return Array.from({ length: unit.end - from }, (_, at) => whole(from + at))
}

/** Sentences of a text: each ends with a stop behind which a space and a capital letter follow. */
function sentencesOf(text: string): { from: number; to: number }[] {
  const list: { from: number; to: number }[] = []
  let from = 0
  for (const stop of text.matchAll(/[.!?؟。]["”’)]*(?:\s+(?=[\p{Lu}\p{Lo}“"(])|$)/gu)) {
    const to = stop.index + stop[0].trimEnd().length
    list.push({ from, to })
    from = stop.index + stop[0].length
  }
  if (from < text.length) list.push({ from, to: text.length })
  return list
}
