import { Copy } from 'lucide-react'
import { useState } from 'react'
import type { Node } from '@tiptap/pm/model'
import { useTranslation } from 'react-i18next'
import { AMENDMENT_STATUSES, type AmendmentStatus } from '@travaux/shared/amendment'
import { can } from '@travaux/shared/protocol'
import type { Draft } from '../api/calls.ts'
import type { DraftSession } from '../sync/session.ts'
import { Button } from '../ui/Button.tsx'
import { SelectField } from '../ui/Field.tsx'
import { AmendmentCard } from './AmendmentCard.tsx'
import { copyText } from './copy-text.ts'
import { LeftNotes } from './LeftNotes.tsx'
import { NumberingChoice } from './NumberingChoice.tsx'
import { STALE_ID, StaleReferences } from './StaleReferences.tsx'
import { useAmendments } from './use-amendments.ts'
import '../i18n/amendment-strings.ts'
import './amendments.css'

export interface AmendmentsPageProps {
  draft: Draft
  base: Node | null
  session: DraftSession
}

/** What the draft proposes, amendment by amendment, beside its text. */
export default function AmendmentsPage({ draft, base, session }: AmendmentsPageProps) {
  const { t } = useTranslation()
  const list = useAmendments(draft, base, session)
  const [shown, setShown] = useState<AmendmentStatus | 'all'>('all')
  const editable = can(draft.role, 'edit')
  if (!list) return <p className="amendments-waiting">{t('amendments.waiting')}</p>
  const { amendments, left, stale, numbering } = list
  const visible = amendments.filter(({ notes }) => shown === 'all' || notes.status === shown)
  const instructions = amendments.flatMap((amendment) => amendment.instructions.map(({ text }) => text))
  const copyAll = () => void copyText(instructions.map((text, index) => `${index + 1}. ${text}`).join('\n'))
  return (
    <main className="amendments" id="draft-text" tabIndex={-1}>
      <header className="amendments-head">
        <h2>{t('amendments.title')}</h2>
        <p>{t('amendments.lead', { base: draft.revisionName })}</p>
        {stale.length > 0 ? (
          <p className="stale-notice">
            <a href={`#${STALE_ID}`}>{t('amendments.staleCount', { count: stale.length })}</a>
          </p>
        ) : null}
        {amendments.length > 0 ? (
          <div className="amendments-tools">
            <NumberingChoice numbering={numbering} session={session} editable={editable} />
            <SelectField
              label={t('amendments.filter')}
              value={shown}
              onChange={(event) => setShown(event.target.value as AmendmentStatus | 'all')}
            >
              <option value="all">{t('amendments.filterAll')}</option>
              {AMENDMENT_STATUSES.map((status) => (
                <option key={status} value={status}>
                  {t(`amendments.status.${status}`)}
                </option>
              ))}
            </SelectField>
            <Button icon={<Copy />} onClick={copyAll} disabled={instructions.length === 0}>
              {t('amendments.copyAll')}
            </Button>
          </div>
        ) : null}
      </header>
      {amendments.length === 0 ? <p className="amendments-none">{t('amendments.none')}</p> : null}
      <output className="visually-hidden">{t('amendments.count', { count: visible.length })}</output>
      <ol className="amendment-list">
        {visible.map((amendment) => (
          <li key={amendment.id}>
            <AmendmentCard amendment={amendment} all={amendments} draft={draft} session={session} editable={editable} />
          </li>
        ))}
      </ol>
      <StaleReferences references={stale} draft={draft} />
      <LeftNotes left={left} session={session} editable={editable} language={draft.language} />
    </main>
  )
}
