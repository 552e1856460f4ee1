import { toRoman } from '../../number/index.ts'
import { han, toLetters } from '../numeral.ts'
import { attribute, child, children, integer, nameOf, path, toggle, val, type Element } from '../xml.ts'
import { indentOf } from './styles.ts'

/** Computes the automatic number of each numbered paragraph, in document order (ECMA-376 part 1, 17.9). */
export interface Numbering {
  /** The number of the next paragraph of this list and level, as the reader sees it, and where its text stands; null for no list. */
  next: (numId: string, level: number | null, style: string | null) => NextNumber | null
  /** The list level that a style is linked to from `numbering.xml`. */
  levelOfStyle: (numId: string, style: string) => number | null
}

export interface NextNumber {
  /** Null for a list that shows none. */
  label: string | null
  /** Indent of the level's text in points; null where the list doesn't say. */
  indent: number | null
}

interface Level {
  start: number
  format: string
  text: string
  /** The level whose next number restarts this one; 0 means never. */
  restart: number | null
  legal: boolean
  style: string | null
  indent: number | null
}

interface List {
  abstractId: string
  levels: (Level | undefined)[]
  /** Levels at which this list starts anew when first used. */
  startOver: Map<number, number>
}

const LEVELS = 9

export function readNumbering(root: Element | null): Numbering {
  const lists = readLists(root)
  /** Lists with the same abstract definition share one counter. */
  const counters = new Map<string, (number | undefined)[]>()
  const used = new Set<string>()
  const levelOfStyle = (numId: string, style: string) => {
    const level = lists.get(numId)?.levels.findIndex((one) => one?.style === style) ?? -1
    return level < 0 ? null : level
  }
  return {
    levelOfStyle,
    next(numId, wanted, style) {
      const list = lists.get(numId)
      if (!list) return null
      const level = Math.min(Math.max(wanted ?? (style ? levelOfStyle(numId, style) : null) ?? 0, 0), LEVELS - 1)
      const counter = counters.get(list.abstractId) ?? []
      counters.set(list.abstractId, counter)
      startOver(list, numId, level, counter, used)
      advance(list, level, counter)
      return { label: print(list, level, counter), indent: list.levels[level]?.indent ?? null }
    },
  }
}

function startOver(list: List, numId: string, level: number, counter: (number | undefined)[], used: Set<string>): void {
  const key = `${numId}/${level}`
  if (used.has(key)) return
  used.add(key)
  if (list.startOver.has(level)) counter.length = level
}

function advance(list: List, level: number, counter: (number | undefined)[]): void {
  for (let above = 0; above < level; above++) counter[above] ??= startOf(list, above)
  const last = counter[level]
  counter[level] = last === undefined ? startOf(list, level) : last + 1
  for (let below = level + 1; below < LEVELS; below++) {
    const restart = list.levels[below]?.restart ?? below
    if (restart !== 0 && level < restart) counter[below] = undefined
  }
}

const startOf = (list: List, level: number): number => list.startOver.get(level) ?? list.levels[level]?.start ?? 1

function print(list: List, level: number, counter: readonly (number | undefined)[]): string | null {
  const definition = list.levels[level]
  if (!definition || definition.format === 'none') return null
  if (definition.format === 'bullet') return /[\p{L}\p{N}]/u.test(definition.text) || !definition.text.trim() ? null : '–'
  const text = definition.text.replace(/%([1-9])/g, (_, digit: string) => {
    const at = Number(digit) - 1
    const format = definition.legal && at < level ? 'decimal' : (list.levels[at]?.format ?? 'decimal')
    return numeral(counter[at] ?? startOf(list, at), format)
  })
  return text.trim() || null
}

function numeral(value: number, format: string): string {
  switch (format) {
    case 'lowerLetter':
      return value > 0 ? toLetters(value) : String(value)
    case 'upperLetter':
      return value > 0 ? toLetters(value).toUpperCase() : String(value)
    case 'lowerRoman':
      return toRoman(value)
    case 'upperRoman':
      return toRoman(value).toUpperCase()
    case 'decimalZero':
      return String(value).padStart(2, '0')
    case 'ordinal':
      return `${value}${ordinalEnding(value)}`
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'ideographDigital':
    case 'japaneseCounting':
      return toHan(value)
    case 'none':
      return ''
    default:
      return String(value)
  }
}

function ordinalEnding(value: number): string {
  const teen = value % 100 > 10 && value % 100 < 14
  return teen ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th')
}

/** Chinese counting numerals below 1,000, by asking the reader of `numeral.ts` in reverse. */
function toHan(value: number): string {
  const digits = '〇一二三四五六七八九'
  if (value < 10) return digits[value] ?? String(value)
  if (value > 99) return String(value)
  const tens = Math.floor(value / 10)
  const text = `${tens === 1 ? '' : digits[tens]}十${value % 10 === 0 ? '' : digits[value % 10]}`
  return han(text) === value ? text : String(value)
}

function readLists(root: Element | null): Map<string, List> {
  const all = root ? children(root) : []
  const abstracts = new Map(
    all.filter((one) => nameOf(one) === 'abstractNum').map((one) => [attribute(one, 'abstractNumId') ?? '', one]),
  )
  const styled = new Map([...abstracts].map(([id, one]) => [val(child(one, 'styleLink')) ?? `#${id}`, id]))
  const lists = new Map<string, List>()
  for (const num of all.filter((one) => nameOf(one) === 'num')) {
    const id = attribute(num, 'numId')
    let abstractId = val(child(num, 'abstractNumId')) ?? ''
    const link = val(child(abstracts.get(abstractId), 'numStyleLink'))
    if (link !== null) abstractId = styled.get(link) ?? abstractId
    if (id !== null) lists.set(id, readList(num, abstractId, abstracts.get(abstractId) ?? null))
  }
  return lists
}

function readList(num: Element, abstractId: string, abstract: Element | null): List {
  const list: List = { abstractId, levels: [], startOver: new Map() }
  for (const lvl of abstract ? children(abstract).filter((one) => nameOf(one) === 'lvl') : []) addLevel(list, lvl)
  for (const override of children(num).filter((one) => nameOf(one) === 'lvlOverride')) {
    const level = integer(override, 'ilvl')
    const start = integer(child(override, 'startOverride'))
    const lvl = child(override, 'lvl')
    if (lvl) addLevel(list, lvl)
    if (level !== null && start !== null) list.startOver.set(level, start)
  }
  return list
}

function addLevel(list: List, lvl: Element): void {
  const level = integer(lvl, 'ilvl')
  if (level === null || level < 0 || level >= LEVELS) return
  list.levels[level] = {
    start: integer(child(lvl, 'start')) ?? 0,
    format: numFmt(lvl),
    text: val(child(lvl, 'lvlText')) ?? '',
    restart: integer(child(lvl, 'lvlRestart')),
    legal: toggle(lvl, 'isLgl') === true,
    style: val(child(lvl, 'pStyle')),
    indent: indentOf(child(lvl, 'pPr')),
  }
}

const numFmt = (lvl: Element): string =>
  val(child(lvl, 'numFmt')) ?? val(path(lvl, 'AlternateContent', 'Fallback', 'numFmt')) ?? 'decimal'
