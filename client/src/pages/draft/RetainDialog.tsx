import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { blocks, blockText, decodeDocument } from '@travaux/shared/model'
import { blockLabel } from '@travaux/shared/number'
import type { Draft } from '../../api/calls.ts'
import { instrumentsQuery, revisionQuery } from '../../api/queries.ts'
import { counterpartOf } from '../../editor/retain.ts'
import type { EditorHandle, OutlineItem } from '../../editor/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { notify } from '../../ui/Toasts.tsx'
import './retain.css'

export interface RetainDialogProps {
  draft: Draft
  handle: EditorHandle
  item: OutlineItem
  onClose: () => void
}

/** Brings a unit back to its text in another revision of the instrument, shown before it is done. */
export default function RetainDialog({ draft, handle, item, onClose }: RetainDialogProps) {
  const { t } = useTranslation()
  const label = item.label ?? item.heading
  const { data: instruments, error } = useQuery(instrumentsQuery)
  const revisions = instruments
    ?.find(({ id }) => id === draft.instrumentId)
    ?.revisions.filter(({ id }) => id !== draft.revisionId)
  const [chosen, setChosen] = useState<string | null>(null)
  const revisionId = chosen ?? revisions?.[0]?.id ?? null
  const revision = useQuery({ ...revisionQuery(revisionId ?? ''), enabled: revisionId !== null })
  const text = useMemo(() => {
    const read = revision.data ? decodeDocument(revision.data.doc) : null
    return read?.ok ? { doc: read.doc, unit: counterpartOf(read.doc, handle.draft(), item.eId) } : null
  }, [revision.data, handle, item.eId])
  const name = revisions?.find(({ id }) => id === revisionId)?.name ?? ''
  const retain = () => {
    const done = text !== null && handle.retainUnit(item.eId, text.doc)
    notify({ title: done ? t('retain.done', { label, revision: name }) : t('retain.same', { label, revision: name }) })
    onClose()
  }
  return (
    <Dialog title={t('retain.title', { label })} lead={t('retain.lead')} onClose={onClose} wide>
      {error ? <ProblemNote error={error} /> : null}
      {revisions?.length === 0 ? <p>{t('retain.none')}</p> : null}
      {revisions && revisions.length > 0 ? (
        <SelectField label={t('retain.revision')} value={revisionId ?? ''} onChange={(event) => setChosen(event.target.value)}>
          {revisions.map(({ id, name: revisionName }) => (
            <option key={id} value={id}>
              {revisionName}
            </option>
          ))}
        </SelectField>
      ) : null}
      {revision.error ? <ProblemNote error={revision.error} /> : null}
      {text && !text.unit ? <p role="alert">{t('retain.absent', { label, revision: name })}</p> : null}
      {text?.unit ? (
        <section className="retain-text" lang={draft.language} dir={draft.direction} aria-label={name}>
          {blocks(text.doc.type.create(null, text.unit)).map((block) => (
            <p key={block.eId} data-level={block.level}>
              <strong>{blockLabel(block, draft.language)}</strong> {blockText(block)}
            </p>
          ))}
        </section>
      ) : null}
      <DialogActions>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button kind="primary" onClick={retain} disabled={!text?.unit}>
          {t('retain.do')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
