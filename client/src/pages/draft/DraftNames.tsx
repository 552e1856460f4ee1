import { useTranslation } from 'react-i18next'
import { can } from '@travaux/shared/protocol'
import type { Draft } from '../../api/calls.ts'
import { DraftTitle } from './DraftTitle.tsx'

/** What the draft is called and what it amends, on every page of it. */
export function DraftNames({ draft }: { draft: Draft }) {
  const { t } = useTranslation()
  const base = t('draft.base', { instrument: draft.instrumentTitle, revision: draft.revisionName })
  return (
    <div className="draft-names">
      <DraftTitle draft={draft} editable={can(draft.role, 'edit')} />
      <p className="draft-base" title={base}>
        {draft.sample ? <strong className="draft-sample">{t('draft.sample')}</strong> : null}
        {base}
      </p>
    </div>
  )
}
