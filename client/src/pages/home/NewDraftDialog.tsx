import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { api, type Instrument, type RevisionSummary } from '../../api/calls.ts'
import { draftsQuery, queryClient } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { draftAddress } from '../draft/address.ts'

export interface NewDraftDialogProps {
  instrument: Pick<Instrument, 'title'>
  revision: Pick<RevisionSummary, 'id' | 'name'>
  onClose: () => void
}

/** Without what stands behind a dash: "Draft Convention — working sample". */
const shortTitle = (title: string): string => title.split(' — ')[0]!

/** The longest title that the API takes. */
const LONGEST_TITLE = 300

export default function NewDraftDialog({ instrument, revision, onClose }: NewDraftDialogProps) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const [title, setTitle] = useState(() =>
    t('newDraft.suggested', { instrument: shortTitle(instrument.title) }).slice(0, LONGEST_TITLE),
  )
  const start = useMutation({
    mutationFn: () => api.createDraft(revision.id, title.trim()),
    onSuccess: ({ id }) => {
      void queryClient.invalidateQueries(draftsQuery)
      navigate(draftAddress(id))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    start.mutate()
  }
  return (
    <Dialog
      title={t('newDraft.title')}
      lead={t('newDraft.lead', { revision: revision.name, instrument: instrument.title })}
      onClose={onClose}
    >
      <form onSubmit={submit}>
        <TextField
          label={t('newDraft.name')}
          value={title}
          required
          maxLength={LONGEST_TITLE}
          onChange={(event) => setTitle(event.target.value)}
          onFocus={(event) => event.target.select()}
        />
        {start.error ? <ProblemNote error={start.error} /> : null}
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={start.isPending || title.trim() === ''}>
            {t('newDraft.submit')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
