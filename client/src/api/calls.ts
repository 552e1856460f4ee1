import { hc, type ClientResponse, type InferRequestType, type InferResponseType } from 'hono/client'
import type { AppType } from '@travaux/server/api'
import type { Arrangement } from '@travaux/shared/arrange'
import type { Paper } from '@travaux/shared/export'
import type { SourceLine } from '@travaux/shared/parse'
import type { ExportFormat, NewDecision, Step } from '@travaux/shared/protocol'
import { ProblemError, problemOf, unreachable } from './problem.ts'
import { noteServerTime } from './server-clock.ts'

/** Carried by every request that changes something: another site's page cannot set it without asking first. */
export const OWN_HEADER = { 'X-Travaux': '1' }

const reach: typeof fetch = async (input, init) => {
  const response = await fetch(input, init).catch(() => {
    throw new ProblemError(unreachable())
  })
  noteServerTime(response)
  return response
}

const server = hc<AppType>(location.origin, { headers: OWN_HEADER, fetch: reach }).api

export type Me = InferResponseType<typeof server.me.$get>
export type Instrument = InferResponseType<typeof server.instruments.$get>[number]
export type RevisionSummary = Instrument['revisions'][number]
export type Found = RevisionSummary['found']
export type Imported = InferResponseType<typeof server.instruments.$post>
export type ImportSummary = InferResponseType<typeof server.imports.$get>[number]
export type Published = InferResponseType<(typeof server.imports)[':id']['publish']['$post']>
export type Publication = InferRequestType<(typeof server.imports)[':id']['publish']['$post']>['json']
export type DraftSummary = InferResponseType<typeof server.drafts.$get>[number]
export type Draft = InferResponseType<(typeof server.drafts)[':id']['$get']>
export type Invitation = InferResponseType<typeof server.invitations.$get>[number]
export type Invited = InferResponseType<typeof server.invitations.$post>
export type NewInvitation = InferRequestType<typeof server.invitations.$post>['json']
export type Thread = InferResponseType<(typeof server.drafts)[':id']['threads']['$get']>[number]
export type Comment = Thread['comments'][number]
export type Authorship = InferResponseType<(typeof server.drafts)[':id']['authorship']['$get']>
export type History = InferResponseType<(typeof server.drafts)[':id']['history']['$get']>
export type Mention = InferResponseType<typeof server.mentions.$get>[number]
export type NewThread = InferRequestType<(typeof server.drafts)[':id']['threads']['$post']>['json']
export type NewComment = InferRequestType<(typeof server.drafts)[':id']['threads'][':tid']['comments']['$post']>['json']
export type WordImport = InferResponseType<(typeof server.drafts)[':id']['import']['$post'], 200>
export type WordImportRow = InferResponseType<(typeof server.drafts)[':id']['imports']['$get'], 200>[number]
export type ExportForm = InferRequestType<(typeof server.drafts)[':id']['export'][':format']['$get']>['query']

/** An import with the steps that lead from the text as it was read to the text as it is. */
export interface StagedImport {
  id: string
  fileName: string
  title: string | null
  symbol: string | null
  date: string | null
  trackedChanges: 'accept' | 'reject' | null
  lines: readonly SourceLine[]
  arrangement: Arrangement
  steps: Step[]
  match: { instrumentId: string; revisionId: string; named: boolean } | null
}

/** The answer itself; a refusal is thrown as its problem. */
async function accepted<R extends ClientResponse<unknown>>(asked: Promise<R>): Promise<R> {
  const response = await asked
  if (!response.ok) throw new ProblemError(problemOf(response.status, await response.text()))
  return response
}

const answer = async <T>(asked: Promise<ClientResponse<T>>): Promise<T> => (await (await accepted(asked)).json()) as T

