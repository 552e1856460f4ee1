import type { Header, Instruction, Problem } from './instruction.ts'

export interface ParsedItem {
  readonly instruction: Instruction
  /** Line of the text where it begins, from 1. */
  readonly line: number
}

export interface ParsedInstructions {
  readonly header: Partial<Header>
  readonly items: readonly ParsedItem[]
  readonly problems: readonly Problem[]
}

/** Reads a list of instructions as people write and paste it. What is not understood is a problem; the rest is read all the same. */
export function parseInstructions(text: string): ParsedInstructions {
  throw new Error(`Being written: ${text.length}`)
}
