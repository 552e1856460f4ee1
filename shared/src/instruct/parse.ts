import type { Header, Instruction, Place, Problem } from './instruction.ts'
import { readPlace } from './place-words.ts'
import { readSentence } from './read-sentence.ts'

export interface ParsedItem {
  readonly instruction: Instruction
  /** Line of the text where it begins, from 1. */
  readonly line: number
}

export interface ParsedInstructions {
  readonly header: Partial<Header>
  readonly items: readonly ParsedItem[]
  /** `item` counts the items of the text, those that are not understood among them. */
  readonly problems: readonly Problem[]
}

/** Reads a list of instructions as people write and paste it. What is not understood is a problem; the rest is read all the same. */
export function parseInstructions(text: string): ParsedInstructions {
  const { header, items } = split(text.replace(/\r\n?/g, '\n').replace(/[\u200b\ufeff]/g, ''))
  const read: ParsedItem[] = []
  const problems: Problem[] = []
  items.forEach(({ line, words, within }, item) => {
    const result = readSentence(words, within)
    if (result.ok) read.push(...result.instructions.map((instruction) => ({ line, instruction })))
    else problems.push({ item, line, words: result.words, message: result.message })
  })
  if (items.length === 0) problems.push({ item: null, line: null, words: '', message: 'There is no instruction in this text.' })
  return { header: readHeader(header), items: read, problems }
}

interface Piece {
  readonly line: number
  readonly words: string
  /** The unit named on a line of its own above it. */
  readonly within: Place | null
}