/** The server's HTTP API as the page uses it. Every call throws a `ProblemError` when the server says no or cannot be reached. */
export const api = {
  me: () => answer(server.me.$get()),
  signIn: (token: string, name?: string) => answer(server['sign-in'].$post({ json: { token, ...(name ? { name } : {}) } })),
  signOut: () => accepted(server['sign-out'].$post()),
  instruments: () => answer(server.instruments.$get()),
  revision: (id: string) => answer(server.revisions[':id'].$get({ param: { id } })),
  imports: () => answer(server.imports.$get()),
  stagedImport: async (id: string): Promise<StagedImport> =>
    (await answer(server.imports[':id'].$get({ param: { id } }))) as StagedImport,
  keepSteps: (id: string, seq: number, steps: Step[]) =>
    answer(server.imports[':id'].operations.$post({ param: { id }, json: { seq, steps } })),
  rereadImport: (id: string, seq: number, trackedChanges: 'accept' | 'reject') =>
    answer(server.imports[':id'].reading.$post({ param: { id }, json: { seq, trackedChanges } })),
  publishImport: (id: string, json: Publication) => answer(server.imports[':id'].publish.$post({ param: { id }, json })),
  discardImport: (id: string) => accepted(server.imports[':id'].$delete({ param: { id } })),
  drafts: () => answer(server.drafts.$get()),
  draft: (id: string) => answer(server.drafts[':id'].$get({ param: { id }, query: { doc: '0' } })),
  createDraft: (revisionId: string, title: string) => answer(server.drafts.$post({ json: { revisionId, title } })),
  renameDraft: (id: string, title: string) => answer(server.drafts[':id'].$patch({ param: { id }, json: { title } })),
  invitations: () => answer(server.invitations.$get()),
  invite: (json: NewInvitation) => answer(server.invitations.$post({ json })),
  inviteAgain: (personId: string) => answer(server.people[':id'].link.$post({ param: { id: personId }, json: {} })),
  revokeInvitation: (id: string) => accepted(server.invitations[':id'].$delete({ param: { id } })),
  people: () => answer(server.people.$get()),
  threads: (id: string) => answer(server.drafts[':id'].threads.$get({ param: { id } })),
  beginThread: (id: string, json: NewThread) => answer(server.drafts[':id'].threads.$post({ param: { id }, json })),
  reply: (id: string, tid: string, json: NewComment) =>
    answer(server.drafts[':id'].threads[':tid'].comments.$post({ param: { id, tid }, json })),
  resolveThread: (id: string, tid: string, resolved: boolean) =>
    answer(server.drafts[':id'].threads[':tid'].$patch({ param: { id, tid }, json: { resolved } })),
  editComment: (id: string, tid: string, cid: string, json: NewComment) =>
    answer(server.drafts[':id'].threads[':tid'].comments[':cid'].$patch({ param: { id, tid, cid }, json })),
  deleteComment: (id: string, tid: string, cid: string) =>
    accepted(server.drafts[':id'].threads[':tid'].comments[':cid'].$delete({ param: { id, tid, cid } })),
  authorship: (id: string) => answer(server.drafts[':id'].authorship.$get({ param: { id } })),
  history: (id: string) => answer(server.drafts[':id'].history.$get({ param: { id } })),
  /** `from` and `to` are numbers of versions, the earlier first. */
  comparison: (id: string, from: number, to: number) =>
    answer(server.drafts[':id'].history[':from'][':to'].$get({ param: { id, from: String(from), to: String(to) } })),
  nameVersion: (id: string, seq: number, name: string) =>
    answer(server.drafts[':id'].versions.$post({ param: { id }, json: { seq, name } })),
  unnameVersion: (id: string, vid: string) => accepted(server.drafts[':id'].versions[':vid'].$delete({ param: { id, vid } })),
  restoreVersion: (id: string, seq: number) => answer(server.drafts[':id'].restorations.$post({ param: { id }, json: { seq } })),
  mentions: () => answer(server.mentions.$get()),
  seeMentions: (comments: string[]) => accepted(server.mentions.seen.$post({ json: { comments } })),
  suggestionTimes: (id: string) => answer(server.drafts[':id']['suggestion-times'].$get({ param: { id } })),
  wordImports: (id: string) => answer(server.drafts[':id'].imports.$get({ param: { id } })),
  dismissUnmatched: (id: string, uid: string) => accepted(server.drafts[':id'].unmatched[':uid'].$delete({ param: { id, uid } })),
  noteDecisions: (id: string, json: NewDecision[]) => accepted(server.drafts[':id'].decisions.$post({ param: { id }, json })),
  workspace: () => answer(server.workspace.$get()),
  nameCoalition: (coalition: string) => answer(server.workspace.$patch({ json: { coalition } })),
  amendments: (id: string) => answer(server.drafts[':id'].amendments.$get({ param: { id } })),
  /** What an export shows, apart from any format. */
  preview: async (id: string, query: ExportForm, signal?: AbortSignal): Promise<Paper> => {
    const asked = server.drafts[':id'].preview.$get({ param: { id }, query }, { init: signal ? { signal } : {} })
    const { generatedAt, ...paper } = await answer(asked)
    return { ...paper, blocks: paper.blocks as unknown as Paper['blocks'], generatedAt: new Date(generatedAt) }
  },
  /** A draft as a file, with the name that the server gives it. `onShare` hears how much of it has arrived, from 0 to 1. */
  exportFile: async (
    id: string,
    format: ExportFormat,
    query: ExportForm,
    { signal, onShare }: { signal: AbortSignal; onShare: (share: number) => void },
  ): Promise<File> => {
    const asked = server.drafts[':id'].export[':format'].$get({ param: { id, format }, query }, { init: { signal } })
    const response = await accepted(asked)
    const name = fileName(response.headers.get('Content-Disposition')) ?? `draft.${format}`
    const type = response.headers.get('Content-Type') ?? ''
    return new File(await received(response, onShare), name, { type })
  },
}

/** The parts of an answer as they arrive. */
async function received(
  response: { headers: Headers; body: ReadableStream<Uint8Array> | null },
  onShare: (share: number) => void,
) {
  const size = Number(response.headers.get('Content-Length'))
  const parts: BlobPart[] = []
  const reader = response.body!.getReader()
  for (let arrived = 0; ;) {
    const { done, value } = await reader.read()
    if (done) return parts
    parts.push(value as Uint8Array<ArrayBuffer>)
    arrived += value.length
    if (size > 0) onShare(Math.min(arrived / size, 1))
  }
}

/** The name in a Content-Disposition header (RFC 6266): `filename*` carries any script, `filename` ASCII only. */
function fileName(disposition: string | null): string | null {
  const encoded = disposition?.match(/filename\*=UTF-8''([^;]+)/i)?.[1]
  if (encoded) return decodeURIComponent(encoded)
  return disposition?.match(/filename="?([^";]+)"?/i)?.[1] ?? null
}
