import { DIGIT_ZEROS, fromRoman, LETTER_SEQUENCES, LETTERS_LOWER } from '../number/index.ts'

/** Reads numerals as treaties write them. Every reader gives a positive integer, or null when the text isn't such a numeral. */

const ZEROS = Object.values(DIGIT_ZEROS).map((zero) => zero.codePointAt(0)!)

/** "١٢" and "１２" as "12"; other characters stay. */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!
    const zero = ZEROS.find((first) => code >= first && code < first + 10)
    return zero === undefined ? digit : String(code - zero)
  })
}

export function decimal(text: string): number | null {
  const digits = asciiDigits(text)
  return /^\d{1,5}$/.test(digits) ? Number(digits) : null
}

/** A well-formed roman numeral of either case ("iv", "XII"); "iiii" and "vx" are none. */
export const roman = (text: string): number | null => fromRoman(text)

/** The place of a letter in its alphabet; "aa" follows "z", "bb" follows "aa". */
export function alphabetic(text: string): number | null {
  const label = text.toLowerCase().replaceAll('ا', 'أ').replaceAll('ھ', 'ه')
  if (label.length > 3) return null
  return LETTER_SEQUENCES.map(({ valueOf }) => valueOf(label)).find((value) => value !== null) ?? null
}

/** A whole number as a lower-case letter label: 27 is "aa". */
export const toLetters = (value: number): string => LETTERS_LOWER.labelOf(value)

const HAN_DIGITS = '〇一二三四五六七八九'
const HAN_UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }

/** Chinese and Japanese numerals up to 9,999: "十二", "一百零三", "二〇". */
export function han(text: string): number | null {
  if (!/^[〇零一二三四五六七八九十百千]{1,9}$/.test(text)) return null
  if (!/[十百千]/.test(text)) return Number(Array.from(text, (sign) => Math.max(HAN_DIGITS.indexOf(sign), 0)).join(''))
  let value = 0
  let digit = 0
  for (const sign of text) {
    const unit = HAN_UNITS[sign]
    if (unit === undefined) digit = Math.max(HAN_DIGITS.indexOf(sign), 0)
    else {
      value += (digit || 1) * unit
      digit = 0
    }
  }
  return value + digit
}

/** Ordinals that stand where a number would ("Article premier", "الفصل الأول"), each list from first on. */
const ORDINALS: readonly (readonly string[])[] = [
  ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'],
  ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
  ['premier', 'deuxième', 'troisième', 'quatrième', 'cinquième', 'sixième', 'septième', 'huitième', 'neuvième', 'dixième'],
  ['première', 'seconde', 'troisième', 'quatrième', 'cinquième', 'sixième', 'septième', 'huitième', 'neuvième', 'dixième'],
  ['primero', 'segundo', 'tercero', 'cuarto', 'quinto', 'sexto', 'séptimo', 'octavo', 'noveno', 'décimo'],
  ['primera', 'segunda', 'tercera', 'cuarta', 'quinta', 'sexta', 'séptima', 'octava', 'novena', 'décima'],
  ['primeiro', 'segundo', 'terceiro', 'quarto', 'quinto', 'sexto', 'sétimo', 'oitavo', 'nono', 'décimo'],
  ['primo', 'secondo', 'terzo', 'quarto', 'quinto', 'sesto', 'settimo', 'ottavo', 'nono', 'decimo'],
  ['1er', '2e', '3e', '4e', '5e', '6e', '7e', '8e', '9e', '10e'],
  ['1ro', '2do', '3ro', '4to', '5to', '6to', '7mo', '8vo', '9no', '10mo'],
  ['первая', 'вторая', 'третья', 'четвертая', 'пятая', 'шестая', 'седьмая', 'восьмая', 'девятая', 'десятая'],
  ['первый', 'второй', 'третий', 'четвертый', 'пятый', 'шестой', 'седьмой', 'восьмой', 'девятый', 'десятый'],
  ['الأول', 'الثاني', 'الثالث', 'الرابع', 'الخامس', 'السادس', 'السابع', 'الثامن', 'التاسع', 'العاشر'],
  ['الأولى', 'الثانية', 'الثالثة', 'الرابعة', 'الخامسة', 'السادسة', 'السابعة', 'الثامنة', 'التاسعة', 'العاشرة'],
]
/** Arabic ordinals from 11 on are the unit and "عشر" or "عشرة"; 11 has a unit of its own. */
const ARABIC_TEENS = ['الحادي', 'الثاني', 'الثالث', 'الرابع', 'الخامس', 'السادس', 'السابع', 'الثامن', 'التاسع']
const ARABIC_TEENS_F = ['الحادية', 'الثانية', 'الثالثة', 'الرابعة', 'الخامسة', 'السادسة', 'السابعة', 'الثامنة', 'التاسعة']

const ORDINAL_VALUES = new Map<string, number>([
  ...ORDINALS.flatMap((list) => list.map((word, index): [string, number] => [word, index + 1])),
  ...ARABIC_TEENS.map((word, index): [string, number] => [`${word} عشر`, index + 11]),
  ...ARABIC_TEENS_F.map((word, index): [string, number] => [`${word} عشرة`, index + 11]),
  ['العشرون', 20],
  ['único', 1],
  ['única', 1],
  ['unique', 1],
  ['unico', 1],
  ['единственная', 1],
])

/** Arabic letters may be stretched (U+0640) and carry vowel signs; neither changes the word. */
export const ARABIC_ORNAMENT = '[\\u0640\\u064B-\\u0652]'

export function ordinal(text: string): number | null {
  const word = text.toLowerCase().replace(/\s+/g, ' ').replace(new RegExp(ARABIC_ORNAMENT, 'gu'), '')
  return ORDINAL_VALUES.get(word) ?? null
}

/** Words that `ordinal` reads, longest first, for a recogniser's pattern. */
export const ORDINAL_WORDS: readonly string[] = [...ORDINAL_VALUES.keys()].sort((a, b) => b.length - a.length)
