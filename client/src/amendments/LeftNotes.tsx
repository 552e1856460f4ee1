import { useTranslation } from 'react-i18next'
import { plainLines, type SheetEntry } from '@travaux/shared/amendment'
import { sheetEditor } from '@travaux/shared/crdt'
import type { DraftSession } from '../sync/session.ts'
import { Button } from '../ui/Button.tsx'

export interface LeftNotesProps {
  left: readonly SheetEntry[]
  session: DraftSession
  editable: boolean
  language: string
}

/** Notes on amendments that the text no longer makes: nothing that somebody wrote goes without being seen. */
export function LeftNotes({ left, session, editable, language }: LeftNotesProps) {
  const { t } = useTranslation()
  if (left.length === 0) return null
  return (
    <section className="left-notes" aria-label={t('amendments.left')}>
      <h2>{t('amendments.left')}</h2>
      <p>{t('amendments.leftHint')}</p>
      <ul>
        {left.map(({ key, proposer, supporters, justification, fallback }) => (
          <li key={key} lang={language}>
            {proposer === null ? null : <p>{proposer}</p>}
            {supporters.map(({ name }, index) => (
              <p key={`${index} ${name}`}>{name}</p>
            ))}
            {[...plainLines(justification), ...plainLines(fallback)].map((line, index) => (
              <p key={`${index} ${line}`}>{line}</p>
            ))}
            {editable ? (
              <Button kind="danger" onClick={() => sheetEditor(session.document).remove(key)}>
                {t('amendments.removeNotes')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
