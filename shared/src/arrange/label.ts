import { label as printed, type Labelled } from '../number/index.ts'
import { readLabel, readUnit } from '../parse/structure/index.ts'
import { wordsOf, type Item, type ItemKind } from './item.ts'
import { plain, slice, trimmed, joined } from './words.ts'

type Numbering = Pick<Item, 'number' | 'form'>
const NONE: Numbering = { number: null, form: null }

/** Which kinds carry a label. */
export const bearsLabel = (kind: ItemKind): boolean => {
  switch (kind) {
    case 'recital':
    case 'division':
    case 'article':
    case 'annex':
    case 'paragraph':
    case 'note':
      return true
    case 'title':
    case 'preamble':
    case 'closing':
    case 'leftOut':
      return false
  }
}

const isUnit = (kind: ItemKind): boolean => kind === 'division' || kind === 'article' || kind === 'annex'

/** How a label is made up and where it ends in the text; null when the text begins with none. */
function labelAtStart(text: string, kind: ItemKind): (Numbering & { end: number }) | null {
  const unit = isUnit(kind) ? readUnit(text) : null
  if (unit && unit.number !== null) return { number: unit.number, form: unit.form, end: unit.end }
  const label = readLabel(text)
  return label && { number: label.number, form: label.form, end: label.end }
}

/** The item with its label put back in front of its words, as the source has it. */
export function unlabelled(item: Item): Item {
  const words = item.read === '' ? item.words : joined([plain(item.read)], item.words)
  return { ...item, ...NONE, read: '', words }
}

/** The item with the label that its own words begin with, if its kind has labels. */
export function withOwnLabel(item: Item, language: string): Item {
  const whole = unlabelled(item)
  const text = wordsOf(whole)
  const found = bearsLabel(item.kind) ? labelAtStart(text, item.kind) : null
  if (!found) return whole
  const read = text.slice(0, found.end)
  return { ...whole, ...houseStyled(found, item, language), read, words: trimmed(slice(whole.words, found.end)) }
}

/** The item with another label: taken from its words where they begin with it, and otherwise in place of what the source has. */
export function relabelled(item: Item, label: string, language: string): Item {
  if (label === '') return unlabelled(item)
  const whole = unlabelled(item)
  const text = wordsOf(whole)
  const numbering = houseStyled(labelAtStart(label, item.kind) ?? { number: label, form: '#' }, item, language)
  const rest = text.slice(label.length)
  const stands = text.startsWith(label) && !/^[\p{L}\p{N}]/u.test(rest)
  return stands
    ? { ...whole, ...numbering, read: label, words: trimmed(slice(whole.words, label.length)) }
    : { ...item, ...numbering }
}

/** The form as the document keeps it: null where the house style prints the same. */
function houseStyled({ number, form }: Numbering, { kind, rank, level }: Item, language: string): Numbering {
  const named: Labelled = {
    kind:
      kind === 'division' ? (rank === 'part' || rank === 'chapter' ? rank : 'section') : kind === 'leftOut' ? 'paragraph' : kind,
    rank,
    level,
    number,
  }
  return { number, form: printed(named, language) === printed({ ...named, form }, language) ? null : form }
}

/** The item with the numbering that it has, for another level or rank: the label is printed as before. */
export function keepingLabel(before: Item, after: Item, language: string): Item {
  const text = labelOf(before, language)
  if (text === '' || before.number === null) return after
  const form = before.form ?? text.replace(before.number, '#')
  return { ...after, ...houseStyled({ number: before.number, form }, after, language) }
}

/** The label as it will be printed. */
export function labelOf({ kind, rank, level, number, form }: Item, language: string): string {
  if (kind === 'leftOut') return ''
  const named = kind === 'division' ? (rank === 'part' || rank === 'chapter' ? rank : 'section') : kind
  return printed({ kind: named, rank, level, number, form }, language)
}
