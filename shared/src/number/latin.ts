/** The Latin multiplicatives that number an inserted provision: the first after article 6 is 6 bis, the second 6 ter. */
const MULTIPLICATIVES = [
  'bis',
  'ter',
  'quater',
  'quinquies',
  'sexies',
  'septies',
  'octies',
  'novies',
  'decies',
  'undecies',
  'duodecies',
  'terdecies',
  'quaterdecies',
  'quindecies',
  'sexdecies',
  'septdecies',
  'octodecies',
  'novodecies',
  'vicies',
] as const

/** Spellings that texts also use. */
const SPELLINGS: Readonly<Record<string, number>> = {
  quinques: 5,
  nonies: 9,
  tredecies: 13,
  quinquiesdecies: 15,
  sexiesdecies: 16,
  septiesdecies: 17,
  octiesdecies: 18,
  duodevicies: 18,
  noviesdecies: 19,
  undevicies: 19,
}

/** Every word that `timesOf` knows. */
export const LATIN_WORDS: readonly string[] = [...MULTIPLICATIVES, ...Object.keys(SPELLINGS)]

/** 2 → "bis", 20 → "vicies"; beyond the named ones the figure itself. */
export const multiplicative = (times: number): string => MULTIPLICATIVES[times - 2] ?? String(times)

/** "bis" → 2, "Quater" → 4, "21" → 21; null for another word. */
export function timesOf(word: string): number | null {
  const known = (MULTIPLICATIVES as readonly string[]).indexOf(word.toLowerCase())
  if (known >= 0) return known + 2
  const figure = Number(word)
  return SPELLINGS[word.toLowerCase()] ?? (Number.isInteger(figure) && figure > MULTIPLICATIVES.length + 1 ? figure : null)
}