const NUMBERED = /^\s*(?:\(?(\d{1,4})\s?[.)]\)?|[-•–*])\s+(?=\S)/
/** "a)", "(iv)", "B.": an item's only where the grammar follows, for so the lines of quoted text begin as well. */
const LETTERED = /^\s*\(?(?:\p{L}|[ivx]{1,5}|[IVX]{1,5})[.)]\s+(?=\S)/u
const VERB =
  /^\s*(?:Please |Kindly )?(?:In|Replace|Substitute|After|Before|Between|Delete|Remove|Omit|Move|Renumber|Retain|Restore|Reinstate|Revert|Strike|Insert|Add|Amend|Revise|Throughout|At the end|We propose|It is proposed|(?:The following|A) (?:new )?\p{L}+\b[^“”"]{0,40}(?:shall|should|is|to) be)(?:\s|[.:]?$)/iu
/** "Article 24(1): delete …", "Article 17 should read …", "PP 3: …". */
const PLACED =
  /^\s*(?:The )?(?:(?:articles?|annex|chapter|title|preamble|heading|chapeau|(?:sub-?)?paragraphs?|pp ?\d|op ?\d|\p{L}+ preambular paragraph)\b|arts?\.|(?:sub-?)?paras?\.)[^“”"]{0,80}?(?:\s?:\s*\S|\s[–—-]\s\S|\s(?:should|shall|to|is to)\s(?:be|read|now)\b|\s(?:is|are)\s(?:deleted|replaced|omitted|amended)\b)/iu
/** A unit named on a line of its own: what follows is said of it. */
const NAMED = /^\s*(?:The )?((?:(?:articles?|annex|chapter|preamble|title)\b|arts?\.)[^“”"]{0,60}?)\s*[:–—-]?\s*$/i

/** The numbered items of a text; what stands before the first is its header. Lines inside a quotation begin no item. */
function split(text: string): { header: string; items: Piece[] } {
  const lines = text.split('\n')
  const { starts, names } = startsOf(lines)
  const named = [...names.keys()]
  const items = starts.map((start, index): Piece => {
    const next = starts[index + 1] ?? lines.length
    const above = named.findLast((line) => line < start)
    const end = named.find((line) => line > start && line < next) ?? next
    return { line: start + 1, words: itemText(lines, start, end), within: above === undefined ? null : names.get(above)! }
  })
  const first = Math.min(starts[0] ?? lines.length, named[0] ?? lines.length)
  return { header: lines.slice(0, first).join('\n').trim(), items }
}

/** The lines where items begin, and those that name a unit for the items below, with its place. */
function startsOf(lines: readonly string[]): { starts: number[]; names: Map<number, Place> } {
  const starts: number[] = []
  const names = new Map<number, Place>()
  let depth = 0
  let straight = false
  /** The line that the lines before this one belong to; after a name, none. */
  let open: number | undefined
  lines.forEach((line, index) => {
    const inside = depth > 0 || straight
    const afterName = open === undefined && names.size > 0 && line.trim() !== ''
    const isName = !inside && NAMED.test(line) && !PLACED.test(line) && !continues(lines, open, index)
    if (isName) {
      names.set(index, readPlace(NAMED.exec(line)![1]!))
      open = undefined
      return
    }
    const begun = begins(line) && (open === undefined || indentOf(line) <= indentOf(lines[open]!))
    if (afterName || (begun && isStart(lines, starts, open, index, inside))) {
      starts.push(index)
      open = index
      depth = 0
      straight = false
    }
    if (open === undefined) return
    depth = Math.max(0, depth + count(line, '“') - count(line, '”'))
    if (count(line, '"') % 2 === 1) straight = !straight
  })
  return { starts, names }
}

const begins = (line: string): boolean => NUMBERED.test(line) || says(line)
/** Whether a line, whatever its number, begins as an instruction does. */
const says = (line: string): boolean => {
  const bare = line.replace(NUMBERED, '').replace(LETTERED, '')
  return VERB.test(bare) || PLACED.test(bare)
}
const indentOf = (line: string): number => /^\s*/.exec(line)![0].length

function isStart(
  lines: readonly string[],
  starts: readonly number[],
  open: number | undefined,
  index: number,
  inside: boolean,
): boolean {
  const line = lines[index]!
  if (inside) return isNext(line, starts.length) && readSentence(itemText(lines, open!, index)).ok
  const apart = lines[index - 1]?.trim() === ''
  return says(line) ? apart || !continues(lines, open, index) : opens(line, starts.length) && !continues(lines, open, index)
}

function itemText(lines: readonly string[], start: number, end: number): string {
  const text = lines.slice(start, end).join('\n').replace(NUMBERED, '')
  return (says(text) ? text.replace(LETTERED, '') : text).trimEnd()
}

const count = (line: string, mark: string): number => line.split(mark).length - 1

/** A numbered line that begins with no verb of the grammar is an item all the same where its number is the next. */
function opens(line: string, index: number): boolean {
  const number = NUMBERED.exec(line)?.[1]
  return number === undefined || Number(number) === index + 1
}

const isNext = (line: string, index: number): boolean => {
  const number = NUMBERED.exec(line)?.[1]
  return number !== undefined && Number(number) === index + 1 && says(line)
}

/** "Renumber the subsequent paragraphs accordingly." on a line of its own belongs to the instruction above. */
function continues(lines: readonly string[], start: number | undefined, index: number): boolean {
  if (start === undefined) return false
  const line = lines[index]!.replace(NUMBERED, '')
  if (line === lines[index] && /^\s*(?:Renumber the (?:subsequent|following|remaining)|Update the reference)/i.test(line))
    return true
  return !/[.”"]\s*$/.test(lines.slice(start, index).join('\n').trimEnd())
}

/** “Title” (symbol, revision, date), as `printHeader` writes it. */
function readHeader(text: string): Partial<Header> {
  const found = /“([^]+)”(?:\s*\(([^()]*)\))?/.exec(text.replace(/\s+/g, ' '))
  if (!found) return {}
  const parts = (found[2] ?? '').split(', ').filter(Boolean)
  const symbol = parts.find((part) => /^[A-Z][\w.]*\//.test(part)) ?? null
  const date = parts.find((part) => /\d{1,2} \p{L}+ \d{4}|\d{4}-\d{2}-\d{2}/u.test(part)) ?? null
  const revision = parts.find((part) => part !== symbol && part !== date) ?? null
  return { title: found[1]!, symbol, revision, date }
}
