import { Download } from 'lucide-react'
import { lazy, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../../api/calls.ts'
import { Button } from '../../ui/Button.tsx'
import { Lazily } from '../../ui/Lazy.tsx'
import { patiently } from '../../ui/patiently.ts'

const ExportDialog = lazy(() => patiently(() => import('../export/ExportDialog.tsx')))

export interface ExportButtonProps {
  draft: Draft
  /** Opens the dialog that brings a Word file back; null for those who may not. */
  onImport: (() => void) | null
  /** Opens the dialog that takes a list of instructions. */
  onInstructions: (() => void) | null
}

/** The button stands at once; the dialog behind it is loaded with the first click. */
export function ExportButton({ draft, onImport, onInstructions }: ExportButtonProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button className="export" icon={<Download />} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <span className="export-word">{t('export.label')}</span>
      </Button>
      {open ? (
        <Lazily>
          <ExportDialog draft={draft} onImport={onImport} onInstructions={onInstructions} onClose={() => setOpen(false)} />
        </Lazily>
      ) : null}
    </>
  )
}
