import { z } from 'zod'
import { authorOf } from '../model/index.ts'
import { SUGGESTION_KINDS } from '../suggest/index.ts'
import { PersonSchema } from './api.ts'
import { MAX_DECIDED_SIDE, MAX_DECISIONS_AT_ONCE, MAX_QUOTATION_LENGTH } from './limits.ts'

/** Suggestions, decisions on them, and comments, as the HTTP API speaks of them. Times are the server's. */
const Id = z.string().min(1)
const Time = z.iso.datetime()
/** About two pages: what is longer belongs into a document of its own. */
const MAX_COMMENT_LENGTH = 5000
const MAX_LOCATION_LENGTH = 300

/** An id that tells its author: `PERSON:SUFFIX`. */
const SignedId = z
  .string()
  .max(200)
  .refine((id) => authorOf(id) !== null, 'This is not the id of a suggestion or comment.')

/** `GET /api/drafts/:id/suggestions` */
export const SuggestionSchema = z.object({
  id: Id,
  /** The name of who proposes it. */
  author: z.string(),
  authorId: Id,
  /** When the server first saw it. */
  at: Time,
  kind: z.enum(SUGGESTION_KINDS),
  /** eId of the block where it begins. */
  target: z.string(),
  /** "article 24, paragraph 1" */
  location: z.string(),
  before: z.string(),
  after: z.string(),
})
export type SuggestionRow = z.infer<typeof SuggestionSchema>

export const DECISIONS = ['accepted', 'rejected', 'withdrawn', 'undone'] as const
export type DecisionKind = (typeof DECISIONS)[number]

const DecidedSuggestion = z.object({
  suggestionId: SignedId,
  decision: z.enum(DECISIONS),
  kind: z.enum(SUGGESTION_KINDS),
  target: z.string().max(MAX_LOCATION_LENGTH),
  location: z.string().max(MAX_LOCATION_LENGTH),
  before: z.string().max(MAX_DECIDED_SIDE),
  after: z.string().max(MAX_DECIDED_SIDE),
})

/**
 * `POST …/suggestions/:sid/accept`, optionally: how the suggestion read when the decision was made. A drafter may have typed in it
 * meanwhile; it is accepted only as it was read.
 */
export const ReadAsSchema = z
  .object({ before: z.string().max(MAX_DECIDED_SIDE), after: z.string().max(MAX_DECIDED_SIDE) })
  .partial()
export type ReadAs = z.infer<typeof ReadAsSchema>

/** `POST …/suggestions/:sid/accept`, `POST …/suggestions/:sid/reject`; `GET /api/drafts/:id/decisions`, the latest first */
export const DecisionSchema = DecidedSuggestion.extend({
  id: Id,
  author: z.string(),
  by: z.string(),
  at: Time,
})
export const DecisionsSchema = z.array(DecisionSchema)

/** `GET /api/drafts/:id/suggestion-times`: by suggestion. */
export const SuggestionTimesSchema = z.record(z.string(), Time)

/** `POST /api/drafts/:id/decisions`: what was decided in the text itself, for the history. */
export const NewDecisionsSchema = z.array(DecidedSuggestion).min(1).max(MAX_DECISIONS_AT_ONCE)
export type NewDecision = z.infer<typeof DecidedSuggestion>

/** What a thread hangs on: words under a `comment` mark of this id, a whole provision, or a suggestion. */
export const AnchorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('words'), mark: SignedId }),
  z.object({ kind: z.literal('provision'), eId: z.string().min(1).max(MAX_LOCATION_LENGTH) }),
  z.object({ kind: z.literal('suggestion'), suggestionId: SignedId }),
])
export type Anchor = z.infer<typeof AnchorSchema>

/** `POST …/threads/:tid/comments` → 201; `PATCH …/comments/:cid` → 200 */
export const NewCommentSchema = z.object({
  body: z.string().trim().min(1).max(MAX_COMMENT_LENGTH),
  /** Ids of the people whom it speaks to. */
  mentions: z.array(Id).max(50).default([]),
})
export type NewComment = z.infer<typeof NewCommentSchema>

/** `POST /api/drafts/:id/threads` → 201 */
export const NewThreadSchema = NewCommentSchema.extend({
  anchor: AnchorSchema,
  /** The words as they were when the thread began: kept when they go. */
  quotation: z.string().max(MAX_QUOTATION_LENGTH),
  location: z.string().max(MAX_LOCATION_LENGTH).default(''),
})
export type NewThread = z.infer<typeof NewThreadSchema>

const AuthorSchema = PersonSchema.omit({ role: true })

export const CommentSchema = z.object({
  id: Id,
  author: AuthorSchema,
  at: Time,
  editedAt: Time.nullable(),
  /** Null when its author has deleted it and others have answered. */
  body: z.string().nullable(),
  mentions: z.array(Id),
})
export type Comment = z.infer<typeof CommentSchema>

/** `GET /api/drafts/:id/threads`, the oldest first */
export const ThreadSchema = z.object({
  id: Id,
  anchor: AnchorSchema,
  quotation: z.string(),
  location: z.string(),
  at: Time,
  resolved: z.object({ by: z.string(), at: Time }).nullable(),
  comments: z.array(CommentSchema).min(1),
})
export type Thread = z.infer<typeof ThreadSchema>
export const ThreadsSchema = z.array(ThreadSchema)

/** `PATCH …/threads/:tid` */
export const ThreadPatchSchema = z.object({ resolved: z.boolean() })

/** `GET /api/mentions`: where somebody speaks to the asker who has not looked there yet, the latest first. */
export const MentionSchema = z.object({
  commentId: Id,
  threadId: Id,
  draftId: Id,
  draftTitle: z.string(),
  location: z.string(),
  /** Name of whoever wrote it. */
  by: z.string(),
  at: Time,
  body: z.string(),
})
export const MentionsSchema = z.array(MentionSchema)
export type Mention = z.infer<typeof MentionSchema>

/** `POST /api/mentions/seen`: comments in which the asker is mentioned and which they have looked at. */
export const SeenMentionsSchema = z.object({ comments: z.array(Id).min(1).max(500) })
