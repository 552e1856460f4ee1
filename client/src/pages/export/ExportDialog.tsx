import { FileInput, ListPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ChoiceField } from '../../ui/Field.tsx'
import { AmendmentChoice } from './AmendmentChoice.tsx'
import { AuthorChoice } from './AuthorChoice.tsx'
import { DownloadActions } from './DownloadActions.tsx'
import {
  choosesAmendment,
  FIRST_CHOICES,
  formatsOf,
  formOf,
  isText,
  tracksChanges,
  VIEWS,
  withView,
  type Choices,
} from './form.ts'
import { OtherDrafts } from './OtherDrafts.tsx'
import { Preview } from './Preview.tsx'
import type { ExportButtonProps } from '../draft/ExportButton.tsx'
import '../../i18n/export-strings.ts'
import '../../i18n/word-strings.ts'
import '../../i18n/amendment-strings.ts'
import './export.css'

/** Chooses a file, shows what it will hold, and downloads it. */
export default function ExportDialog({ draft, onImport, onInstructions, onClose }: ExportButtonProps & { onClose: () => void }) {
  const { t } = useTranslation()
  const [choices, setChoices] = useState<Choices>(FIRST_CHOICES)
  const change = (more: Partial<Choices>) => setChoices((before) => ({ ...before, ...more }))
  const form = formOf(choices)
  return (
    <Dialog title={t('exporting.title')} lead={t('exporting.lead')} wide onClose={onClose}>
      <div className="exporting">
        <div className="exporting-choices">
          <ChoiceField
            label={t('exporting.view')}
            value={choices.view}
            choices={VIEWS.map((value) => ({
              value,
              label: t(`exporting.views.${value}`),
              hint: t(`exporting.viewHints.${value}`),
            }))}
            onChange={(view) => setChoices((before) => withView(before, view))}
          />
          {choices.view === 'compilation' ? (
            <OtherDrafts draft={draft} chosen={choices.others} onChange={(others) => change({ others })} />
          ) : null}
          <div className="exporting-formats">
            <ChoiceField
              label={t('exporting.format')}
              value={choices.format}
              choices={formatsOf(choices.view).map((value) => ({ value, label: t(`exporting.formats.${value}`) }))}
              onChange={(format) => change({ format })}
            />
          </div>
          {choosesAmendment(choices.view) ? (
            <AmendmentChoice draftId={draft.id} value={choices.amendment} onChange={(amendment) => change({ amendment })} />
          ) : null}
          {isText(choices.view) && choices.amendment === null ? (
            <ChoiceField
              label={t('exporting.scope')}
              value={choices.scope}
              choices={(['all', 'changed'] as const).map((value) => ({ value, label: t(`exporting.scopes.${value}`) }))}
              onChange={(scope) => change({ scope })}
            />
          ) : null}
          <AuthorChoice role={draft.role} value={choices.authors} onChange={(authors) => change({ authors })} />
          {tracksChanges(choices) ? <AlsoInWord choices={choices} onChange={change} /> : null}
          {onImport ? (
            <Button
              kind="quiet"
              icon={<FileInput />}
              onClick={() => {
                onClose()
                onImport()
              }}
            >
              {t('word.open')}
            </Button>
          ) : null}
          {onInstructions ? (
            <Button
              kind="quiet"
              icon={<ListPlus />}
              onClick={() => {
                onClose()
                onInstructions()
              }}
            >
              {t('instructions.menu')}
            </Button>
          ) : null}
        </div>
        <Preview draftId={draft.id} form={form} />
      </div>
      <DownloadActions draftId={draft.id} format={choices.format} form={form} onClose={onClose} />
    </Dialog>
  )
}

function AlsoInWord({ choices, onChange }: { choices: Choices; onChange: (more: Partial<Choices>) => void }) {
  const { t } = useTranslation()
  return (
    <fieldset className="choices">
      <legend>{t('exporting.also')}</legend>
      {(['suggestions', 'comments'] as const).map((name) => (
        <label key={name} className="choice">
          <input type="checkbox" checked={choices[name]} onChange={(event) => onChange({ [name]: event.target.checked })} />
          <span>{t(`exporting.${name}`)}</span>
        </label>
      ))}
    </fieldset>
  )
}
