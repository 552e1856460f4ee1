import { TriangleAlert } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Warning } from '@travaux/shared/protocol'
import type { Imported, Instrument, RevisionSummary } from '../../api/calls.ts'
import { instrumentsQuery } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'

export interface ImportResultProps {
  imported: Imported
  onStart: (instrument: Instrument, revision: RevisionSummary) => void
  onClose: () => void
}

/** What was found in the file, and where it is doubtful. */
export function ImportResult({ imported, onStart, onClose }: ImportResultProps) {
  const { t, i18n } = useTranslation()
  const { data = [] } = useQuery(instrumentsQuery)
  const instrument = data.find(({ id }) => id === imported.instrumentId)
  const revision = instrument?.revisions.find(({ id }) => id === imported.revisionId)
  const number = new Intl.NumberFormat(i18n.language)
  const { found, warnings } = imported
  return (
    <Dialog title={t('import.done', { title: imported.title })} onClose={onClose} wide>
      <p className="visually-hidden">{t('import.foundLabel')}</p>
      <ul className="import-found">
        {(['chapters', 'articles', 'paragraphs', 'words'] as const).map((kind) => (
          <li key={kind}>
            <strong>{number.format(found[kind])}</strong> {t(`foundName.${kind}`, { count: found[kind] })}
          </li>
        ))}
      </ul>
      {warnings.length === 0 ? (
        <p>{t('import.noWarnings')}</p>
      ) : (
        <section className="import-warnings">
          <h3>
            <TriangleAlert aria-hidden="true" /> {t('import.warnings', { count: warnings.length })}
          </h3>
          <p>{t('import.warningsLead')}</p>
          <ol>
            {warnings.map((warning) => (
              <WarningRow key={`${warning.code} ${warning.place} ${warning.message} ${warning.text}`} warning={warning} />
            ))}
          </ol>
        </section>
      )}
      <DialogActions>
        <Button onClick={onClose}>{t('action.done')}</Button>
        {instrument && revision ? (
          <Button kind="primary" onClick={() => onStart(instrument, revision)}>
            {t('import.startDraft')}
          </Button>
        ) : null}
      </DialogActions>
    </Dialog>
  )
}

const WarningRow = ({ warning: { message, place, text } }: { warning: Warning }) => (
  <li>
    <p>
      {place ? <strong className="import-place">{place}</strong> : null} {message}
    </p>
    {text ? <blockquote dir="auto">{text}</blockquote> : null}
  </li>
)
