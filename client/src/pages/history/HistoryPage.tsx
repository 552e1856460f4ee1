import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import { can } from '@travaux/shared/protocol'
import type { Draft, History } from '../../api/calls.ts'
import { draftQuery, historyQuery } from '../../api/queries.ts'
import '../../i18n/history-strings.ts'
import { Brand } from '../../ui/Brand.tsx'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { AccountButton } from '../AccountButton.tsx'
import { CentrePage, useTitle } from '../CentrePage.tsx'
import { DraftNames } from '../draft/DraftNames.tsx'
import { DraftTabs } from '../draft/DraftTabs.tsx'
import '../draft/draft.css'
import { RequireMe } from '../RequireMe.tsx'
import { Comparison } from './Comparison.tsx'
import { NameDialog } from './NameDialog.tsx'
import { RestoreDialog } from './RestoreDialog.tsx'
import { useVersionNames } from './use-version-names.ts'
import { VersionList } from './VersionList.tsx'
import { BASE, versionsOf } from './versions.ts'
import './history.css'

/** The versions of a draft, each as a redline against any other, named and put back. */
export const HistoryPage = ({ id }: { id: string }) => (
  <RequireMe>
    <WhenLoaded key={id} id={id} />
  </RequireMe>
)

function WhenLoaded({ id }: { id: string }) {
  const { t } = useTranslation()
  const draft = useQuery(draftQuery(id))
  const history = useQuery(historyQuery(id))
  useTitle(draft.data ? t('history.title', { title: draft.data.title }) : t('history.heading'))
  const error = draft.error ?? history.error
  if (error && !(draft.data && history.data))
    return (
      <CentrePage title={t('history.heading')}>
        <ProblemNote error={error} onRetry={() => void history.refetch()} />
      </CentrePage>
    )
  if (!draft.data || !history.data) return <p className="history-wait">{t('app.loading')}</p>
  return <Versions draft={draft.data} history={history.data} />
}

function Versions({ draft, history }: { draft: Draft; history: History }) {
  const { t } = useTranslation()
  const versions = useMemo(() => versionsOf(history), [history])
  const names = useVersionNames(draft, versions)
  const [chosen, choose] = useChosen(versions.map(({ seq }) => seq))
  const [asking, setAsking] = useState<'name' | 'restore' | null>(null)
  const mayEdit = can(draft.role, 'edit')
  const latest = versions[0]!.seq
  const options = versions.map(({ seq }) => (
    <option key={seq} value={seq}>
      {names(seq)}
    </option>
  ))
  const select = (key: 'to' | 'from', label: string) => (
    <SelectField label={label} value={chosen[key]} onChange={(event) => choose({ ...chosen, [key]: Number(event.target.value) })}>
      {options}
    </SelectField>
  )
  return (
    <>
      <a className="skip-link" href="#history-text">
        {t('app.skip')}
      </a>
      <header className="draft-header">
        <Brand compact />
        <DraftNames draft={draft} />
        <DraftTabs draftId={draft.id} section="history" />
        <AccountButton />
      </header>
      <div className="history">
        <nav className="history-versions" aria-label={t('history.versions')}>
          <h2>{t('history.versions')}</h2>
          <VersionList
            draft={draft}
            versions={versions}
            names={names}
            chosen={chosen.to}
            onChoose={(to) => choose({ to, from: before(versions, to) })}
          />
        </nav>
        <main id="history-text" className="history-text" tabIndex={-1}>
          <h2>{t('history.heading')}</h2>
          <div className="history-sides">
            {select('to', t('history.shown'))}
            {select('from', t('history.against'))}
          </div>
          {mayEdit ? (
            <p className="history-deeds">
              <Button onClick={() => setAsking('name')}>{t('history.name.do')}</Button>
              <Button onClick={() => setAsking('restore')} disabled={chosen.to === latest}>
                {t('history.restore.do')}
              </Button>
            </p>
          ) : null}
          <Comparison draft={draft} one={chosen.from} other={chosen.to} />
        </main>
      </div>
      {asking === 'name' ? <NameDialog draftId={draft.id} seq={chosen.to} onClose={() => setAsking(null)} /> : null}
      {asking === 'restore' ? (
        <RestoreDialog draftId={draft.id} seq={chosen.to} name={names(chosen.to)} onClose={() => setAsking(null)} />
      ) : null}
    </>
  )
}

const before = (versions: readonly { seq: number }[], to: number): number => versions.find(({ seq }) => seq < to)?.seq ?? BASE

/** The two versions in the address, so that a comparison can be sent to a colleague; at first the latest against the base. */
function useChosen(known: readonly number[]) {
  const [search, setSearch] = useSearchParams()
  const read = (key: string, otherwise: number) => {
    const seq = Number(search.get(key))
    return known.includes(seq) ? seq : otherwise
  }
  const chosen = { to: read('version', known[0]!), from: read('against', BASE) }
  const choose = ({ to, from }: typeof chosen) => setSearch({ version: String(to), against: String(from) }, { replace: true })
  return [chosen, choose] as const
}
