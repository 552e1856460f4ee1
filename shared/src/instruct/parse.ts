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
    return { line: start + 1, words: itemText(lines, start, end) }
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
  let depth = 0
  lines.forEach((line, index) => {
    const start = starts.at(-1)
    if (
      begins(line) &&
      (start === undefined || indentOf(line) <= indentOf(lines[start]!)) &&
      isStart(lines, starts, index, depth)
    ) {
      starts.push(index)
      depth = 0
    }
    if (starts.length > 0) depth = Math.max(0, depth + count(line, '“') - count(line, '”'))
  })
  return starts
}

const begins = (line: string): boolean => NUMBERED.test(line) || VERB.test(line)
const indentOf = (line: string): number => /^\s*/.exec(line)![0].length

function isStart(lines: readonly string[], starts: readonly number[], index: number, depth: number): boolean {
  const line = lines[index]!
  const start = starts.at(-1)
  if (depth > 0) return isNext(line, starts.length) && readSentence(itemText(lines, start!, index)).ok
  return VERB.test(line.replace(NUMBERED, '')) ? !continues(lines, start, index) : opens(lines, starts, index)
}

const itemText = (lines: readonly string[], start: number, end: number): string =>
  lines.slice(start, end).join('\n').replace(NUMBERED, '').trimEnd()

const count = (line: string, mark: string): number => line.split(mark).length - 1

/** A numbered line that begins with no verb of the grammar is an item all the same where the one above has ended and the number fits. */
function opens(lines: readonly string[], starts: readonly number[], index: number): boolean {
  const number = NUMBERED.exec(lines[index]!)?.[1]
  if (starts.length === 0) return number === undefined || Number(number) === 1
  const fits = number === undefined || Number(number) === starts.length + 1
  return fits && !continues(lines, starts.at(-1), index)
}

const isNext = (line: string, index: number): boolean => {
  const number = NUMBERED.exec(line)?.[1]
  return number !== undefined && Number(number) === index + 1 && VERB.test(line.replace(NUMBERED, ''))
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
