import type { Header, Instruction, Problem } from './instruction.ts'
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
  items.forEach(({ line, words }, item) => {
    const result = readSentence(words)
    if (result.ok) read.push({ line, instruction: result.instruction })
    else problems.push({ item, line, words: result.words, message: result.message })
  })
  if (items.length === 0) problems.push({ item: null, line: null, words: '', message: 'There is no instruction in this text.' })
  return { header: readHeader(header), items: read, problems }
}

interface Piece {
  readonly line: number
  readonly words: string
}

const NUMBERED = /^\s*(?:\(?(\d{1,4})\s?[.)]\)?|[-•–*])\s+(?=\S)/
const VERB = /^\s*(?:In|Replace|After|Before|Delete|Remove|Move|Renumber|Retain|Restore|Strike)\s/

/** The numbered items of a text; what stands before the first is its header. Lines inside a quotation begin no item. */
function split(text: string): { header: string; items: Piece[] } {
  const lines = text.split('\n')
  const starts = startsOf(lines)
  const items = starts.map((start, index): Piece => {
    const end = starts[index + 1] ?? lines.length
    const words = lines.slice(start, end).join('\n').replace(NUMBERED, '').trimEnd()
    return { line: start + 1, words }
  })
  return {
    header: lines
      .slice(0, starts[0] ?? lines.length)
      .join('\n')
      .trim(),
    items,
  }
}

function startsOf(lines: readonly string[]): number[] {
  const starts: number[] = []
  const begins = (line: string) => NUMBERED.test(line) || VERB.test(line)
  let depth = 0
  lines.forEach((line, index) => {
    if (begins(line) && (depth === 0 || (isNext(line, starts.length) && isOver(lines, starts.at(-1)!, index)))) {
      if (NUMBERED.test(line) || !continues(lines, starts.at(-1), index)) {
        starts.push(index)
        depth = 0
      }
    }
    if (starts.length > 0) depth = Math.max(0, depth + count(line, '“') - count(line, '”'))
  })
  return starts
}

const count = (line: string, mark: string): number => line.split(mark).length - 1

/** A quotation that holds single marks seems never to end: the next number with a verb behind a closed sentence ends it. */
function isOver(lines: readonly string[], start: number, index: number): boolean {
  const before = lines.slice(start, index).join('\n').trimEnd()
  if (!/(?:[”"]\.?|accordingly\.?)$/.test(before)) return false
  const later = lines.slice(index).join('\n')
  return count(before, '“') !== count(before, '”') && !balancedAhead(before, later)
}

/** Whether the quotation that is open closes again further down, before another instruction begins. */
function balancedAhead(before: string, later: string): boolean {
  let depth = count(before, '“') - count(before, '”')
  for (const char of later) {
    if (char === '“') depth++
    if (char === '”' && --depth === 0) return true
  }
  return false
}

const isNext = (line: string, index: number): boolean => {
  const number = NUMBERED.exec(line)?.[1]
  return number !== undefined && Number(number) === index + 1 && VERB.test(line.replace(NUMBERED, ''))
}

/** "Renumber the subsequent paragraphs accordingly." on a line of its own belongs to the instruction above. */
function continues(lines: readonly string[], start: number | undefined, index: number): boolean {
  if (start === undefined) return false
  const line = lines[index]!
  if (/^\s*(?:Renumber the (?:subsequent|following|remaining)|Update the reference)/i.test(line)) return true
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
