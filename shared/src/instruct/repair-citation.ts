import type { Block } from '../model/index.ts'
import type { Citation, Mention } from './citations.ts'
import type { Places } from './places.ts'
import type { Splice } from './words.ts'

/** What became of the provisions of the base: the draft's block that continues each, by the base's eId; absent for what is gone. */
export type Continued = ReadonlyMap<string, Block>

/** A citation that the draft makes stale, with the splices that repair it; null when nothing can be put in its place. */
export interface Stale extends Citation {
  readonly why: 'deleted' | 'renumbered'
  readonly repair: readonly Splice[] | null
}

/** Whether the draft makes a citation in a text of the base stale, and what it should read; null when it is as right as it was. */
export function judge(places: Places, citation: Citation, text: string, continued: Continued): Stale | null {
  const fates = citation.mentions.map((mention): Fate => {
    const unit = places.at(mention.place)
    const now = unit && continued.get(unit.block.eId)
    const isOther = now && now.number !== null && now.number !== unit.block.number
    return { mention, gone: unit !== null && !now, number: isOther ? now.number : null }
  })
  if (fates.some(({ gone }) => gone)) return { ...citation, why: 'deleted', repair: withoutGone(fates, citation, text, places) }
  const repair = fates.flatMap(renumbered)
  return repair.length === 0 ? null : { ...citation, why: 'renumbered', repair }
}

/** What became of one number of a citation. */
interface Fate {
  readonly mention: Mention
  readonly gone: boolean
  /** Its new number; null where it kept its own. */
  readonly number: string | null
}

const renumbered = ({ mention: { from, to }, number }: Fate): Splice[] => (number === null ? [] : [{ from, to, text: number }])

/**
 * The citation without what is gone: "articles 29 and 30" becomes "article 29", and "article 17, paragraph 2" becomes "article 17".
 * Null where nothing would be left, or nothing that could be said.
 */
function withoutGone(fates: readonly Fate[], { to }: Citation, text: string, places: Places): Splice[] | null {
  const splices: Splice[] = []
  const lists = listed(fates)
  for (const [at, list] of lists.entries()) {
    const kept = list.filter(({ gone }) => !gone)
    if (kept.length === list.length) splices.push(...list.flatMap(renumbered))
    else if (kept.length > 0) {
      const shorter = shortened(list, kept, text, places.doc.attrs['language'] as string)
      if (!shorter) return null
      splices.push(...shorter)
    } else {
      const wider = lists[at - 1]?.at(-1)
      const within = wider && fates.slice(fates.indexOf(list[0]!)).every(({ mention }) => isBelow(mention, wider.mention))
      return within && lists[at - 1]!.length === 1 ? [...splices, { from: extent(wider.mention, text).to, to, text: '' }] : null
    }
  }
  return splices
}

const isBelow = (one: Mention, other: Mention): boolean =>
  one.place.startsWith(`${other.place}, `) || one.place.startsWith(`${other.place}(`)

/** Numbers that stand beside one another in a list: "articles 29 and 30". */
function listed(fates: readonly Fate[]): Fate[][] {
  const lists: Fate[][] = []
  const above = ({ mention: { place } }: Fate) => place.replace(/(?:\([^()]+\)|\s[^\s,()]+(?: \p{L}+)?)$/u, '')
  for (const fate of fates) {
    const last = lists.at(-1)
    if (last && above(last[0]!) === above(fate)) last.push(fate)
    else lists.push([fate])
  }
  return lists
}

/** A mention with the brackets around it. */
function extent({ from, to }: Mention, text: string): { from: number; to: number } {
  return text[from - 1] === '(' && text[to] === ')' ? { from: from - 1, to: to + 1 } : { from, to }
}

const RANGE = /^\s*(?:to|through|[-–]|à|a|до|по|إلى)\s*$/iu
/** A noun before a list, in the languages whose plural only adds an "s". */
const PLURAL = /(?<=\b(?:article|(?:sub-?)?paragraph|point|chapter|paragraphe|alinéa|chapitre))s(?=\s$)/i

/** The list without what is gone, its noun in the singular where one number is left. */
function shortened(list: readonly Fate[], kept: readonly Fate[], text: string, language: string): Splice[] | null {
  const extents = list.map(({ mention }) => extent(mention, text))
  const between = extents.slice(1).map(({ from }, at) => text.slice(extents[at]!.to, from))
  if (between.some((words) => RANGE.test(words))) return null
  const [from, to] = [extents[0]!.from, extents.at(-1)!.to]
  const numbers = kept.map((fate) => {
    const { from: start, to: end } = extent(fate.mention, text)
    return fate.number === null ? text.slice(start, end) : text.slice(start, end).replace(/[^()]+/, () => fate.number!)
  })
  const words = numbers.length === 1 ? numbers[0]! : `${numbers.slice(0, -1).join(between[0])}${between.at(-1)}${numbers.at(-1)}`
  const shorter: Splice = { from, to, text: words }
  if (numbers.length > 1) return [shorter]
  const noun = PLURAL.exec(text.slice(0, from))
  const singular = /^(?:en|fr)/i.test(language)
  if (!noun) return singular || !/\p{L}\s$/u.test(text.slice(0, from)) ? [shorter] : null
  return singular ? [{ from: noun.index, to: noun.index + 1, text: '' }, shorter] : null
}
