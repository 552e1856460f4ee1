import { lazy } from 'react'
import { useTranslation } from 'react-i18next'
import type { SuggestionView } from '@travaux/shared/suggest'
import type { Draft } from '../../api/calls.ts'
import type { EditorHandle } from '../../editor/index.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Lazily } from '../../ui/Lazy.tsx'
import { patiently } from '../../ui/patiently.ts'
import Outline from './Outline.tsx'

const AllChanges = lazy(() => patiently(() => import('../../review/AllChanges.tsx')))
const ReviewSheet = lazy(() => patiently(() => import('../../review/ReviewSheet.tsx')))
const NewComment = lazy(() => patiently(() => import('../../review/NewComment.tsx')))

/** What opens over the page. */
export type Side = 'outline' | 'changes' | 'all' | 'comment'

export interface SideDialogProps {
  side: Side
  handle: EditorHandle
  draft: Draft
  scroller: HTMLElement | null
  editable: boolean
  shown: SuggestionView
  onShown: (shown: SuggestionView) => void
  onClose: () => void
}

/** The list of all changes and a new comment; on narrow windows also the outline as a drawer, the changes as a sheet from below. */
export default function SideDialog({ side, handle, draft, scroller, editable, shown, onShown, onClose }: SideDialogProps) {
  const { t } = useTranslation()
  const { id: draftId, role } = draft
  const changes = { handle, draftId, role, shown, onShown, onGo: onClose }
  switch (side) {
    case 'outline':
      return (
        <Dialog title={t('draft.outline')} shape="start" onClose={onClose}>
          <Outline handle={handle} scroller={scroller} editable={editable} onGo={onClose} />
        </Dialog>
      )
    case 'changes':
      return (
        <Dialog title={t('draft.margin')} shape="sheet" onClose={onClose}>
          <Lazily>
            <ReviewSheet {...changes} editable={editable} />
          </Lazily>
        </Dialog>
      )
    case 'all':
      return (
        <Dialog title={t('draft.allChanges')} wide onClose={onClose}>
          <Lazily>
            <AllChanges {...changes} />
          </Lazily>
        </Dialog>
      )
    case 'comment':
      return (
        <Lazily>
          <NewComment handle={handle} draftId={draftId} onClose={onClose} />
        </Lazily>
      )
  }
}
