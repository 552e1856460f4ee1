/** A text in the form in which it is compared, and where each of its characters stood. */
export interface Folded {
  text: string
  /** Offset in the source of each character of `text`, and of its end; null where they are the same. */
  at: readonly number[] | null
}

/**
 * Folds what a reader takes for the same: accents and vowel signs (é = e, أ = ا), ligatures and widths, curly and straight quotes, dashes,
 * every kind of space, invisible marks; and capital letters unless `matchCase`.
 */
export function fold(source: string, matchCase: boolean): Folded {
  const own = (text: string) => (matchCase ? text : text.toLowerCase())
  if (ASCII.test(source)) return { text: own(source), at: null }
  let text = ''
  const at: number[] = []
  let offset = 0
  for (const character of source) {
    const folded = own(folding(character))
    for (let unit = 0; unit < folded.length; unit++) at.push(offset)
    text += folded
    offset += character.length
  }
  return { text, at: [...at, offset] }
}

const ASCII = /^[ -~]*$/

const SIGNS: readonly [pattern: RegExp, same: string][] = [
  [/[“”„‟«»″]/u, '"'],
  [/[‘’‚‛‹›′`´]/u, "'"],
  [/[\u2010-\u2015\u2212]/u, '-'],
  [/[\s\u00A0]/u, ' '],
  [/[\u00AD\u0640\u200B-\u200F\u2060-\u2069\u202A-\u202E\uFEFF]/u, ''],
]

/** Combining accents, and the vowel signs of Hebrew and Arabic. Those of Indic scripts are letters to their readers and stay. */
const ACCENTS = /[\u0300-\u036F\u0591-\u05C7\u0610-\u061A\u064B-\u065F\u0670]/gu

/** Foldings by character: a treaty has some hundred different ones. */
const known = new Map<string, string>()

function folding(character: string): string {
  const ready = known.get(character)
  if (ready !== undefined) return ready
  const sign = SIGNS.find(([pattern]) => pattern.test(character))
  const folded = sign ? sign[1] : character.normalize('NFKD').replace(ACCENTS, '')
  known.set(character, folded)
  return folded
}
