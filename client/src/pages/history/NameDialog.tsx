import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/calls.ts'
import { historyQuery, queryClient } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { notify } from '../../ui/Toasts.tsx'

export function NameDialog({ draftId, seq, onClose }: { draftId: string; seq: number; onClose: () => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const naming = useMutation({
    mutationFn: () => api.nameVersion(draftId, seq, name.trim()),
    onSuccess: async () => {
      await queryClient.invalidateQueries(historyQuery(draftId))
      notify({ title: t('history.name.done', { name: name.trim() }) })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    naming.mutate()
  }
  return (
    <Dialog title={t('history.name.title')} onClose={onClose}>
      <form onSubmit={submit}>
        <TextField
          label={t('history.name.label')}
          hint={t('history.name.hint')}
          value={name}
          required
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
        />
        {naming.error ? <ProblemNote error={naming.error} /> : null}
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={naming.isPending || name.trim() === ''}>
            {t('action.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
