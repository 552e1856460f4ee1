import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/calls.ts'
import { historyQuery, queryClient } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { notify } from '../../ui/Toasts.tsx'

export interface RestoreDialogProps {
  draftId: string
  seq: number
  name: string
  onClose: () => void
}

export function RestoreDialog({ draftId, seq, name, onClose }: RestoreDialogProps) {
  const { t } = useTranslation()
  const restoring = useMutation({
    mutationFn: () => api.restoreVersion(draftId, seq),
    onSuccess: async () => {
      await queryClient.invalidateQueries(historyQuery(draftId))
      notify({ title: t('history.restore.done', { version: name }), description: t('history.restore.undo') })
      onClose()
    },
  })
  return (
    <Dialog title={t('history.restore.title', { version: name })} lead={t('history.restore.lead')} onClose={onClose}>
      {restoring.error ? <ProblemNote error={restoring.error} /> : null}
      <DialogActions>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button kind="primary" onClick={() => restoring.mutate()} disabled={restoring.isPending}>
          {t('history.restore.do')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
