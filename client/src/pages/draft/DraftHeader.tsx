import type { ReactNode } from 'react'
import { can } from '@travaux/shared/protocol'
import type { Draft } from '../../api/calls.ts'
import type { EditorHandle } from '../../editor/index.ts'
import type { DraftSession, SavedState as Saved } from '../../sync/session.ts'
import { Brand } from '../../ui/Brand.tsx'
import { AccountButton } from '../AccountButton.tsx'
import type { DraftSection } from './address.ts'
import { DraftNames } from './DraftNames.tsx'
import { DraftTabs } from './DraftTabs.tsx'
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
  return (
    <header className="draft-header">
      <Brand compact />
      <DraftNames draft={draft} />
      <DraftTabs draftId={draft.id} section={section} />
      {modes}
      <SavedState saved={saved} writes={can(draft.role, 'suggest')} />
      <People session={session} handle={handle} />
      <ExportButton draft={draft} onImport={onImport} onInstructions={onInstructions} />
      <AccountButton />
    </header>
  )
}
