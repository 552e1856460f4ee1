import { z } from 'zod'
import { DocumentSchema } from './api.ts'

/** Who wrote what, and the versions of a draft, as the HTTP API speaks of them. Times are the server's. */
const Id = z.string().min(1)
const Time = z.iso.datetime()
/** A version: the number of the last update that belongs to it. 1 is the base. */
const Seq = z.int().min(1)

const CreditRunSchema = z.object({
  /** UTF-16 units. */
  length: z.int(),
  /** Id of the person; null for what belongs to the earlier version, and on the earlier side for what is still there. */
  by: z.string().nullable(),
  at: Time.nullable(),
  /** Who made a reviewer's suggestion part of the draft, and when. */
  acceptedBy: z.string().nullable(),
  acceptedAt: Time.nullable(),
})

/** The runs cover the block's words exactly, pending suggestions left out. Blocks that nobody has touched are left out. */
const CreditedBlockSchema = z.object({ eId: z.string(), runs: z.array(CreditRunSchema) })

/** `GET /api/drafts/:id/authorship` */
export const AuthorshipSchema = z.object({
  seq: Seq,
  people: z.array(z.object({ id: Id, name: z.string() })),
  /** Who wrote which words of the draft. */
  blocks: z.array(CreditedBlockSchema),
  /** Who deleted which words of the base, by the base's eId. */
  deleted: z.array(CreditedBlockSchema),
})

/** `GET /api/drafts/:id/history`: the latest first. */
export const HistorySchema = z.object({
  seq: Seq,
  sessions: z.array(
    z.object({
      from: Seq,
      to: Seq,
      startedAt: Time,
      endedAt: Time,
      /** Characters written and deleted by each. */
      people: z.array(z.object({ id: Id, name: z.string(), written: z.int(), deleted: z.int() })),
    }),
  ),
  versions: z.array(
    z.object({
      id: Id,
      seq: Seq,
      kind: z.enum(['named', 'restored']),
      name: z.string().nullable(),
      by: z.string(),
      at: Time,
    }),
  ),
})

/** `GET /api/drafts/:id/history/:from/:to`: two versions, the earlier first, and who made the one of the other. */
export const ComparisonSchema = AuthorshipSchema.extend({ earlier: DocumentSchema, later: DocumentSchema })
export const ComparedSchema = z.object({ id: Id, from: z.coerce.number().int().min(1), to: z.coerce.number().int().min(1) })

/** `POST /api/drafts/:id/versions` → 201 */
export const NewVersionSchema = z.object({ seq: Seq, name: z.string().trim().min(1).max(200) })
/** `POST /api/drafts/:id/restorations` → 201: a new edit by which the draft reads as the version does. */
export const RestorationSchema = z.object({ seq: Seq })
