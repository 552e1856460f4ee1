import type { Op } from '../../diff/index.ts'
import { INDENT } from '../../instruct/index.ts'
import type { Headed, Look } from '../stream/look.ts'
import type { Frame } from '../words/words.ts'

/** Words with equal looks; `op` says in which of the two texts they stand. */
export interface PaperRun {
  readonly text: string
  readonly op: Op
  readonly strong?: boolean
  readonly em?: boolean
  /** A footnote's reference, set high. */
  readonly noteRef?: boolean
}

/** A line of the instrument: its label ("1.", "(a)", empty where it has none) and its words. */
export interface PaperLine {
  readonly look: Look
  readonly label: readonly PaperRun[]
  readonly words: readonly PaperRun[]
  /** What becomes of the paragraph's end: an inserted one stands only in the draft, a deleted one only in the base. */
  readonly end: Op
}

/** What words of the paper's own are for. */
export type WordsRole = 'location' | 'instruction' | 'justification' | 'remark' | 'absent' | 'legend'

/** Depth in the outline, 1 the outermost. */
export type Depth = 1 | 2 | 3 | 4 | 5

export type PaperBlock =
  | { readonly kind: 'line'; readonly line: PaperLine; readonly anchor: string | null }
  /** The title, or the heading of a division, article or annex: the line of its number, then that of its words. */
  | {
      readonly kind: 'heading'
      readonly headed: Headed | 'title'
      readonly depth: Depth
      readonly lines: readonly PaperLine[]
      readonly anchor: string | null
    }
  /** A heading of the paper's own: "Amendment 3". */
  | { readonly kind: 'caption'; readonly depth: Depth; readonly text: string }
  /** `frame` is the language and direction of the words; null for the instrument's own. */
  | { readonly kind: 'words'; readonly role: WordsRole; readonly frame: Frame | null; readonly runs: readonly PaperRun[] }
  /** Names with what is said under them: who proposes, who supports. `colon` parts the two where they stand in one line. */
  | {
      readonly kind: 'facts'
      readonly colon: string
      readonly facts: readonly { readonly name: string; readonly value: string }[]
    }
  | {
      readonly kind: 'columns'
      readonly heads: readonly [string, string]
      readonly cells: readonly [readonly PaperBlock[], readonly PaperBlock[]]
    }
  /** What follows begins on a new page. */
  | { readonly kind: 'page' }

/** Instructions follow the grammar of amending language, which is English. */
export const ENGLISH: Frame = { language: 'en', direction: 'ltr' }

export interface Paper {
  /** As a list of files shows it. */
  readonly title: string
  /** What the file is, in a few lines that stand above everything; the first is the draft's name. */
  readonly head: readonly string[]
  /** BCP 47, of the instrument. */
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  /** What the paper says in its own words: head, captions, facts, heads of columns. Instructions are English. */
  readonly frame: Frame
  readonly blocks: readonly PaperBlock[]
  readonly generatedAt: Date
}

export const plainRun = (text: string): PaperRun => ({ text, op: 'keep' })
export const runsText = (runs: readonly PaperRun[]): string => runs.map(({ text }) => text).join('')

/** One line of an instruction, and how many levels it is set in. */
export interface InstructionLine {
  readonly text: string
  readonly depth: number
}

/** The lines of an instruction: its sentence, and below it what it quotes of the instrument. */
export const instructionLines = (runs: readonly PaperRun[]): [InstructionLine, ...InstructionLine[]] => {
  const [first = '', ...quoted] = runsText(runs).split('\n')
  return [
    { text: first, depth: 0 },
    ...quoted.map((line) => ({ text: line.trimStart(), depth: Math.ceil((line.length - line.trimStart().length) / INDENT) })),
  ]
}

/** Whether facts or words lead to the place that follows them, and should stand on its page: the table under a heading, not the next one. */
export const leadsToPlace = (blocks: readonly PaperBlock[], at: number): boolean => {
  const block = blocks[at]
  if (block?.kind === 'facts') return leadsToPlace(blocks, at + 1)
  if (block?.kind !== 'words') return false
  if (block.role === 'location') return true
  return (block.role === 'remark' || block.role === 'instruction') && lengthOf(block) < SHORT && leadsToPlace(blocks, at + 1)
}

/** Whether a row of two columns fills less than half a page, so that it may stand on one page whole. */
export const isShort = (cells: readonly (readonly PaperBlock[])[]): boolean => cells.every((cell) => length(cell) < SHORT)

/** Characters: about twenty lines of a column. */
const SHORT = 900

const length = (blocks: readonly PaperBlock[]): number => blocks.reduce((sum, block) => sum + lengthOf(block), 0)

function lengthOf(block: PaperBlock): number {
  switch (block.kind) {
    case 'line':
      return lineLength(block.line)
    case 'heading':
      return block.lines.reduce((sum, line) => sum + lineLength(line), 0)
    case 'words':
      return runsText(block.runs).length + LINE
    default:
      return SHORT
  }
}

/** A paragraph takes up more than its words: about one line of a column. */
const LINE = 40
const lineLength = ({ label, words }: PaperLine): number => runsText(label).length + runsText(words).length + LINE

/** Whether a paper shows changes as insertions and deletions. */
export const showsChanges = (blocks: readonly PaperBlock[]): boolean =>
  blocks.some((block) => {
    if (block.kind === 'line') return lineChanges(block.line)
    return block.kind === 'heading' && block.lines.some(lineChanges)
  })

const lineChanges = ({ label, words, end }: PaperLine): boolean =>
  end !== 'keep' || [...label, ...words].some(({ op }) => op !== 'keep')
