import { Route, Switch } from 'wouter'
import { draftsQuery, instrumentsQuery, queryClient } from '../api/queries.ts'
import { COMPARE_PATH } from './compare/address.ts'
import { DRAFT_PATH, expectDraft, lateDraftPage, sectionOf } from './draft/address.ts'
import { IMPORT_PATH } from './import/address.ts'
import { NotFound } from './NotFound.tsx'
import { PageFailure } from './PageFailure.tsx'
import { late } from '../ui/late.tsx'

// A page's code and what it shows travel at the same time.
const { Page: HomePage } = late(async () => {
  void queryClient.prefetchQuery(draftsQuery)
  void queryClient.prefetchQuery(instrumentsQuery)
  return (await import('./home/HomePage.tsx')).HomePage
})
const { Page: JoinPage } = late(async () => (await import('./join/JoinPage.tsx')).JoinPage)
const { Page: DraftPage } = lateDraftPage
const { Page: ImportPage } = late(async () => (await import('./import/ImportPage.tsx')).ImportPage)
const { Page: ComparePage } = late(async () => (await import('./compare/ComparePage.tsx')).ComparePage)
const { Page: HistoryPage } = late(async () => (await import('./history/HistoryPage.tsx')).HistoryPage)

/** Asks at once for what follows from the address alone; resolves when its code is here, or has failed to come. */
export async function expectPage(address: string): Promise<void> {
  const draft = /^\/drafts\/([^/]+)/.exec(address)?.[1]
  if (draft !== undefined) await expectDraft(draft)
}

/** The page that belongs to the address. */
export function Pages() {
  return (
    <PageFailure>
      <Switch>
        <Route path="/" component={HomePage} />
        <Route path="/join" component={JoinPage} />
        <Route path={DRAFT_PATH}>
          {({ id, section }) => {
            const shown = sectionOf(section)
            if (shown === null) return <NotFound />
            return shown === 'history' ? <HistoryPage id={id} /> : <DraftPage id={id} section={shown} />
          }}
        </Route>
        <Route path={IMPORT_PATH}>{({ id }) => <ImportPage id={id} />}</Route>
        <Route path={COMPARE_PATH}>{({ id, other }) => <ComparePage id={id} other={other} />}</Route>
        <Route component={NotFound} />
      </Switch>
    </PageFailure>
  )
}
