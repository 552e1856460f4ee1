import { useQuery } from '@tanstack/react-query'
import { FileUp, UserPlus } from 'lucide-react'
import { lazy, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { can } from '@travaux/shared/protocol'
import type { Instrument, RevisionSummary } from '../../api/calls.ts'
import { draftsQuery, instrumentsQuery } from '../../api/queries.ts'
import { Brand } from '../../ui/Brand.tsx'
import { Button } from '../../ui/Button.tsx'
import { Lazily } from '../../ui/Lazy.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { AccountButton } from '../AccountButton.tsx'
import { useTitle } from '../CentrePage.tsx'
import { RequireMe, useMe } from '../RequireMe.tsx'
import { DraftList } from './DraftList.tsx'
import { InstrumentList } from './InstrumentList.tsx'
import { Mentions } from './Mentions.tsx'
import { WaitingImports } from './WaitingImports.tsx'
import { useFileDrop } from './use-file-drop.ts'
import '../../i18n/home-strings.ts'
import './home.css'

const ImportDialog = lazy(() => import('./ImportDialog.tsx'))
const InviteDialog = lazy(() => import('./InviteDialog.tsx'))
const NewDraftDialog = lazy(() => import('./NewDraftDialog.tsx'))

/** What the home page has open on top of it. */
type Opened =
  | { kind: 'import'; files: readonly File[]; instrument: Instrument | null }
  | { kind: 'invite' }
  | { kind: 'new-draft'; instrument: Instrument; revision: RevisionSummary }

export const HomePage = () => (
  <RequireMe>
    <Home />
  </RequireMe>
)

function Home() {
  const { t } = useTranslation()
  const { role } = useMe()
  const [opened, setOpened] = useState<Opened | null>(null)
  const drafts = useQuery(draftsQuery)
  const instruments = useQuery(instrumentsQuery)
  const mayImport = can(role, 'import')
  const close = () => setOpened(null)
  const dragging = useFileDrop(mayImport && opened === null, (files) => setOpened({ kind: 'import', files, instrument: null }))
  useTitle(t('home.title'))
  return (
    <>
      <a className="skip-link" href="#drafts">
        {t('app.skipHome')}
      </a>
      <header className="home-bar">
        <Brand />
        <div className="home-actions">
          {can(role, 'invite') ? (
            <Button kind="quiet" icon={<UserPlus />} onClick={() => setOpened({ kind: 'invite' })}>
              {t('home.invite')}
            </Button>
          ) : null}
          {mayImport ? (
            <Button icon={<FileUp />} onClick={() => setOpened({ kind: 'import', files: [], instrument: null })}>
              {t('home.import')}
            </Button>
          ) : null}
          <AccountButton />
        </div>
      </header>
      <main className="home" data-dragging={dragging}>
        <h1 className="visually-hidden">{t('home.title')}</h1>
        <Mentions />
        <section id="drafts" className="home-drafts" aria-labelledby="drafts-title" tabIndex={-1}>
          <h2 id="drafts-title">{t('home.drafts')}</h2>
          {drafts.error ? (
            <ProblemNote error={drafts.error} title={t('home.failed')} onRetry={() => void drafts.refetch()} />
          ) : drafts.data ? (
            <DraftList drafts={drafts.data} />
          ) : (
            <p className="home-wait">{t('app.loading')}</p>
          )}
        </section>
        <section className="home-instruments" aria-labelledby="instruments-title">
          {mayImport ? <WaitingImports /> : null}
          <h2 id="instruments-title">{t('home.instruments')}</h2>
          {instruments.error ? (
            <ProblemNote error={instruments.error} title={t('home.failed')} onRetry={() => void instruments.refetch()} />
          ) : instruments.data ? (
            <InstrumentList
              instruments={instruments.data}
              onStart={(instrument, revision) => setOpened({ kind: 'new-draft', instrument, revision })}
              onAddRevision={(instrument) => setOpened({ kind: 'import', files: [], instrument })}
            />
          ) : (
            <p className="home-wait">{t('app.loading')}</p>
          )}
        </section>
      </main>
      {dragging ? <p className="home-drop">{t('import.drop')}</p> : null}
      <Lazily>
        {opened?.kind === 'import' ? (
          <ImportDialog
            files={opened.files}
            instrument={opened.instrument}
            instruments={instruments.data ?? []}
            onStart={(instrument, revision) => setOpened({ kind: 'new-draft', instrument, revision })}
            onClose={close}
          />
        ) : null}
        {opened?.kind === 'invite' ? <InviteDialog onClose={close} /> : null}
        {opened?.kind === 'new-draft' ? (
          <NewDraftDialog instrument={opened.instrument} revision={opened.revision} onClose={close} />
        ) : null}
      </Lazily>
    </>
  )
}
