import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedAmendment } from '@travaux/shared/amendment'
import { sheetEditor } from '@travaux/shared/crdt'
import type { DraftSession } from '../sync/session.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { SelectField } from '../ui/Field.tsx'
import { notify } from '../ui/Toasts.tsx'

export interface MergeDialogProps {
  amendment: ListedAmendment
  all: readonly ListedAmendment[]
  session: DraftSession
  onClose: () => void
}

/** Gives an amendment's changes and notes to another. */
export default function MergeDialog({ amendment, all, session, onClose }: MergeDialogProps) {
  const { t } = useTranslation()
  const others = all.filter(({ id }) => id !== amendment.id)
  const [into, setInto] = useState(others[0]?.id ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const sheet = sheetEditor(session.document)
    session.document.transact(() => {
      sheet.merge(amendment.id, into)
      sheet.claim(into, claimed(amendment))
    })
    notify({ title: t('amendments.done.merged') })
    onClose()
  }
  return (
    <Dialog title={t('amendments.mergeTitle', { number: amendment.number })} lead={t('amendments.mergeLead')} onClose={onClose}>
      <form onSubmit={submit}>
        <SelectField label={t('amendments.mergeInto')} value={into} onChange={(event) => setInto(event.target.value)}>
          {others.map(({ id, number, name }) => (
            <option key={id} value={id}>
              {t('amendments.label', { number, target: name })}
            </option>
          ))}
        </SelectField>
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={into === ''}>
            {t('amendments.mergeDo')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** A part of a unit gives its provisions, a whole unit gives itself. */
const claimed = ({ notes, units, id }: ListedAmendment): readonly string[] =>
  notes.units.length > 0 ? notes.units : units.includes(id) ? units : [id]
