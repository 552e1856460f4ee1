import { z } from 'zod'
import { PROVISION_KINDS } from '../model/index.ts'
import { EXPORT_AUTHORS, EXPORT_SCOPES, EXPORT_VIEWS } from './forms.ts'
import { ROLES } from './roles.ts'
import { StepSchema } from './staging.ts'

/** The shapes that the HTTP API speaks. Times are ISO 8601 UTC, ids opaque strings. */
const Id = z.string().min(1)
const Time = z.iso.datetime()
export const RoleSchema = z.enum(ROLES)

export const ProvisionSchema = z.object({
  eId: z.string(),
  kind: z.enum(PROVISION_KINDS),
  number: z.string().nullable(),
  heading: z.string().nullable(),
  text: z.string(),
  level: z.int(),
})

/** A doubtful place of an import: what is doubtful, where (in the reader's words: "line 214", "paragraph 12"), and the text there. */
export const WarningSchema = z.object({
  code: z.string(),
  message: z.string(),
  place: z.string().nullable(),
  text: z.string().nullable(),
})
export type Warning = z.infer<typeof WarningSchema>

/** ProseMirror JSON; `decodeDocument` of shared/model checks it. */
export const DocumentSchema = z.object({ type: z.literal('doc') }).loose()

export const FoundSchema = z.object({ chapters: z.int(), articles: z.int(), paragraphs: z.int(), words: z.int() })

export const PersonSchema = z.object({ id: Id, name: z.string(), role: RoleSchema, color: z.string() })
export type Person = z.infer<typeof PersonSchema>

/** `GET /api/me` */
export const MeSchema = z.object({ id: Id, name: z.string(), role: RoleSchema, color: z.string(), workspace: z.string() })

/** `GET /api/instruments` */
export const RevisionSummarySchema = z.object({
  id: Id,
  name: z.string(),
  symbol: z.string().nullable(),
  /** Of the document itself, where it is known. */
  date: z.iso.date().nullable(),
  createdAt: Time,
  found: FoundSchema,
})
export const InstrumentSchema = z.object({
  id: Id,
  title: z.string(),
  language: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  /** True for the bundled sample, which the interface must call "not an official text". */
  sample: z.boolean(),
  revisions: z.array(RevisionSummarySchema),
})
export const InstrumentsSchema = z.array(InstrumentSchema)

/** `POST /api/instruments`, multipart `file`, optional `title`, `symbol`, `revision` (its name), `instrumentId` → 201 */
export const ImportedSchema = z.object({
  instrumentId: Id,
  revisionId: Id,
  title: z.string(),
  found: FoundSchema,
  provisions: z.array(ProvisionSchema),
  warnings: z.array(WarningSchema),
})

/** `GET /api/revisions/:id` */
export const RevisionSchema = z.object({
  id: Id,
  instrumentId: Id,
  name: z.string(),
  title: z.string(),
  symbol: z.string().nullable(),
  language: z.string(),
  doc: DocumentSchema,
  provisions: z.array(ProvisionSchema),
  warnings: z.array(WarningSchema),
})

/** `POST /api/imports`, multipart `file`, optional `instrumentId`, `trackedChanges` → 201 `{id}`: read and kept to be checked. */
export const TrackedChangesSchema = z.enum(['accept', 'reject'])

/** `GET /api/imports`: what waits to be checked, the latest first. */
export const ImportSummarySchema = z.object({
  id: Id,
  fileName: z.string(),
  title: z.string().nullable(),
  createdAt: Time,
  by: z.string(),
  /** Corrections so far. */
  steps: z.int(),
})
export const ImportsSchema = z.array(ImportSummarySchema)

const ItemSchema = z.object({
  id: Id,
  kind: z.string(),
  rank: z.string().nullable(),
  level: z.int(),
  number: z.string().nullable(),
  form: z.string().nullable(),
  read: z.string(),
  /** As the source names it, in Akoma Ntoso. */
  eId: z.string().nullable().default(null),
  words: z.array(z.object({ text: z.string(), marks: z.array(z.string()) })),
  lines: z.array(z.int()),
})

const ArrangementSchema = z.object({
  language: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  items: z.array(ItemSchema),
  doubts: z.array(WarningSchema.extend({ accepted: z.boolean(), item: z.string().nullable() })),
})

const SourceLineSchema = z.object({
  place: z.string(),
  text: z.string(),
  style: z.string().nullable(),
  indent: z.number().nullable(),
  centred: z.boolean(),
  printed: z
    .array(z.object({ page: z.int(), x: z.number(), width: z.number(), y: z.number(), size: z.number(), text: z.string() }))
    .optional(),
})

/** `GET /api/imports/:id`. The text as it is now: `steps` carried out on `arrangement` in their order (`shared/arrange`). */
export const StagedImportSchema = z.object({
  id: Id,
  fileName: z.string(),
  title: z.string().nullable(),
  symbol: z.string().nullable(),
  date: z.iso.date().nullable(),
  createdAt: Time,
  /** How changes tracked in a Word file were taken; null for a file without any. */
  trackedChanges: TrackedChangesSchema.nullable(),
  lines: z.array(SourceLineSchema),
  arrangement: ArrangementSchema,
  steps: z.array(StepSchema),
  /** The instrument that this seems to be another revision of, or that the person named. */
  match: z.object({ instrumentId: Id, revisionId: Id, named: z.boolean() }).nullable(),
})

/** `POST /api/imports/:id/operations`. `seq` is the number of steps that the sender knows; another number is a conflict. */
export const NewStepsSchema = z.object({ seq: z.int().min(0), steps: z.array(StepSchema).min(1).max(100) })
export const KeptStepsSchema = z.object({ seq: z.int() })

