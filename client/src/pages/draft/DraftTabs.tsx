import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { DRAFT_SECTIONS, draftAddress, type DraftSection } from './address.ts'

/** What of a draft is shown: its text, its amendments or its history. */
export function DraftTabs({ draftId, section }: { draftId: string; section: DraftSection }) {
  const { t } = useTranslation()
  return (
    <nav className="draft-tabs" aria-label={t('draft.sections.label')}>
      {DRAFT_SECTIONS.map((name) => (
        <Link key={name} to={draftAddress(draftId, name)} aria-current={name === section ? 'page' : undefined}>
          {t(`draft.sections.${name}`)}
        </Link>
      ))}
    </nav>
  )
}
