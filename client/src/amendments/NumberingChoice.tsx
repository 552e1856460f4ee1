import { useTranslation } from 'react-i18next'
import { NUMBERINGS, type Numbering } from '@travaux/shared/amendment'
import { sheetEditor } from '@travaux/shared/crdt'
import type { DraftSession } from '../sync/session.ts'
import { SelectField } from '../ui/Field.tsx'

export interface NumberingChoiceProps {
  numbering: Numbering
  session: DraftSession
  editable: boolean
}

/** How the draft numbers what it adds: one choice for everybody who has it open, and for every form it is handed over in. */
export function NumberingChoice({ numbering, session, editable }: NumberingChoiceProps) {
  const { t } = useTranslation()
  if (!editable) return <p className="amendment-hint">{t(`amendments.numbering.${numbering}`)}</p>
  return (
    <SelectField
      label={t('amendments.numbering.label')}
      hint={t('amendments.numbering.hint')}
      value={numbering}
      onChange={(event) => sheetEditor(session.document).setNumbering(event.target.value as Numbering)}
    >
      {NUMBERINGS.map((choice) => (
        <option key={choice} value={choice}>
          {t(`amendments.numbering.${choice}`)}
        </option>
      ))}
    </SelectField>
  )
}
