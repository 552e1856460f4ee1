import { useMutation } from '@tanstack/react-query'
import { Download, FileInput, FileText, FileX2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api, type ExportForm } from '../../api/calls.ts'
import { asProblem } from '../../api/problem.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu, MenuGroup, MenuItem } from '../../ui/Menu.tsx'
import { notify } from '../../ui/Toasts.tsx'
import type { ExportButtonProps } from './ExportButton.tsx'
import '../../i18n/word-strings.ts'

const FORMS = [
  { view: 'tracked', scope: 'all', label: 'export.trackedAll' },
  { view: 'tracked', scope: 'changed', label: 'export.trackedChanged' },
  { view: 'clean', scope: 'all', label: 'export.cleanAll' },
  { view: 'clean', scope: 'changed', label: 'export.cleanChanged' },
] as const

export default function ExportMenu({ draftId, onImport }: ExportButtonProps) {
  const { t } = useTranslation()
  const download = useMutation({
    mutationFn: (form: ExportForm) => api.exportWord(draftId, form),
    onSuccess: (file) => {
      saveAs(file)
      notify({ title: t('export.done', { file: file.name }) })
    },
    onError: (error) => {
      const { title, detail } = asProblem(error)
      notify({ title: t('export.failed'), description: `${title}. ${detail}`, kind: 'problem' })
    },
  })
  return (
    <Menu
      defaultOpen
      trigger={
        <Button className="export" icon={<Download />} disabled={download.isPending} aria-busy={download.isPending}>
          <span className="export-word">{t(download.isPending ? 'export.working' : 'export.label')}</span>
        </Button>
      }
    >
      <MenuGroup label={t('export.word')}>
        {FORMS.map(({ label, ...form }) => (
          <MenuItem key={label} icon={form.view === 'tracked' ? <FileX2 /> : <FileText />} onSelect={() => download.mutate(form)}>
            {t(label)}
          </MenuItem>
        ))}
      </MenuGroup>
      {onImport ? (
        <MenuGroup label={t('word.group')}>
          <MenuItem icon={<FileInput />} onSelect={onImport}>
            {t('word.open')}
          </MenuItem>
        </MenuGroup>
      ) : null}
    </Menu>
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
