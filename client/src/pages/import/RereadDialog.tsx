import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, type StagedImport } from '../../api/calls.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import type { Checking } from './use-checking.ts'

/** Takes the changes tracked in the Word file the other way. */
export default function RereadDialog({
  staged,
  checking,
  onClose,
}: {
  staged: StagedImport
  checking: Checking
  onClose: () => void
}) {
  const { t } = useTranslation()
  const other = staged.trackedChanges === 'accept' ? 'reject' : 'accept'
  const reread = useMutation({
    mutationFn: async () => api.rereadImport(staged.id, await checking.text.settled(), other),
    onSuccess: () => location.reload(),
  })
  return (
    <Dialog title={t('check.rereadTitle')} lead={t('check.rereadHow', { how: t(`check.trackedAs.${other}`) })} onClose={onClose}>
      {reread.error ? <ProblemNote error={reread.error} /> : null}
      <DialogActions>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button kind="primary" disabled={reread.isPending} onClick={() => reread.mutate()}>
          {t('check.reread')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
