import type { Node } from 'prosemirror-model'
import type { z } from 'zod'
import type { FoundSchema, Warning } from '../protocol/index.ts'
import type { SourceLine } from './source-lines.ts'

/** What an import found, for the person who imports: `paragraphs` counts the provisions of every level. */
export type Found = z.infer<typeof FoundSchema>

/** How a file was read. */
export type SourceFormat = 'docx' | 'pdf' | 'html' | 'markdown' | 'txt' | 'akn'

export interface Metadata {
  title: string | null
  /** The document symbol of a masthead ("A/AC.291/22/Rev.3"). */
  symbol: string | null
  /** The date of a masthead, as YYYY-MM-DD. */
  date: string | null
  /** BCP 47 code of the language, told from the words. */
  language: string
  direction: 'ltr' | 'rtl'
}

/** Why a file was refused: one of the problem ids of the API. */
export type Problem = 'unreadable-file' | 'unsupported-file' | 'file-too-large' | 'no-structure'

export interface Refusal {
  ok: false
  problem: Problem
  /** In words for a lawyer: what is wrong and what to do about it. */
  reason: string
  place?: string
}

export type Parsed =
  | { ok: true; doc: Node; metadata: Metadata; found: Found; warnings: Warning[]; format: SourceFormat; lines: SourceLine[] }
  | Refusal

export function refuse(problem: Problem, reason: string, place?: string): Refusal {
  return place === undefined ? { ok: false, problem, reason } : { ok: false, problem, reason, place }
}

/** Longest quotation of the source in a warning that only points to a place. */
const QUOTED = 160

/** A warning that points to a place and quotes the words there. */
export function warning(code: string, message: string, place: string | null, text: string | null = null): Warning {
  return { code, message, place, text: text === null || text.length <= QUOTED ? text : `${text.slice(0, QUOTED - 1)}…` }
}

/** A warning that carries words which are not in the document, whole, so that nothing of the source disappears silently. */
export function leftOut(code: string, message: string, place: string | null, text: string): Warning {
  return { code, message, place, text }
}
