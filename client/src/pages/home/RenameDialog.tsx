import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/calls.ts'
import { draftsQuery, queryClient } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

export default function RenameDialog({ draft, onClose }: { draft: { id: string; title: string }; onClose: () => void }) {
  const { t } = useTranslation()
  const [title, setTitle] = useState(draft.title)
  const rename = useMutation({
    mutationFn: () => api.renameDraft(draft.id, title.trim()),
    onSuccess: async () => {
      await queryClient.invalidateQueries(draftsQuery)
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    rename.mutate()
  }
  return (
    <Dialog title={t('rename.title')} onClose={onClose}>
      <form onSubmit={submit}>
        <TextField
          label={t('rename.name')}
          value={title}
          required
          maxLength={300}
          onChange={(event) => setTitle(event.target.value)}
        />
        {rename.error ? <ProblemNote error={rename.error} /> : null}
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={rename.isPending || title.trim() === ''}>
            {t('action.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
