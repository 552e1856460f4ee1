import { z } from 'zod'

/** What a person can say that a piece of an imported text is; divisions by their rank. */
export const MARKS = [
  'title',
  'preamble',
  'recital',
  'part',
  'chapter',
  'section',
  'subsection',
  'article',
  'annex',
  'heading',
  'paragraph',
  'closing',
  'note',
  'leftOut',
] as const
export type MarkAs = (typeof MARKS)[number]

const ItemId = z.string().min(1).max(200)
/** The longest treaties have some 3,000 paragraphs: all of them may be taken at once. */
const Items = z.array(ItemId).min(1).max(10_000)

/** One correction of an imported text, as a person makes it. */
export const OperationSchema = z.discriminatedUnion('op', [
  /** One level up: a paragraph with the points below it, a division with the smaller divisions in it. */
  z.object({ op: z.literal('promote'), items: Items }),
  z.object({ op: z.literal('demote'), items: Items }),
  /** The words join those of the item before. */
  z.object({ op: z.literal('merge'), item: ItemId }),
  /** What stands from the offset on (UTF-16 units of the item's words) becomes an item of its own. */
  z.object({ op: z.literal('split'), item: ItemId, at: z.int().min(1) }),
  /** The label as it should be printed ("(h)", "Article 7 bis"); empty for none. */
  z.object({ op: z.literal('relabel'), item: ItemId, label: z.string().trim().max(60) }),
  z.object({ op: z.literal('mark'), items: Items, as: z.enum(MARKS) }),
  /** Text that was left out comes back as what its own words say it is. */
  z.object({ op: z.literal('restore'), items: Items }),
  /** A doubtful place was looked at and is right as it stands. */
  z.object({ op: z.literal('accept'), warning: z.int().min(0) }),
])
export type Operation = z.infer<typeof OperationSchema>

/** What the list of operations of an import is made of: nothing is ever taken off it. */
export const StepSchema = z.discriminatedUnion('op', [
  ...OperationSchema.options,
  z.object({ op: z.literal('undo') }),
  z.object({ op: z.literal('redo') }),
])
export type Step = z.infer<typeof StepSchema>
