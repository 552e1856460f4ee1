import { draftQuery, queryClient } from '../../api/queries.ts'
import { late } from '../../ui/late.tsx'

/** `section` is what of the draft is shown: its text where it is left out. */
export const DRAFT_PATH = '/drafts/:id/:section?'

export const DRAFT_SECTIONS = ['text', 'amendments', 'history'] as const
export type DraftSection = (typeof DRAFT_SECTIONS)[number]

export const draftAddress = (id: string, section: DraftSection = 'text'): string =>
  section === 'text' ? `/drafts/${id}` : `/drafts/${id}/${section}`

/** The section that an address names; null when there is no such. */
export const sectionOf = (name: string | undefined): DraftSection | null =>
  name === undefined ? 'text' : (DRAFT_SECTIONS.find((section) => section === name && section !== 'text') ?? null)

export const lateDraftPage = late(async () => (await import('./DraftPage.tsx')).DraftPage)

/** Fetches a draft's particulars and the code that shows it, for somebody who is about to open it. */
export async function expectDraft(id: string): Promise<void> {
  void queryClient.prefetchQuery(draftQuery(id))
  // Without a connection nothing was expected in vain: the page itself tries again and says what is wrong.
  await lateDraftPage.expect().catch(() => {})
}
