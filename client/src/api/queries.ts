import { QueryClient, queryOptions } from '@tanstack/react-query'
import { api, type ExportForm } from './calls.ts'
import { ProblemError } from './problem.ts'

/** A refusal stays a refusal: only an unreachable or failing server is asked again, twice. */
const worthRetrying = (failures: number, error: Error): boolean =>
  failures < 2 && !(error instanceof ProblemError && error.problem.status >= 400 && error.problem.status < 500)

export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: worthRetrying, staleTime: 30_000 }, mutations: { retry: false } },
})

/** Who else is in which draft changes while one looks at the list; milliseconds between two looks. */
const PRESENCE_INTERVAL = 15_000

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: api.me, staleTime: Infinity })
export const instrumentsQuery = queryOptions({ queryKey: ['instruments'], queryFn: api.instruments })
export const draftsQuery = queryOptions({
  queryKey: ['drafts'],
  queryFn: api.drafts,
  staleTime: 0,
  refetchInterval: PRESENCE_INTERVAL,
})
export const draftQuery = (id: string) => queryOptions({ queryKey: ['draft', id], queryFn: () => api.draft(id) })
/** A revision never changes once it is published. */
export const revisionQuery = (id: string) =>
  queryOptions({ queryKey: ['revision', id], queryFn: () => api.revision(id), staleTime: Infinity })
export const importsQuery = queryOptions({ queryKey: ['imports'], queryFn: api.imports, staleTime: 0 })
/** An import that is no more is not listed while the list is asked for anew. */
export function forgetImport(id: string): void {
  queryClient.setQueryData(importsQuery.queryKey, (list) => list?.filter((one) => one.id !== id))
  void queryClient.invalidateQueries(importsQuery)
}
/** Loaded once: from then on the page itself knows what was done. */
export const stagedImportQuery = (id: string) =>
  queryOptions({ queryKey: ['import', id], queryFn: () => api.stagedImport(id), staleTime: Infinity, gcTime: 0 })
export const peopleQuery = queryOptions({ queryKey: ['people'], queryFn: api.people })
/** The server says when it has changed (`MESSAGE.news`). */
export const threadsQuery = (id: string) => queryOptions({ queryKey: ['threads', id], queryFn: () => api.threads(id) })
/** In a draft the server says when there are more; at the list of drafts one looks again. */
export const mentionsQuery = queryOptions({
  queryKey: ['mentions'],
  queryFn: api.mentions,
  staleTime: 0,
  refetchInterval: PRESENCE_INTERVAL,
})
export const suggestionTimesQuery = (id: string) =>
  queryOptions({ queryKey: ['suggestion-times', id], queryFn: () => api.suggestionTimes(id) })
/** What of the Word files that came back found no place. */
export const wordImportsQuery = (id: string) =>
  queryOptions({ queryKey: ['word-imports', id], queryFn: () => api.wordImports(id) })
export const invitationsQuery = queryOptions({ queryKey: ['invitations'], queryFn: api.invitations, staleTime: 0 })
export const workspaceQuery = queryOptions({ queryKey: ['workspace'], queryFn: api.workspace })
/** As they stand now, for a dialog; the page beside the draft derives its own, live. */
export const amendmentsQuery = (id: string) =>
  queryOptions({ queryKey: ['amendments', id], queryFn: () => api.amendments(id), staleTime: 0 })
/** The draft moves on while one chooses: each look is a new one. */
export const previewQuery = (id: string, form: ExportForm) =>
  queryOptions({
    queryKey: ['preview', id, form],
    queryFn: ({ signal }) => api.preview(id, form, signal),
    staleTime: 10_000,
    gcTime: 60_000,
  })
/** Old as soon as somebody writes: whoever shows it says when. */
export const authorshipQuery = (id: string) =>
  queryOptions({ queryKey: ['authorship', id], queryFn: () => api.authorship(id), staleTime: Infinity })
export const historyQuery = (id: string) =>
  queryOptions({ queryKey: ['history', id], queryFn: () => api.history(id), staleTime: 0 })
/** Versions never change. */
export const comparisonQuery = (id: string, from: number, to: number) =>
  queryOptions({ queryKey: ['comparison', id, from, to], queryFn: () => api.comparison(id, from, to), staleTime: Infinity })
