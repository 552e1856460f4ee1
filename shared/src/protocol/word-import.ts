import { z } from 'zod'
import { WarningSchema } from './api.ts'
import { SuggestionSchema } from './review.ts'

/** A Word file brought back into a draft, as the HTTP API speaks of it. */
const Id = z.string().min(1)

export const ImportedChangeSchema = z.object({
  /** As the file names them; null for what was changed without tracking. */
  author: z.string().nullable(),
  /** As the file has it. */
  date: z.string().nullable(),
  kind: z.enum(['insert', 'delete', 'format', 'newBlock', 'deleteBlock', 'join', 'label', 'move', 'comment']),
  text: z.string(),
  /** eId of the block that it is in, or where it probably belongs. */
  eId: z.string().nullable(),
  /** "article 24, paragraph 1" */
  location: z.string().nullable(),
})

export const UnmatchedChangeSchema = ImportedChangeSchema.extend({ id: Id, reason: z.string() })
export type UnmatchedRow = z.infer<typeof UnmatchedChangeSchema>

/** `POST /api/drafts/:id/import` */
export const WordImportSchema = z.object({
  id: Id,
  /** What the import has added to the draft, in the order of its text. */
  suggestions: z.array(SuggestionSchema),
  matched: z.array(ImportedChangeSchema),
  /** Kept until somebody dismisses it. */
  unmatched: z.array(UnmatchedChangeSchema),
  warnings: z.array(WarningSchema),
})
export type WordImport = z.infer<typeof WordImportSchema>

/** `GET /api/drafts/:id/imports`, the latest first: with what nobody has dismissed yet. */
export const WordImportsSchema = z.array(
  z.object({
    id: Id,
    fileName: z.string(),
    by: z.string(),
    at: z.iso.datetime(),
    unmatched: z.array(UnmatchedChangeSchema),
  }),
)
