import type { Place } from './instruction.ts'
import { ORDINAL, ordinal, ordinalOf } from './ordinals.ts'

/**
 * Reads a place as people write it ("Art. 24 (1) (a)", "para. 2 of article 6", "sub-paragraph (b)", "OP 3") into its one spelling. The
 * numbers themselves are taken as they stand.
 */
export function readPlace(words: string): Place {
  const text = words
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[,;:]$/, '')
    .replace(/(?<=\p{N}(?: \p{L}+)?) ?(?:\([^()]{5,}\)|\[[^[\]]{5,}\])(?=,|$)/gu, '')
    .replace(/\bsub-\s?/gi, 'sub')
    .replace(/\bart\.\s?(?=[\p{N}\p{L}])/giu, 'article ')
    .replace(/\b(?:subparas?\.?|subparagraph|points?|litt?\.|letters?)\s(?=\()/giu, 'subparagraph ')
    .replace(/(?:\bparas?\.?\s|\bparas?\.|§\s?)(?=[\p{N}\p{L}(])/giu, 'paragraph ')
    .replace(/\bop\s?(?=\d)/gi, 'paragraph ')
    .replace(/(?<=[\p{N})]|\b(?:bis|ter|quater)) (?=(?:sub)?paragraph [\p{N}(])/giu, ', ')
    .replace(/\bchap\.\s?/gi, 'chapter ')
    .replace(/\b(?:sect?\.)\s?/gi, 'section ')
    .replace(/\b(?:points?|subparagraph) ([a-z]{1,4}|[ivx]+)(?=,|$)/gi, 'subparagraph ($1)')
  const of = /^(the (?:heading|chapeau|title)) of (.+)$/i.exec(text)
  if (of && !/^the title$/i.test(text)) {
    const inner = readPlace(of[2]!)
    return /chapeau/i.test(of[1]!) ? `${inner}, chapeau` : `the heading of ${inner}`
  }
  const within = new RegExp(`^(?:the )?(${ORDINAL}|last) (sentence|paragraph|subparagraph) of (?:the )?(.+)$`, 'i').exec(text)
  if (within) return readPlace(`${readPlace(within[3]!)}, ${within[1]} ${within[2]}`)
  const recital = new RegExp(`^(?:the )?preamble, (?:(?:the )?(${ORDINAL}) (?:paragraph|recital)|paragraph (\\d+))$`, 'i').exec(
    text,
  )
  if (recital) return readPlace(recital[2] ? `preambular paragraph ${recital[2]}` : `${recital[1]} preambular paragraph`)
  const turned =
    /^(.+, )?(?:the )?((?:new )?(?:paragraph|subparagraph)) ([^,]+?),? of (?:the )?(article .+|annex .*|paragraph .+)$/i.exec(
      text,
    )
  if (turned) return readPlace(`${turned[1] ?? ''}${readPlace(turned[4]!)}, ${turned[2]} ${turned[3]}`)
  return bracketed(text)
    .split(/, ?/)
    .filter(Boolean)
    .map(readStep)
    .join(', ')
    .replace(/\), subparagraph \(/g, ')(')
    .replace(/\)\s+\(/g, ')(')
    .replace(/^new /, 'the new ')
}

/** "article 24 (1) (a)" → "article 24, paragraph 1, subparagraph (a)"; "paragraph 1 (a) (i)" → "paragraph 1, subparagraph (a)(i)". */
function bracketed(text: string): string {
  return text
    .replace(/^((?:annex [^,(]+, )?article [^,(]+?)\s?\((\p{N}+(?: \p{L}+)?)\)/iu, '$1, paragraph $2')
    .replace(/((?:^|, )paragraph [^,(]+?)\s?(?=\()/iu, '$1, subparagraph ')
    .replace(/^(article [^,(]+?)\s?(?=\(\p{L})/iu, '$1, subparagraph ')
}

function readStep(step: string): string {
  const counted = new RegExp(`^(?:the )?(${ORDINAL}) (.+)$`, 'i').exec(step)
  if (counted) return `${needsThe(counted[2]!) ? 'the ' : ''}${ordinal(ordinalOf(counted[1]!)!)} ${counted[2]!.toLowerCase()}`
  const preambular = /^(?:the )?(?:preambular paragraph|pp) ?(\d+)$/i.exec(step)
  if (preambular) return `the ${ordinal(Number(preambular[1]))} preambular paragraph`
  if (/^last \p{L}+$/iu.test(step)) return step.toLowerCase()
  if (/^(?:the )?(title|preamble|closing|annex|whole text)$/i.test(step)) return `the ${step.replace(/^the /i, '').toLowerCase()}`
  const named = /^(?:the )?(\p{L}+) (.+)$/u.exec(step)
  return named ? `${named[1]!.toLowerCase()} ${named[2]}` : step.toLowerCase()
}

/** What is counted in the document itself takes the article; steps below do not. */
const needsThe = (words: string): boolean =>
  /^(?:preambular paragraph|formula of the preamble|paragraph of the closing|footnote|article|annex|part|chapter)(?: as moved)?$/i.test(
    words,
  )

const LISTED = /^(.*?\b)(paragraphs|subparagraphs|articles|preambular paragraphs|recitals) (.+)$/i

/** Several sibling units: "article 24, paragraphs 1 and 4", "article 35, paragraph 1, subparagraphs (a) to (c)", "paragraphs 1 and 4 of article 24". */
export function readPlaces(words: string): Place[] {
  const text = words
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/^(?:the )?((?:sub-?\s?)?para(?:graph)?s\b.+?),? of (?:the )?((?:article|art\.|annex|paragraph) .+)$/i, '$2, $1')
    .replace(/\bsub-\s?(?=para)/gi, 'sub')
    .replace(/\bparas\.\s?/gi, 'paragraphs ')
  const numbered = LISTED.exec(text)
  if (numbered) {
    const word = numbered[2]!.toLowerCase().replace(/s$/, '')
    return items(numbered[3]!).map((number) => readPlace(`${numbered[1]}${word} ${number}`))
  }
  const counted = new RegExp(`^(.*?)(?:the )?(${ORDINAL}(?:, (?:the )?${ORDINAL})*,? and (?:the )?${ORDINAL}) (.+?)s$`, 'i').exec(
    text,
  )
  if (counted) return items(counted[2]!).map((place) => readPlace(`${counted[1]}${place} ${counted[3]}`))
  return /, and article |article .* and article /i.test(text)
    ? text.split(/,? and (?=article )|, (?=article )/i).map(readPlace)
    : [readPlace(text)]
}

const items = (list: string): string[] => list.split(/, and |, | and /).flatMap((item) => ranged(item.trim()))

/** "1 to 4" and "(a) to (c)" are all that are counted in between. */
function ranged(item: string): string[] {
  const found = /^(\(?)(\d{1,3}|[a-z])\)? ?(?:to|through|[-–]) ?\(?(\d{1,3}|[a-z])(\)?)$/i.exec(item)
  if (!found) return [item]
  const [, open, first, last, close] = found as unknown as [string, string, string, string, string]
  const figures = /^\d/.test(first)
  if (figures !== /^\d/.test(last)) return [item]
  const [from, to] = figures ? [Number(first), Number(last)] : [first.charCodeAt(0), last.charCodeAt(0)]
  if (to <= from || to - from > MAX_RANGE) return [item]
  return Array.from(
    { length: to - from + 1 },
    (_, at) => `${open}${figures ? from + at : String.fromCharCode(from + at)}${close}`,
  )
}

/** So many siblings are named by their first and last, at most. */
const MAX_RANGE = 100

/** The inverse for siblings: "article 24, paragraphs 1 and 4". A single place is printed as it is. */
export function printPlaces(places: readonly Place[]): string {
  const steps = places.map(lastStep)
  const alike = steps.every((step) => step !== null && step.before === steps[0]!.before && step.word === steps[0]!.word)
  if (places.length === 1) return places[0]!
  if (!alike) return `${places.slice(0, -1).join(', ')}, and ${places.at(-1)}`
  const numbers = steps.map((step) => step!.number)
  const { before, word } = lastStep(places[0]!)!
  return `${before}${word}s ${listed(numbers)}`
}

export const listed = (list: readonly string[]): string =>
  list.length < 2 ? (list[0] ?? '') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`

/** The last numbered step of a place; null when siblings can't be listed by number. */
export function lastStep(place: Place): { before: string; word: string; number: string } | null {
  const found = /^(.*?)(paragraph|subparagraph) ([^,]+)$/.exec(place)
  if (!found) return null
  const nested = /^((?:\([^()]+\))+)(\([^()]+\))$/.exec(found[3]!)
  return nested
    ? { before: `${found[1]}${found[2]} ${nested[1]}, `, word: 'subparagraph', number: nested[2]! }
    : { before: found[1]!, word: found[2]!, number: found[3]! }
}
