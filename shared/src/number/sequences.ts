/** A way of counting provisions: 1, 2, 3; a, b, c; i, ii, iii. */
export interface Sequence {
  readonly name: string
  /** The place of a label in the sequence, from 1; null when it is no label of it. */
  readonly valueOf: (label: string) => number | null
  readonly labelOf: (value: number) => string
}

const ROMAN: readonly (readonly [string, number])[] = [
  ['m', 1000],
  ['cm', 900],
  ['d', 500],
  ['cd', 400],
  ['c', 100],
  ['xc', 90],
  ['l', 50],
  ['xl', 40],
  ['x', 10],
  ['ix', 9],
  ['v', 5],
  ['iv', 4],
  ['i', 1],
]

/** 4 → "iv". */
export function toRoman(value: number): string {
  let left = value
  return ROMAN.map(([letters, worth]) => {
    const times = Math.floor(left / worth)
    left -= times * worth
    return letters.repeat(times)
  }).join('')
}

/** "iv" → 4; null for what no one writes, as "iiii" or "ic". */
export function fromRoman(label: string): number | null {
  let rest = label.toLowerCase()
  let value = 0
  for (const [letters, worth] of ROMAN)
    while (rest.startsWith(letters)) {
      value += worth
      rest = rest.slice(letters.length)
    }
  return value > 0 && rest === '' && toRoman(value) === label.toLowerCase() ? value : null
}

/** Digits of any script: "24", "٢٤". */
function digits(name: string, zero: string): Sequence {
  const first = zero.codePointAt(0)!
  const pattern = new RegExp(`^[${zero}-${String.fromCodePoint(first + 9)}]+$`, 'u')
  const place = (digit: string) => digit.codePointAt(0)! - first
  return {
    name,
    valueOf: (label) => (pattern.test(label) ? Number(Array.from(label, place).join('')) : null),
    labelOf: (value) => Array.from(String(value), (digit) => String.fromCodePoint(first + Number(digit))).join(''),
  }
}

/** Letters of an alphabet; after the last, each is doubled: z, aa, bb (United Nations practice). */
function letters(name: string, alphabet: string): Sequence {
  const list = Array.from(alphabet)
  return {
    name,
    valueOf: (label) => {
      const [first, ...others] = Array.from(label)
      const place = first === undefined ? -1 : list.indexOf(first)
      return place >= 0 && others.every((letter) => letter === first) ? others.length * list.length + place + 1 : null
    },
    labelOf: (value) => list[(value - 1) % list.length]!.repeat(Math.ceil(value / list.length)),
  }
}

const LATIN = 'abcdefghijklmnopqrstuvwxyz'
/** Russian treaties leave out ё, й, ъ, ы and ь. */
const CYRILLIC = 'абвгдежзиклмнопрстуфхцчшщэюя'
const GREEK = 'αβγδεζηθικλμνξοπρστυφχψω'

/** The zero of each set of decimal digits that treaties use. */
export const DIGIT_ZEROS: Readonly<Record<string, string>> = {
  decimal: '0',
  'arabic-indic': '٠',
  'extended arabic-indic': '۰',
  devanagari: '०',
  bengali: '০',
  thai: '๐',
  fullwidth: '０',
}

const DIGITS = Object.entries(DIGIT_ZEROS).map(([name, zero]) => digits(name, zero))
export const DECIMAL = DIGITS[0]!
export const ROMAN_LOWER: Sequence = {
  name: 'roman',
  valueOf: (label) => (label === label.toLowerCase() ? fromRoman(label) : null),
  labelOf: toRoman,
}
export const ROMAN_UPPER: Sequence = {
  name: 'ROMAN',
  valueOf: (label) => (label === label.toUpperCase() ? fromRoman(label) : null),
  labelOf: (value) => toRoman(value).toUpperCase(),
}
export const LETTERS_LOWER = letters('letters', LATIN)
export const LETTERS_UPPER = letters('LETTERS', LATIN.toUpperCase())

/** The small letters by which provisions are counted, and those of scripts that have no others. */
export const LETTER_SEQUENCES: readonly Sequence[] = [
  LETTERS_LOWER,
  letters('cyrillic', CYRILLIC),
  letters('greek', GREEK),
  // The abjad order in which Arabic texts count.
  letters('abjad', 'أبجدهوزحطيكلمنسعفصقرشتثخذضظغ'),
  letters('hebrew', 'אבגדהוזחטיכלמנסעפצקרשת'),
]

const UNMISTAKABLE = [
  ...DIGITS,
  ...LETTER_SEQUENCES.filter((one) => one !== LETTERS_LOWER),
  letters('CYRILLIC', CYRILLIC.toUpperCase()),
  letters('GREEK', GREEK.toUpperCase()),
]

/**
 * The sequence that sibling labels belong to, in order. "h", "i" are letters and "i", "ii" roman numerals by the way they count up; where
 * that decides nothing, `level` does (articles and divisions 0, paragraph 1, (a) 2, (i) 3, (A) 4), and so does an "i" that is known to be
 * the first of all (`fromFirst`). Null for labels of no sequence.
 */
export function sequenceOf(labels: readonly string[], level: number, fromFirst = false): Sequence | null {
  if (labels.length === 0) return FIRST_CHILD[level] ?? DECIMAL
  const clear = UNMISTAKABLE.find(({ valueOf }) => labels.every((label) => valueOf(label) !== null))
  if (clear) return clear
  const upper = labels.every((label) => label === label.toUpperCase())
  const [roman, alphabet] = upper ? [ROMAN_UPPER, LETTERS_UPPER] : [ROMAN_LOWER, LETTERS_LOWER]
  const isRoman = labels.every((label) => roman.valueOf(label) !== null)
  const isLetters = labels.every((label) => alphabet.valueOf(label) !== null)
  if (!isRoman || !isLetters) return isRoman ? roman : isLetters ? alphabet : null
  if (countsUp(labels, roman) !== countsUp(labels, alphabet)) return countsUp(labels, roman) ? roman : alphabet
  const numeral = labels.length > 1 || level === 0 || level === 3 || (fromFirst && roman.valueOf(labels[0]!) === 1)
  return numeral ? roman : alphabet
}

const FIRST_CHILD: Record<number, Sequence> = { 0: DECIMAL, 1: DECIMAL, 2: LETTERS_LOWER, 3: ROMAN_LOWER, 4: LETTERS_UPPER }

const countsUp = (labels: readonly string[], { valueOf }: Sequence): boolean =>
  labels.every((label, index) => index === 0 || valueOf(label) === (valueOf(labels[index - 1]!) ?? 0) + 1)
