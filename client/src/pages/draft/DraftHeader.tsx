import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { can } from '@travaux/shared/protocol'
import type { Draft } from '../../api/calls.ts'
import type { EditorHandle } from '../../editor/index.ts'
import type { DraftSession, SavedState as Saved } from '../../sync/session.ts'
import { Brand } from '../../ui/Brand.tsx'
import { AccountButton } from '../AccountButton.tsx'
import type { DraftSection } from './address.ts'
import { DraftTabs } from './DraftTabs.tsx'
import { DraftTitle } from './DraftTitle.tsx'
import { ExportButton } from './ExportButton.tsx'
import { People } from './People.tsx'
import { SavedState } from './SavedState.tsx'

export interface DraftHeaderProps {
  draft: Draft
  session: DraftSession
  saved: Saved
  section: DraftSection
  /** The switch between the ways of working, where there is one. */
  modes?: ReactNode
  handle: EditorHandle | null
  onImport: (() => void) | null
  onInstructions: (() => void) | null
}

export function DraftHeader({ draft, session, saved, section, modes, handle, onImport, onInstructions }: DraftHeaderProps) {
  const { t } = useTranslation()
  const mayEdit = can(draft.role, 'edit')
  const base = t('draft.base', { instrument: draft.instrumentTitle, revision: draft.revisionName })
  return (
    <header className="draft-header">
      <Brand compact />
      <div className="draft-names">
        <DraftTitle draft={draft} editable={mayEdit} />
        <p className="draft-base" title={base}>
          {draft.sample ? <strong className="draft-sample">{t('draft.sample')}</strong> : null}
          {base}
        </p>
      </div>
      <DraftTabs draftId={draft.id} section={section} />
      {modes}
      <SavedState saved={saved} writes={can(draft.role, 'suggest')} />
      <People session={session} handle={handle} />
      <ExportButton draft={draft} onImport={onImport} onInstructions={onInstructions} />
      <AccountButton />
    </header>
  )
}
