import type { Amendment } from './amendment.ts'
import type { Header, Instruction } from './instruction.ts'

/** The sentence that states an instruction, consequences included. An inserted block may have several lines, indented by level. */
export function sentence(instruction: Instruction): string {
  throw new Error(`Being written: ${instruction.type}`)
}

/** The whole list as it is read out: a header that names the base once, then the numbered instructions. */
export function printInstructions(header: Header, amendments: readonly Amendment[]): string {
  throw new Error(`Being written: ${header.title} ${amendments.length}`)
}
