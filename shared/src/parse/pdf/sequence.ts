import { readPrintedLabel, type Label } from '../structure/label.ts'

/** Words after which a sentence goes on: a comma, or the "and" of a list. */
const COMMA = /[,，、،]["”»’)\]]*$/u
const CONJUNCTION = /[;,]\s*(?:and|or|and\/or|et|ou|y|o|и|или|و|أو)$/u

/**
 * Whether a label below these words may be one. Below an unfinished sentence it must continue a series of the article, or, behind a
 * comma, begin one inside the paragraph: otherwise "… as may be necessary," and a last line "24." would make a paragraph 24.
 * `openings` are the first lines of the article's paragraphs, the last first.
 */
export function mayFollow(label: Label, above: string, openings: Iterable<string>): boolean {
  const [comma, conjunction] = [COMMA.test(above), CONJUNCTION.test(above)]
  if (!comma && !conjunction) return true
  const step = label.inserted ? 0 : 1
  let own: Label | null | undefined
  const seen = new Set<string>()
  for (const line of openings) {
    const before = readPrintedLabel(line)
    if (own === undefined) own = before
    const readings = before?.readings ?? []
    for (const { key, value } of readings) {
      if (seen.has(key)) continue
      // "(ii)" is hardly a letter: the series of letters goes on where it stood above it.
      if (readings.length === 1) seen.add(key)
      if (label.readings.some((reading) => reading.key === key && reading.value === value + step)) return true
    }
  }
  const inside = new Set(own?.readings.map(({ key }) => key))
  return comma && label.readings.some(({ key, value }) => value === 1 && !inside.has(key))
}
