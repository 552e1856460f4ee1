import { FileText, FileUp } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'

const IMPORTABLE = ['.docx', '.pdf', '.html', '.htm', '.md', '.markdown', '.txt', '.xml', '.akn']

/** By its name: browsers disagree about the media type of a Word file. The server looks inside. */
export const isImportable = (file: File): boolean => IMPORTABLE.some((ending) => file.name.toLowerCase().endsWith(ending))

/** The file to import; says at once when it is of a kind that cannot be read. */
export function FileChooser({ file, onChoose }: { file: File | null; onChoose: (file: File) => void }) {
  const { t, i18n } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className="import-file">
      {file ? (
        <p className="import-file-name">
          <FileText aria-hidden="true" />
          <span>{file.name}</span>
          <small>{fileSize(file.size, i18n.language)}</small>
        </p>
      ) : null}
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        aria-label={t('import.choose')}
        accept={IMPORTABLE.join(',')}
        tabIndex={-1}
        onChange={(event) => {
          const chosen = event.target.files?.[0]
          if (chosen) onChoose(chosen)
          // So that the same file, corrected meanwhile, can be chosen again.
          event.target.value = ''
        }}
      />
      <Button icon={<FileUp />} onClick={() => input.current?.click()}>
        {t(file ? 'import.chooseOther' : 'import.choose')}
      </Button>
      {file ? null : <span className="import-or">{t('import.orDrop')}</span>}
      {file && !isImportable(file) ? (
        <div className="problem" role="alert">
          <p className="problem-title">{t('import.wrongKind', { file: file.name })}</p>
          <p>{t('import.wrongKindHow')}</p>
        </div>
      ) : null}
    </div>
  )
}

/** 1,250,000 → "1.3 MB" */
function fileSize(bytes: number, language: string): string {
  const inUnit = (unit: string, size: number) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(size)
  return bytes >= 1e6 ? inUnit('megabyte', bytes / 1e6) : inUnit('kilobyte', Math.max(bytes / 1e3, 1))
}
