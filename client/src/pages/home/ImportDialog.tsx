import { FileText } from 'lucide-react'
import { useEffect, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Instrument, RevisionSummary } from '../../api/calls.ts'
import { asPercent } from '../../i18n/formats.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { ChoiceField, SelectField, TextField } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { notify } from '../../ui/Toasts.tsx'
import { importAddress } from '../import/address.ts'
import { FileChooser, isImportable } from './FileChooser.tsx'
import { ImportResult } from './ImportResult.tsx'
import { useImport } from './use-import.ts'
import './import.css'

export interface ImportDialogProps {
  /** What was dropped; empty when the dialog was opened by its button. */
  files: readonly File[]
  /** Set when a further revision of this instrument is asked for. */
  instrument: Instrument | null
  instruments: readonly Instrument[]
  onStart: (instrument: Pick<Instrument, 'title'> & Instrument, revision: RevisionSummary) => void
  onClose: () => void
}

export default function ImportDialog({ files, instrument, instruments, onStart, onClose }: ImportDialogProps) {
  const { t } = useTranslation()
  const running = useImport()
  const { state } = running
  const [file, setFile] = useState<File | null>(files[0] ?? null)
  const [, navigate] = useLocation()
  const close = () => {
    if (running.cancel()) notify({ title: t('import.cancelled') })
    onClose()
  }
  const staged = state.kind === 'staged' ? state : null
  useEffect(() => {
    if (staged) navigate(importAddress(staged.id), { state: { revision: staged.revision } })
  }, [staged, navigate])
  if (state.kind === 'done') return <ImportResult imported={state.imported} onStart={onStart} onClose={onClose} />
  const busy = state.kind !== 'choosing'
  return (
    <Dialog title={t('import.title')} lead={t('import.lead')} onClose={close}>
      {files.length > 1 ? <p className="import-note">{t('import.oneOnly')}</p> : null}
      {busy && file ? (
        <Progress file={file.name} fraction={state.kind === 'sending' ? state.fraction : null} onCancel={running.cancel} />
      ) : (
        <>
          {state.kind === 'choosing' && state.failure ? (
            <ProblemNote error={state.failure} after={t('import.nothingStored')} />
          ) : null}
          <FileChooser
            file={file}
            onChoose={(chosen) => {
              running.forgive()
              setFile(chosen)
            }}
          />
        </>
      )}
      {/* Hidden while it runs, not removed: after a failure the answers are still there. */}
      <div hidden={busy}>
        <ImportForm
          ready={file !== null && isImportable(file)}
          instrument={instrument}
          instruments={instruments}
          onCancel={close}
          onSubmit={(answers, way) => file && void running.start({ file, ...answers }, way)}
        />
      </div>
    </Dialog>
  )
}

/** `fraction` null: everything is sent and the server is reading it. */
function Progress({ file, fraction, onCancel }: { file: string; fraction: number | null; onCancel: () => void }) {
  const { t } = useTranslation()
  const words = fraction === null ? t('import.reading', { file }) : t('import.uploading', { file, percent: asPercent(fraction) })
  return (
    <div className="import-progress">
      <output>
        <FileText aria-hidden="true" /> {words}
      </output>
      <progress aria-label={words} {...(fraction === null ? {} : { value: fraction })} />
      <DialogActions>
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
      </DialogActions>
    </div>
  )
}

interface Answers {
  title: string
  symbol: string
  revision: string
  instrumentId?: string
}

interface ImportFormProps {
  ready: boolean
  instrument: Instrument | null
  instruments: readonly Instrument[]
  onCancel: () => void
  onSubmit: (answers: Answers, way: 'as it is' | 'to check') => void
}

function ImportForm({ ready, instrument, instruments, onCancel, onSubmit }: ImportFormProps) {
  const { t } = useTranslation()
  const [belongs, setBelongs] = useState<'new' | 'further'>(instrument ? 'further' : 'new')
  const [instrumentId, setInstrumentId] = useState(instrument?.id ?? instruments[0]?.id ?? '')
  const [title, setTitle] = useState('')
  const [symbol, setSymbol] = useState('')
  const [revision, setRevision] = useState('')
  const send = (way: 'as it is' | 'to check') => {
    const shared = { symbol: symbol.trim(), revision: revision.trim() }
    onSubmit(belongs === 'new' ? { ...shared, title: title.trim() } : { ...shared, title: '', instrumentId }, way)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send('to check')
  }
  return (
    <form className="import-form" onSubmit={submit}>
      {instruments.length > 0 ? (
        <ChoiceField
          label={t('import.belongs')}
          value={belongs}
          onChange={setBelongs}
          choices={[
            { value: 'new', label: t('import.newInstrument') },
            { value: 'further', label: t('import.furtherRevision') },
          ]}
        />
      ) : null}
      {belongs === 'further' ? (
        <SelectField
          label={t('import.instrument')}
          value={instrumentId}
          onChange={(event) => setInstrumentId(event.target.value)}
        >
          {instruments.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </SelectField>
      ) : (
        <TextField
          label={t('import.name')}
          hint={t('import.nameHint')}
          value={title}
          maxLength={500}
          onChange={(event) => setTitle(event.target.value)}
        />
      )}
      <div className="import-pair">
        <TextField
          label={t('import.revision')}
          hint={t('import.revisionHint')}
          value={revision}
          maxLength={200}
          onChange={(event) => setRevision(event.target.value)}
        />
        <TextField
          label={t('import.symbol')}
          hint={t('import.symbolHint')}
          value={symbol}
          maxLength={100}
          onChange={(event) => setSymbol(event.target.value)}
        />
      </div>
      <DialogActions>
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
        <Button disabled={!ready} onClick={() => send('as it is')}>
          {t('import.submit')}
        </Button>
        <Button kind="primary" type="submit" disabled={!ready}>
          {t('import.check')}
        </Button>
      </DialogActions>
    </form>
  )
}