/** `POST /api/imports/:id/reading`: reads the Word file again with its tracked changes taken the other way; corrections start anew. */
export const RereadSchema = z.object({ seq: z.int().min(0), trackedChanges: TrackedChangesSchema })

/** `POST /api/imports/:id/publish` → 201: the text becomes a revision and the import is gone. */
export const PublishSchema = z.object({
  seq: z.int().min(0),
  title: z.string().trim().min(1).max(500),
  symbol: z.string().trim().max(100).optional(),
  /** The revision's name. */
  revision: z.string().trim().max(200).optional(),
  /** Of the document itself. */
  date: z.iso.date().optional(),
  instrumentId: z.string().max(100).optional(),
})
export const PublishedSchema = z.object({
  instrumentId: Id,
  revisionId: Id,
  /** The instrument's revision before this one, to compare with. */
  earlierId: Id.nullable(),
})

/** `GET /api/drafts` */
export const DraftSummarySchema = z.object({
  id: Id,
  title: z.string(),
  instrumentId: Id,
  instrumentTitle: z.string(),
  revisionId: Id,
  revisionName: z.string(),
  createdAt: Time,
  changedAt: Time,
  /** Those who have written in it or opened it, the latest first. */
  members: z.array(PersonSchema),
  /** Ids of the people connected now. */
  present: z.array(Id),
})
export const DraftsSchema = z.array(DraftSummarySchema)

/** `POST /api/drafts` → 201 `{id}` */
export const NewDraftSchema = z.object({ revisionId: Id, title: z.string().trim().min(1).max(300) })
export const CreatedSchema = z.object({ id: Id })
/** `PATCH /api/drafts/:id` */
export const DraftPatchSchema = z.object({ title: z.string().trim().min(1).max(300) })

/** Who has opened the draft, and who is named in a Word file that was brought into it: `imported` says by whom, and in which file. */
export const MemberSchema = PersonSchema.extend({ imported: z.object({ by: z.string(), file: z.string() }).optional() })
export type Member = z.infer<typeof MemberSchema>

/** `GET /api/drafts/:id`. `?doc=0` leaves the text out (the page has it from `/sync`). */
export const DraftSchema = z.object({
  id: Id,
  title: z.string(),
  revisionId: Id,
  revisionName: z.string(),
  instrumentId: Id,
  instrumentTitle: z.string(),
  language: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  sample: z.boolean(),
  doc: DocumentSchema.nullable(),
  /** Position in the draft's log: the number of updates stored so far. */
  seq: z.int(),
  members: z.array(MemberSchema),
  /** The asker's own role here. */
  role: RoleSchema,
})

/** A yes that is said in an address. */
const Yes = z.enum(['0', '1']).default('0')

/** `GET /api/drafts/:id/export/:format` */
export const ExportQuerySchema = z.object({
  view: z.enum(EXPORT_VIEWS).default('tracked'),
  scope: z.enum(EXPORT_SCOPES).default('all'),
  /** `coalition` puts the coalition's name in the place of everybody's, everywhere in the file. */
  authors: z.enum(EXPORT_AUTHORS).default('names'),
  /** Only this amendment, by its id: in the views of the text the units it amends, as if nothing else were proposed. */
  amendment: z.string().max(300).optional(),
  /** Whether pending suggestions stand in a Word file as their authors' tracked changes. */
  suggestions: Yes,
  /** Whether the threads stand in a Word file as Word's comments. */
  comments: Yes,
  /** Of a compilation: ids of the drafts beside this one, with commas between. */
  with: z.string().max(2000).optional(),
})
export type ExportQuery = z.infer<typeof ExportQuerySchema>

/** `GET /api/drafts/:id/preview`: what an export with the same query shows, apart from any format. */
export const PreviewSchema = z.object({
  title: z.string(),
  head: z.array(z.string()),
  language: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  generatedAt: Time,
  /** As `PaperBlock` of shared/export. */
  blocks: z.array(z.object({ kind: z.string() }).loose()),
})

/** `GET /api/workspace`, `PATCH /api/workspace`: what a coordinator sets for everybody. */
export const WorkspaceSchema = z.object({
  /** Stands in exported files where people are not to be named. */
  coalition: z.string().trim().min(1).max(200),
})

/** `POST /api/invitations` → 201; `GET /api/invitations`; `DELETE /api/invitations/:id`. The link is shown once. */
export const NewInvitationSchema = z.object({
  name: z.string().trim().min(1).max(200),
  role: RoleSchema,
  days: z.int().min(1).max(90).default(14),
})
export const InvitationSchema = z.object({
  id: Id,
  name: z.string(),
  role: RoleSchema,
  createdAt: Time,
  expiresAt: Time,
  usedAt: Time.nullable(),
  /** Id of the person whom it signed in. */
  usedBy: Id.nullable(),
  revokedAt: Time.nullable(),
})
export const InvitedSchema = InvitationSchema.extend({ link: z.url() })

/** `POST /api/people/:id/link` → 201, the same shape: a link that signs somebody in again who has lost their session. */
export const NewLinkSchema = z.object({ days: z.int().min(1).max(90).default(14) })

/** `POST /api/sign-in` exchanges the token of a link's URL fragment (`/join#TOKEN`) for a session cookie; `POST /api/sign-out`. */
export const SignInSchema = z.object({ token: z.string().min(20).max(200), name: z.string().trim().min(1).max(200).optional() })

/** Every error: `application/problem+json` (RFC 9457). */
export const ProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** Of a bad upload: the file's name and the place in it. */
  file: z.string().optional(),
  place: z.string().optional(),
})
export type Problem = z.infer<typeof ProblemSchema>
