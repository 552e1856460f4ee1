import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, type ExportForm } from '../../api/calls.ts'
import { asPercent } from '../../i18n/formats.ts'
import { Button } from '../../ui/Button.tsx'
import { DialogActions } from '../../ui/Dialog.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { notify } from '../../ui/Toasts.tsx'
import type { Choices } from './form.ts'

interface DownloadActionsProps {
  draftId: string
  format: Choices['format']
  form: ExportForm
  onClose: () => void
}

/** Makes and fetches the file, shows how far it is, and can be stopped. Closing the dialog stops it too. */
export function DownloadActions({ draftId, format, form, onClose }: DownloadActionsProps) {
  const { t } = useTranslation()
  const [share, setShare] = useState<number | null>(null)
  const [stopped, setStopped] = useState(false)
  const running = useRef<AbortController | null>(null)
  const label = useId()
  useEffect(() => () => running.current?.abort(), [])
  const download = useMutation({
    mutationFn: () => {
      setShare(null)
      setStopped(false)
      running.current = new AbortController()
      return api.exportFile(draftId, format, form, { signal: running.current.signal, onShare: setShare })
    },
    onSuccess: (file) => {
      saveAs(file)
      notify({ title: t('exporting.done', { file: file.name }) })
      onClose()
    },
  })
  const stop = () => {
    setStopped(true)
    running.current?.abort()
  }
  return (
    <div className="exporting-end">
      {download.error && !stopped ? <ProblemNote error={download.error} /> : null}
      {download.isPending ? (
        <output className="exporting-progress">
          <span id={label}>{share === null ? t('exporting.making') : t('exporting.receiving', { share: asPercent(share) })}</span>
          <progress aria-labelledby={label} {...(share === null ? {} : { value: share })} />
        </output>
      ) : null}
      <DialogActions>
        {download.isPending ? (
          <Button onClick={stop}>{t('exporting.stop')}</Button>
        ) : (
          <Button onClick={onClose}>{t('action.cancel')}</Button>
        )}
        <Button kind="primary" icon={<Download />} disabled={download.isPending} onClick={() => download.mutate()}>
          {t('exporting.download')}
        </Button>
      </DialogActions>
    </div>
  )
}

/** Hands the file to the browser's own download. */
function saveAs(file: File): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = file.name
  link.click()
  URL.revokeObjectURL(link.href)
}
