import { useEffect } from 'react'
import { mentionsQuery, queryClient, threadsQuery } from '../../api/queries.ts'
import type { DraftSession } from '../../sync/session.ts'

/** Asks for the comments anew when the server says that they have changed. */
export function useNews(session: DraftSession, draftId: string): void {
  useEffect(
    () =>
      session.onNews((topic) => {
        if (topic !== 'comments') return
        void queryClient.invalidateQueries(threadsQuery(draftId))
        void queryClient.invalidateQueries(mentionsQuery)
      }),
    [session, draftId],
  )
}
