import { Copy, Ellipsis } from 'lucide-react'
import { lazy, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { AMENDMENT_STATUSES, type AmendmentStatus, type ListedAmendment } from '@travaux/shared/amendment'
import { sheetEditor } from '@travaux/shared/crdt'
import type { Draft } from '../api/calls.ts'
import { draftAddress } from '../pages/draft/address.ts'
import type { DraftSession } from '../sync/session.ts'
import { IconButton } from '../ui/Button.tsx'
import { SelectField } from '../ui/Field.tsx'
import { Lazily } from '../ui/Lazy.tsx'
import { Menu, MenuItem } from '../ui/Menu.tsx'
import { capital } from './capital.ts'
import { ChangedText } from './ChangedText.tsx'
import { copyText } from './copy-text.ts'
import { NotedText } from './NotedText.tsx'
import { Proposer } from './Proposer.tsx'
import { Supporters } from './Supporters.tsx'

const SplitDialog = lazy(() => import('./SplitDialog.tsx'))
const MergeDialog = lazy(() => import('./MergeDialog.tsx'))

export interface AmendmentCardProps {
  amendment: ListedAmendment
  all: readonly ListedAmendment[]
  draft: Draft
  session: DraftSession
  editable: boolean
}

/** One amendment with everything that is known of it. */
export function AmendmentCard({ amendment, all, draft, session, editable }: AmendmentCardProps) {
  const { t } = useTranslation()
  const heading = useId()
  const { id, number, name, kind, notes } = amendment
  const sheet = sheetEditor(session.document)
  const text = { amendment: id, draft, session, editable }
  return (
    <article className="amendment" aria-labelledby={heading} data-kind={kind} data-status={notes.status}>
      <header className="amendment-head">
        <h3 id={heading}>
          <span className="visually-hidden">{t('amendments.label', { number, target: name })}</span>
          <span aria-hidden="true">
            <b>{number}</b> {capital(name)}
          </span>
        </h3>
        <span className="amendment-kind" data-kind={kind}>
          {t(`amendments.kind.${kind}`)}
        </span>
        <Status status={notes.status} editable={editable} onChange={(status) => sheet.setStatus(id, status)} />
        {editable ? <Arrange amendment={amendment} all={all} draft={draft} session={session} /> : null}
      </header>
      <Instructions amendment={amendment} draft={draft} />
      <details className="amendment-redline" open>
        <summary>{t('amendments.redline')}</summary>
        <ChangedText entries={amendment.changes} language={draft.language} direction={draft.direction} />
        <Link to={`${draftAddress(draft.id)}#${amendment.target}`}>{t('amendments.toText')}</Link>
      </details>
      <div className="amendment-notes">
        <Proposer proposer={notes.proposer} editable={editable} onChange={(proposer) => sheet.setProposer(id, proposer)} />
        <Supporters
          supporters={notes.supporters}
          editable={editable}
          onAdd={(supporter) => sheet.addSupporter(id, supporter)}
          onRemove={(index) => sheet.removeSupporter(id, index)}
        />
        <NotedText
          {...text}
          name="justification"
          label={t('amendments.justification')}
          invitation={t('amendments.addJustification')}
        />
        <NotedText
          {...text}
          name="fallback"
          label={t('amendments.fallback')}
          invitation={t('amendments.addFallback')}
          hint={t('amendments.fallbackHint')}
        />
      </div>
    </article>
  )
}

interface StatusProps {
  status: AmendmentStatus
  editable: boolean
  onChange: (status: AmendmentStatus) => void
}

function Status({ status, editable, onChange }: StatusProps) {
  const { t } = useTranslation()
  if (!editable) return <span className="amendment-status">{t(`amendments.status.${status}`)}</span>
  return (
    <div className="amendment-status">
      <SelectField
        label={t('amendments.status.label')}
        value={status}
        onChange={(event) => onChange(event.target.value as AmendmentStatus)}
      >
        {AMENDMENT_STATUSES.map((value) => (
          <option key={value} value={value}>
            {t(`amendments.status.${value}`)}
          </option>
        ))}
      </SelectField>
    </div>
  )
}

function Instructions({ amendment, draft }: { amendment: ListedAmendment; draft: Draft }) {
  const { t } = useTranslation()
  const { instructions, unstated } = amendment
  return (
    <div className="amendment-instructions">
      <h4 className="visually-hidden">{t('amendments.instruction')}</h4>
      <div lang={draft.language} dir={draft.direction}>
        {instructions.map(({ text }) => (
          <p key={text}>{text}</p>
        ))}
      </div>
      {instructions.length > 0 ? (
        <IconButton label={t('amendments.copy')} onClick={() => void copyText(instructions.map(({ text }) => text).join('\n'))}>
          <Copy />
        </IconButton>
      ) : null}
      {[...new Set(unstated.map(({ what }) => what))].map((what) => (
        <p key={what} className="amendment-unstated">
          {t(`amendments.unstated.${what}`)}
        </p>
      ))}
    </div>
  )
}

/** Split, merge, take apart. */
function Arrange({ amendment, all, draft, session }: Omit<AmendmentCardProps, 'editable'>) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'split' | 'merge' | null>(null)
  const close = () => setOpen(null)
  const separate = () => {
    const sheet = sheetEditor(session.document)
    for (const unit of amendment.units)
      sheet.claim(unit, [unit, ...amendment.notes.units.filter((eId) => eId.startsWith(`${unit}__`))])
  }
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t('amendments.more')}>
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem disabled={amendment.divisions.length < 2} onSelect={() => setOpen('split')}>
          {t('amendments.split')}
        </MenuItem>
        <MenuItem disabled={all.length < 2} onSelect={() => setOpen('merge')}>
          {t('amendments.merge')}
        </MenuItem>
        <MenuItem disabled={!amendment.arranged} onSelect={separate}>
          {t('amendments.separate')}
        </MenuItem>
      </Menu>
      <Lazily>
        {open === 'split' ? <SplitDialog amendment={amendment} draft={draft} session={session} onClose={close} /> : null}
        {open === 'merge' ? <MergeDialog amendment={amendment} all={all} session={session} onClose={close} /> : null}
      </Lazily>
    </>
  )
}
