import { draftQuery, queryClient } from '../../api/queries.ts'
import { late } from '../../ui/late.tsx'

export const DRAFT_PATH = '/drafts/:id'

export const draftAddress = (id: string): string => DRAFT_PATH.replace(':id', id)

export const lateDraftPage = late(async () => (await import('./DraftPage.tsx')).DraftPage)

/** Fetches a draft's particulars and the code that shows it, for somebody who is about to open it. */
export async function expectDraft(id: string): Promise<void> {
  void queryClient.prefetchQuery(draftQuery(id))
  // Without a connection nothing was expected in vain: the page itself tries again and says what is wrong.
  await lateDraftPage.expect().catch(() => {})
}
