import type { Warning } from '../protocol/index.ts'
import type { Line, Run } from './line.ts'

/** What every format is read into, before its structure is told. */
export interface Source {
  ok: true
  lines: Line[]
  /** Footnotes, kept apart from the text. `form` is how a mark is written that is more than its number: "[#]", "#.". */
  notes: { number: string; form?: string; runs: Run[] }[]
  warnings: Warning[]
}
