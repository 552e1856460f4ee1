import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { wordsOf, type Arrangement } from '@travaux/shared/arrange'
import { api, type Instrument, type StagedImport } from '../../api/calls.ts'
import { forgetImport, instrumentsQuery, queryClient } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { SelectField, TextField } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { notify } from '../../ui/Toasts.tsx'
import { compareAddress } from '../compare/address.ts'
import type { Checking } from './use-checking.ts'

export interface PublishDialogProps {
  staged: StagedImport
  checking: Checking
  onClose: () => void
}

/** The longest title that the API takes. */
const LONGEST_TITLE = 500

/** What the revision is called, and which instrument it belongs to. */
export default function PublishDialog({ staged, checking, onClose }: PublishDialogProps) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const { data: instruments = [] } = useQuery(instrumentsQuery)
  const { match } = staged
  const known = knownTitle(staged, checking.arrangement)
  const [title, setTitle] = useState(known ?? staged.fileName)
  const [symbol, setSymbol] = useState(staged.symbol ?? '')
  const [date, setDate] = useState(staged.date ?? '')
  const [revision, setRevision] = useState(revisionGiven)
  const [instrumentId, setInstrumentId] = useState(match?.instrumentId ?? '')
  const publish = useMutation({
    mutationFn: async () => {
      const seq = await checking.text.settled()
      const fields = { title: title.trim(), symbol: symbol.trim(), revision: revision.trim() }
      return api.publishImport(staged.id, { seq, ...fields, ...(date && { date }), ...(instrumentId && { instrumentId }) })
    },
    onSuccess: ({ revisionId, earlierId }) => {
      void queryClient.invalidateQueries(instrumentsQuery)
      forgetImport(staged.id)
      notify({ title: t('check.dialog.done', { title: title.trim() }) })
      navigate(earlierId ? compareAddress(revisionId, earlierId) : '/')
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    publish.mutate()
  }
  const open = checking.doubts.length
  return (
    <Dialog title={t('check.dialog.title')} lead={t('check.dialog.lead')} onClose={onClose}>
      <form onSubmit={submit}>
        {open > 0 ? <p className="check-open">{t('check.dialog.open', { count: open })}</p> : null}
        <SelectField
          label={t('check.dialog.belongs')}
          value={instrumentId}
          onChange={(event) => setInstrumentId(event.target.value)}
          {...hintOf(matchedRevision(instruments, match), (name) => t('check.dialog.matched', { revision: name }))}
        >
          <option value="">{t('check.dialog.newInstrument')}</option>
          {instruments.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t('check.dialog.name')}
          value={title}
          {...(known === null && { hint: t('check.dialog.afterFile') })}
          required
          maxLength={LONGEST_TITLE}
          onChange={(event) => setTitle(event.target.value)}
        />
        <TextField
          label={t('check.dialog.revision')}
          hint={t('check.dialog.revisionHint')}
          value={revision}
          maxLength={200}
          onChange={(event) => setRevision(event.target.value)}
        />
        <div className="check-pair">
          <TextField
            label={t('check.dialog.symbol')}
            value={symbol}
            maxLength={100}
            onChange={(event) => setSymbol(event.target.value)}
          />
          <TextField label={t('check.dialog.date')} type="date" value={date} onChange={(event) => setDate(event.target.value)} />
        </div>
        {publish.error ? <ProblemNote error={publish.error} /> : null}
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={publish.isPending || title.trim() === ''}>
            {t('check.dialog.submit')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** The title as it was corrected here, else as it was given with the file, else as the text has it. */
function knownTitle(staged: StagedImport, arrangement: Arrangement): string | null {
  const now = titleIn(arrangement)
  return now === titleIn(staged.arrangement) ? (staged.title ?? now) : now
}

/** The name of the revision that was given with the file (`ImportDialog`). */
const revisionGiven = (): string => {
  const state = history.state as { revision?: unknown } | null
  return typeof state?.revision === 'string' ? state.revision : ''
}

function titleIn({ items }: Pick<Arrangement, 'items'>): string | null {
  const title = items.find(({ kind }) => kind === 'title')
  return title ? wordsOf(title).slice(0, LONGEST_TITLE) : null
}

/** The name of the revision that the text itself was found to be like. */
function matchedRevision(instruments: readonly Instrument[], match: StagedImport['match']): string | null {
  const instrument = match && !match.named ? instruments.find(({ id }) => id === match.instrumentId) : undefined
  return instrument?.revisions.find(({ id }) => id === match?.revisionId)?.name ?? null
}

const hintOf = (name: string | null, hint: (name: string) => string) => (name === null ? {} : { hint: hint(name) })
