import { Columns2, FilePlus2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { can } from '@travaux/shared/protocol'
import type { Instrument, RevisionSummary } from '../../api/calls.ts'
import { Button } from '../../ui/Button.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { compareAddress } from '../compare/address.ts'
import { useMe } from '../RequireMe.tsx'
import { FoundLine } from './FoundLine.tsx'

export interface InstrumentListProps {
  instruments: readonly Instrument[]
  onStart: (instrument: Instrument, revision: RevisionSummary) => void
  onAddRevision: (instrument: Instrument) => void
}

export function InstrumentList({ instruments, onStart, onAddRevision }: InstrumentListProps) {
  const { t } = useTranslation()
  const { role } = useMe()
  if (instruments.length === 0)
    return (
      <div className="home-empty">
        <p className="home-empty-title">{t('home.noInstruments')}</p>
        {can(role, 'import') ? <p>{t('home.noInstrumentsHow')}</p> : null}
      </div>
    )
  return (
    <ul className="instrument-list">
      {instruments.map((instrument) => (
        <li key={instrument.id} className="instrument">
          <h3 lang={instrument.language} dir={instrument.direction}>
            {instrument.title}
          </h3>
          {instrument.sample ? <p className="instrument-sample">{t('home.sample')}</p> : null}
          <ul>
            {instrument.revisions.map((revision) => (
              <Revision
                key={revision.id}
                revision={revision}
                startLabel={t('home.startDraftFrom', { revision: revision.name, instrument: instrument.title })}
                onStart={can(role, 'createDraft') ? () => onStart(instrument, revision) : null}
              />
            ))}
          </ul>
          <div className="instrument-actions">
            {instrument.revisions.length > 1 ? <CompareLink revisions={instrument.revisions} /> : null}
            {can(role, 'import') ? (
              <Button kind="quiet" icon={<FilePlus2 />} onClick={() => onAddRevision(instrument)}>
                {t('home.addRevision')}
              </Button>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** The way to the last two revisions side by side; others are chosen there. */
function CompareLink({ revisions }: { revisions: readonly RevisionSummary[] }) {
  const { t } = useTranslation()
  const [other, id] = revisions.slice(-2).map((revision) => revision.id)
  return (
    <Link to={compareAddress(id!, other!)} className="button button-quiet">
      <Columns2 aria-hidden="true" />
      {t('compare.open')}
    </Link>
  )
}

interface RevisionProps {
  revision: RevisionSummary
  startLabel: string
  onStart: (() => void) | null
}

function Revision({ revision, startLabel, onStart }: RevisionProps) {
  const { t } = useTranslation()
  return (
    <li className="revision">
      <div>
        <p className="revision-name">
          {revision.name}
          {revision.symbol ? <span className="revision-symbol">{revision.symbol}</span> : null}
        </p>
        <FoundLine found={revision.found} />
        <p className="revision-when">
          <RelativeTime at={revision.createdAt} say={(when) => t('home.imported', { when })} />
        </p>
      </div>
      {onStart ? (
        <Button onClick={onStart} aria-label={startLabel}>
          {t('home.startDraft')}
        </Button>
      ) : null}
    </li>
  )
}
