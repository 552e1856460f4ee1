import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { decodeDocument } from '@travaux/shared/model'
import { asProblem } from '../../api/problem.ts'
import { draftQuery, draftsQuery, queryClient, revisionQuery } from '../../api/queries.ts'
import { useSession, useSessionSnapshot } from '../../sync/use-session.ts'
import type { DraftSession } from '../../sync/session.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { CentrePage, useTitle } from '../CentrePage.tsx'
import { RequireMe, useMe } from '../RequireMe.tsx'
import { AmendmentsSection } from './AmendmentsSection.tsx'
import type { DraftSection } from './address.ts'
import { DraftWorkspace } from './DraftWorkspace.tsx'
import { SavedState } from './SavedState.tsx'
import './draft.css'

export interface DraftPageProps {
  id: string
  /** The history needs no connection and is a page of its own. */
  section: Exclude<DraftSection, 'history'>
}

export function DraftPage({ id, section }: DraftPageProps) {
  return (
    <RequireMe>
      <OpenDraft key={id} id={id} section={section} />
    </RequireMe>
  )
}

/** The socket, the draft's particulars and the base text travel at the same time; the text stands without waiting for its base. */
function OpenDraft({ id, section }: DraftPageProps) {
  const me = useMe()
  const { session, reopened } = useSession(id, me)
  const draft = useQuery(draftQuery(id))
  const revisionId = draft.data?.revisionId
  const revision = useQuery({ ...revisionQuery(revisionId ?? ''), enabled: revisionId !== undefined })
  const base = useMemo(() => (revision.data ? decodeDocument(revision.data.doc) : null), [revision.data])
  useTitle(draft.data?.title ?? 'Travaux')
  useEffect(() => () => void queryClient.invalidateQueries(draftsQuery), [])

  const failure = draft.error ?? revision.error
  if (failure && !(draft.data && revision.data)) return <Unopened error={failure} onRetry={() => void draft.refetch()} />
  if (base && !base.ok) return <Unopened error={new Error(base.reason)} onRetry={() => void revision.refetch()} />
  if (!session || !draft.data) return <Opening />
  return (
    <WhenReady session={session}>
      {section === 'text' ? (
        <DraftWorkspace key={reopened} draft={draft.data} base={base?.doc ?? null} session={session} />
      ) : (
        <AmendmentsSection key={reopened} draft={draft.data} base={base?.doc ?? null} session={session} />
      )}
    </WhenReady>
  )
}

/** Until the text is here, the state of the connection is all there is to show. */
function WhenReady({ session, children }: { session: DraftSession; children: React.ReactNode }) {
  const { ready, saved } = useSessionSnapshot(session)
  if (ready) return children
  return saved.kind === 'connecting' ? (
    <Opening />
  ) : (
    <div className="draft-opening">
      <SavedState saved={saved} writes={false} />
    </div>
  )
}

function Opening() {
  const { t } = useTranslation()
  return (
    <main className="draft-opening">
      <output>{t('draft.opening')}</output>
    </main>
  )
}

function Unopened({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation()
  const gone = [403, 404].includes(asProblem(error).status)
  return (
    <CentrePage title={t(gone ? 'draft.gone' : 'draft.failed')}>
      {gone ? <p>{t('draft.goneHow')}</p> : <ProblemNote error={error} onRetry={onRetry} />}
      <p>
        <Link to="/">{t('app.home')}</Link>
      </p>
    </CentrePage>
  )
}
