import { Download } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'

const ExportMenu = lazy(() => import('./ExportMenu.tsx'))

export interface ExportButtonProps {
  draftId: string
  /** Opens the dialog that brings a Word file back; null for those who may not. */
  onImport: (() => void) | null
}

/** The button stands at once; the menu behind it is loaded with the first click. */
export function ExportButton({ draftId, onImport }: ExportButtonProps) {
  const { t } = useTranslation()
  const [wanted, setWanted] = useState(false)
  const button = (
    <Button className="export" icon={<Download />} onClick={() => setWanted(true)}>
      <span className="export-word">{t('export.label')}</span>
    </Button>
  )
  return wanted ? (
    <Suspense fallback={button}>
      <ExportMenu draftId={draftId} onImport={onImport} />
    </Suspense>
  ) : (
    button
  )
}
