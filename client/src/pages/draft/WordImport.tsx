import { useQuery } from '@tanstack/react-query'
import { FileText, FileUp } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { draftQuery, queryClient, wordImportsQuery } from '../../api/queries.ts'
import type { WordImport as Brought } from '../../api/calls.ts'
import { importWord, type Upload } from '../../api/upload.ts'
import type { EditorHandle } from '../../editor/index.ts'
import { asPercent } from '../../i18n/formats.ts'
import '../../i18n/word-strings.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { notify } from '../../ui/Toasts.tsx'
import { UnmatchedList } from './UnmatchedList.tsx'
import './word-import.css'

export interface WordImportProps {
  draftId: string
  handle: EditorHandle
  /** What was dropped; null when the dialog was opened by its menu. */
  file: File | null
  onClose: () => void
}

type State =
  | { kind: 'choosing'; failure: Error | null }
  | { kind: 'sending'; file: string; fraction: number }
  | { kind: 'done'; brought: Brought }

/** Brings a Word file back: choose, wait, and see what came of it. What found no place is shown until it is dismissed. */
export default function WordImport({ draftId, handle, file, onClose }: WordImportProps) {
  const { t } = useTranslation()
  const [state, setState] = useState<State>({ kind: 'choosing', failure: null })
  const upload = useRef<Upload<Brought> | null>(null)
  const imports = useQuery(wordImportsQuery(draftId)).data ?? []
  const start = (chosen: File) => {
    if (!chosen.name.toLowerCase().endsWith('.docx'))
      return setState({ kind: 'choosing', failure: new Error(t('word.wrongKind', { file: chosen.name })) })
    const sent = (fraction: number) => setState({ kind: 'sending', file: chosen.name, fraction })
    sent(0)
    upload.current = importWord(draftId, chosen, sent)
    void upload.current.done
      .then((brought) => {
        setState({ kind: 'done', brought })
        void queryClient.invalidateQueries(draftQuery(draftId))
        return queryClient.invalidateQueries(wordImportsQuery(draftId))
      })
      .catch((error: Error) => setState({ kind: 'choosing', failure: error.name === 'AbortError' ? null : error }))
  }
  const begun = useRef(false)
  useEffect(() => {
    if (!file || begun.current) return
    begun.current = true
    start(file)
  })
  const close = () => {
    if (state.kind === 'sending') {
      upload.current?.cancel()
      notify({ title: t('word.cancelled') })
    }
    onClose()
  }
  const goTo = (eId: string) => {
    onClose()
    handle.goTo(eId)
  }
  return (
    <Dialog title={t('word.title')} lead={state.kind === 'done' ? undefined : t('word.lead')} onClose={close} wide>
      {state.kind === 'choosing' ? <Choosing failure={state.failure} onChoose={start} /> : null}
      {state.kind === 'sending' ? <Sending file={state.file} fraction={state.fraction} onCancel={close} /> : null}
      {state.kind === 'done' ? <Result brought={state.brought} /> : null}
      <UnmatchedList draftId={draftId} imports={imports} onGoTo={goTo} />
      {state.kind === 'done' ? (
        <DialogActions>
          <Button kind="primary" onClick={onClose}>
            {t('word.review')}
          </Button>
        </DialogActions>
      ) : null}
    </Dialog>
  )
}

function Choosing({ failure, onChoose }: { failure: Error | null; onChoose: (file: File) => void }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      {failure ? <ProblemNote error={failure} after={t('word.nothing')} /> : null}
      <div className="word-choose">
        <input
          ref={input}
          className="visually-hidden"
          type="file"
          accept=".docx"
          aria-label={t('word.choose')}
          tabIndex={-1}
          onChange={(event) => {
            const chosen = event.target.files?.[0]
            event.target.value = ''
            if (chosen) onChoose(chosen)
          }}
        />
        <Button kind="primary" icon={<FileUp />} onClick={() => input.current?.click()}>
          {t(failure ? 'word.another' : 'word.choose')}
        </Button>
        <span className="word-or">{t('word.drop')}</span>
      </div>
    </>
  )
}

/** At fraction 1 everything is sent and the server is reading it. */
function Sending({ file, fraction, onCancel }: { file: string; fraction: number; onCancel: () => void }) {
  const { t } = useTranslation()
  const words = fraction >= 1 ? t('word.reading', { file }) : t('word.uploading', { file, percent: asPercent(fraction) })
  return (
    <div className="word-progress">
      <output>
        <FileText aria-hidden="true" /> {words}
      </output>
      <progress aria-label={words} {...(fraction >= 1 ? {} : { value: fraction })} />
      <DialogActions>
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
      </DialogActions>
    </div>
  )
}

function Result({ brought: { suggestions, matched, unmatched, warnings } }: { brought: Brought }) {
  const { t } = useTranslation()
  const people = new Set(suggestions.map(({ authorId }) => authorId)).size
  const comments = matched.filter(({ kind }) => kind === 'comment').length
  return (
    <section className="word-result" aria-live="polite">
      <p className="word-sum">
        {suggestions.length === 0
          ? t('word.none')
          : `${t('word.done', { count: suggestions.length })} ${t('word.by', { count: people })}`}
        {comments > 0 ? `, ${t('word.comments', { count: comments })}` : ''}
      </p>
      {unmatched.length === 0 ? <p>{t('word.matchedAll')}</p> : null}
      {warnings.length > 0 ? (
        <>
          <h3>{t('word.warnings')}</h3>
          <ul>
            {warnings.map(({ code, message }) => (
              <li key={code}>{message}</li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  )
}
