import type { Block } from '../model/index.ts'
import { placesOf, type Place } from './places.ts'

/**
 * Where a block stands, in words, for lists and messages: "article 24, paragraph 1, subparagraph (a)(i)", "annex I, article 2",
 * "chapter II, section 1", "second preambular paragraph", "the title". What has no number is counted: "article 6, second paragraph".
 */
export function location(blocks: readonly Block[], index: number): string {
  const steps: string[] = []
  let points = ''
  for (const place of placesOf(blocks, index)) {
    if (place.kind === 'subparagraph' && place.number !== null) points += `(${place.number})`
    else if (points === '') steps.push(english(place))
    else points += english(place)
  }
  return [...steps, ...(points === '' ? [] : [`subparagraph ${points}`])].join(', ')
}

/** One step: "article 24", "second paragraph", "the annex". */
export function english({ kind, number, count }: Place): string {
  const word = WORDS[kind] ?? kind
  if (number !== null) return `${word} ${number}`
  return count === null ? `the ${word}` : `${ordinal(count)} ${kind === 'recital' ? 'preambular paragraph' : word}`
}

const WORDS: Partial<Record<Place['kind'], string>> = { note: 'footnote' }

const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
]

/** "first" to "twelfth", then "13th", "21st". */
function ordinal(place: number): string {
  const ending = place % 100 > 10 && place % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th')
  return ORDINALS[place - 1] ?? `${place}${ending}`
}
