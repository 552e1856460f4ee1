import { lazy } from 'react'
import type { Node } from '@tiptap/pm/model'
import type { Draft } from '../../api/calls.ts'
import type { DraftSession } from '../../sync/session.ts'
import { useSessionSnapshot } from '../../sync/use-session.ts'
import { Lazily } from '../../ui/Lazy.tsx'
import { patiently } from '../../ui/patiently.ts'
import { comeBack } from './come-back.ts'
import { DraftHeader } from './DraftHeader.tsx'

const AmendmentsPage = lazy(() => patiently(() => import('../../amendments/AmendmentsPage.tsx')))
const StoppedBanner = lazy(() => patiently(() => import('./StoppedBanner.tsx')))

export interface AmendmentsSectionProps {
  draft: Draft
  base: Node | null
  session: DraftSession
}

/** The amendments under the header of their draft, on the same connection as its text. */
export function AmendmentsSection({ draft, base, session }: AmendmentsSectionProps) {
  const { saved } = useSessionSnapshot(session)
  return (
    <div className="draft">
      <DraftHeader
        draft={draft}
        session={session}
        saved={saved}
        section="amendments"
        handle={null}
        onImport={null}
        onInstructions={null}
      />
      <Lazily>
        {saved.kind === 'stopped' ? <StoppedBanner saved={saved} onReconnect={() => void comeBack(draft.id, session)} /> : null}
      </Lazily>
      <div className="draft-scroller">
        <Lazily>
          <AmendmentsPage draft={draft} base={base} session={session} />
        </Lazily>
      </div>
    </div>
  )
}
