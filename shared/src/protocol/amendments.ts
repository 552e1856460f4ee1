import { z } from 'zod'
import { AMENDMENT_STATUSES, SUPPORTER_KINDS } from '../amendment/sheet.ts'

/** `GET /api/drafts/:id/amendments`: what the draft proposes against its base, in document order. */

/** One provision that an amendment changes. */
const AmendmentChangeSchema = z.object({
  /** In the draft; in the base for what is deleted. */
  eId: z.string(),
  kind: z.enum(['new', 'changed', 'deleted', 'moved']),
  /** The words in the base and in the draft, '' where there are none; paragraphs that were joined or split stand on lines of their own. */
  before: z.string(),
  after: z.string(),
})

export const AmendmentSchema = z.object({
  /** The eId of the unit or provision that it was made for: it stays while the draft moves on. */
  id: z.string(),
  /** From 1, in document order. */
  number: z.int(),
  /** eId of the unit (an article, the title …) where it begins. */
  target: z.string(),
  /** The unit in words: "article 24". */
  name: z.string(),
  kind: z.enum(['ADD', 'MOD', 'DEL', 'RETAIN']),
  changes: z.array(AmendmentChangeSchema),
  /** The sentences that state it, one a line; '' when none can. */
  instruction: z.string(),
  /** What of it no sentence states. */
  unstated: z.array(z.object({ eId: z.string(), what: z.enum(['words', 'emphasis', 'footnote']) })),
  proposer: z.string().nullable(),
  supporters: z.array(z.object({ kind: z.enum(SUPPORTER_KINDS), name: z.string(), document: z.string().nullable() })),
  /** Plain text, a paragraph a line. */
  justification: z.string(),
  fallback: z.string(),
  status: z.enum(AMENDMENT_STATUSES),
})
export type AmendmentRow = z.infer<typeof AmendmentSchema>
export const AmendmentsSchema = z.array(AmendmentSchema)
