import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedAmendment } from '@travaux/shared/amendment'
import type { Entry } from '@travaux/shared/diff'
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
  const rows = amendment.divisions.map((entries) => ({ entries, eIds: entries.flatMap(eIdsOf), key: eIdsOf(entries[0]!)[0]! }))
  const sensible = chosen.size > 0 && chosen.size < rows.length
  const toggle = (key: string) =>
    setChosen((before) => new Set(before.has(key) ? [...before].filter((one) => one !== key) : [...before, key]))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const taken = rows.filter(({ key }) => chosen.has(key))
    sheetEditor(session.document).claim(
      taken[0]!.key,
      taken.flatMap(({ eIds }) => eIds),
    )
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
          {rows.map(({ entries, key }) => (
            <label key={key} className="choice">
              <input type="checkbox" checked={chosen.has(key)} onChange={() => toggle(key)} />
              <ChangedText entries={entries} language={draft.language} direction={draft.direction} />
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

/** In the draft first: it is what the amendment is called by. */
const eIdsOf = ({ bases, drafts }: Entry): string[] => [...new Set([...drafts, ...bases].map(({ eId }) => eId))]
