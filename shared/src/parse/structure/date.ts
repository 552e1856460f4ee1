import { asciiDigits, roman } from '../numeral.ts'

/** Names of months in the languages of mastheads, January first. */
const MONTHS: readonly (readonly string[])[] = [
  'january february march april may june july august september october november december'.split(' '),
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' '),
  'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' '),
  'يناير فبراير مارس أبريل مايو يونيه يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر'.split(' '),
  'januar februar märz april mai juni juli august september oktober november dezember'.split(' '),
  'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro'.split(' '),
]

/** Reads the date of a masthead's line ("23 November 2023", "1.II.2030", "2023年11月23日") as YYYY-MM-DD; null where there is none. */
export function readDate(text: string): string | null {
  const han = /(\d{4})年(\d{1,2})月(\d{1,2})日/u.exec(text)
  if (han) return dateOf(Number(han[1]), Number(han[2]), Number(han[3]))
  const figures = /(?<![\p{Nd}.])(\d{1,2})\.\s?(\d{1,2}|[IVX]{1,4})\.\s?(\d{4})(?!\p{Nd})/u.exec(text)
  if (figures) return dateOf(Number(figures[3]), roman(figures[2]!) ?? Number(figures[2]), Number(figures[1]))
  const [, day, name, year] =
    /(?<!\p{Nd})(\d{1,2})(?:er|\.)?\s+(?:de\s+)?(?:[\p{L} ]+\/)?(\p{L}+)\.?\s+(?:de\s+)?(\d{4})(?!\p{Nd})/u.exec(
      asciiDigits(text),
    ) ?? []
  if (day === undefined || name === undefined) return null
  const month = MONTHS.map((months) => months.indexOf(name.toLowerCase())).find((index) => index >= 0)
  return month === undefined ? null : dateOf(Number(year), month + 1, Number(day))
}

const dateOf = (year: number, month: number, day: number): string | null =>
  month > 12 || day > 31 || day < 1 ? null : `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
