const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  )

/** "first" to "twentieth", then "21st". */
export function ordinal(place: number): string {
  const ending = place % 100 > 10 && place % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th')
  return ORDINALS[place - 1] ?? `${place}${ending}`
}

/** A pattern for the source of a regular expression. */
export const ORDINAL = `(?:${ORDINALS.join('|')}|\\d+(?:st|nd|rd|th))`

/** "second" → 2, "2nd" → 2, "21st" → 21; null for another word. */
export function ordinalOf(word: string): number | null {
  const known = ORDINALS.indexOf(word.toLowerCase())
  const figure = /^(\d+)(?:st|nd|rd|th)$/i.exec(word)
  return known >= 0 ? known + 1 : figure ? Number(figure[1]) : null
}
