import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { api, type StagedImport } from '../../api/calls.ts'
import { forgetImport } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { notify } from '../../ui/Toasts.tsx'
import type { Checking } from './use-checking.ts'

export default function DiscardDialog({
  staged,
  checking,
  onClose,
}: {
  staged: StagedImport
  checking: Checking
  onClose: () => void
}) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const discard = useMutation({
    mutationFn: async () => {
      await checking.text.settled()
      await api.discardImport(staged.id)
    },
    onSuccess: () => {
      forgetImport(staged.id)
      notify({ title: t('check.discarded') })
      navigate('/')
    },
  })
  const count = checking.text.snapshot().history.done.length
  return (
    <Dialog title={t('check.discardTitle')} lead={t('check.discardHow', { count })} onClose={onClose}>
      {discard.error ? <ProblemNote error={discard.error} /> : null}
      <DialogActions>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button kind="danger" disabled={discard.isPending} onClick={() => discard.mutate()}>
          {t('check.discard')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
