import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedAmendment } from '@travaux/shared/amendment'
import { sheetEditor } from '@travaux/shared/crdt'
import type { Draft } from '../api/calls.ts'
import type { DraftSession } from '../sync/session.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { notify } from '../ui/Toasts.tsx'
import { ChangedText } from './ChangedText.tsx'

export interface SplitDialogProps {
  amendment: ListedAmendment
  draft: Draft
  session: DraftSession
  onClose: () => void
}

/** Makes an amendment of its own of some of the provisions that one changes. */
export default function SplitDialog({ amendment, draft, session, onClose }: SplitDialogProps) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const rows = amendment.changes.map((entry) => ({ entry, eId: (entry.drafts[0] ?? entry.bases[0])!.eId }))
  const sensible = chosen.size > 0 && chosen.size < rows.length
  const toggle = (eId: string) =>
    setChosen((before) => new Set(before.has(eId) ? [...before].filter((one) => one !== eId) : [...before, eId]))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const taken = rows.filter(({ eId }) => chosen.has(eId)).map(({ eId }) => eId)
    sheetEditor(session.document).claim(taken[0]!, taken)
    notify({ title: t('amendments.done.split') })
    onClose()
  }
  return (
    <Dialog
      title={t('amendments.splitTitle', { number: amendment.number })}
      lead={t('amendments.splitLead')}
      onClose={onClose}
      wide
    >
      <form onSubmit={submit}>
        <div className="split-choices">
          {rows.map(({ entry, eId }) => (
            <label key={eId} className="choice">
              <input type="checkbox" checked={chosen.has(eId)} onChange={() => toggle(eId)} />
              <ChangedText entries={[entry]} language={draft.language} direction={draft.direction} />
            </label>
          ))}
        </div>
        {sensible ? null : <p className="field-hint">{t('amendments.splitNone')}</p>}
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={!sensible}>
            {t('amendments.splitDo')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
