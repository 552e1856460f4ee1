import { api } from '../../api/calls.ts'
import { ProblemError } from '../../api/problem.ts'
import { draftQuery, meQuery, queryClient } from '../../api/queries.ts'
import type { DraftSession } from '../../sync/session.ts'

/**
 * Connects again after the server has sent this window away. Meanwhile another person may have signed in (the draft is then
 * opened anew as theirs) or the role may have changed; someone whom the server does not know stays where they are.
 */
export async function comeBack(draftId: string, session: DraftSession): Promise<void> {
  try {
    // Before the page learns of it and closes this session.
    await session.handOver((await api.me()).id)
    await queryClient.fetchQuery({ ...meQuery, staleTime: 0 })
    await queryClient.fetchQuery({ ...draftQuery(draftId), staleTime: 0 })
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 401) return
  }
  session.reconnect()
}
