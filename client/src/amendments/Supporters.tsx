import { Flag, Plus, Users, X } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Supporter } from '@travaux/shared/amendment'
import { MAX_NOTE_FIELD } from '@travaux/shared/protocol'
import { Button, IconButton } from '../ui/Button.tsx'
import { ChoiceField, TextField } from '../ui/Field.tsx'

export interface SupportersProps {
  supporters: readonly Supporter[]
  editable: boolean
  onAdd: (supporter: Supporter) => void
  onRemove: (index: number) => void
}

/** Organisations and States that stand behind an amendment. */
export function Supporters({ supporters, editable, onAdd, onRemove }: SupportersProps) {
  const { t } = useTranslation()
  const [adding, setAdding] = useState(false)
  return (
    <div className="amendment-part">
      <h4>{t('amendments.supporters')}</h4>
      {supporters.length === 0 ? <p className="amendment-nothing">{t('amendments.supportersNone')}</p> : null}
      <ul className="supporters">
        {supporters.map((supporter, index) => (
          // Two people may have added the same one: only the place tells them apart.
          <li key={`${index} ${supporter.name}`} className="supporter" data-kind={supporter.kind}>
            {supporter.kind === 'state' ? <Flag aria-hidden="true" /> : <Users aria-hidden="true" />}
            <span className="visually-hidden">{t(`amendments.supporter.${supporter.kind}`)}: </span>
            <span>
              {supporter.name}
              {supporter.document ? <small>, {supporter.document}</small> : null}
            </span>
            {editable ? (
              <IconButton label={t('amendments.removeSupporter', { name: supporter.name })} onClick={() => onRemove(index)}>
                <X />
              </IconButton>
            ) : null}
          </li>
        ))}
      </ul>
      {editable && !adding ? (
        <Button kind="quiet" icon={<Plus />} onClick={() => setAdding(true)}>
          {t('amendments.addSupporter')}
        </Button>
      ) : null}
      {editable && adding ? <NewSupporter onAdd={onAdd} onClose={() => setAdding(false)} /> : null}
    </div>
  )
}

function NewSupporter({ onAdd, onClose }: { onAdd: (supporter: Supporter) => void; onClose: () => void }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<Supporter['kind']>('organisation')
  const [name, setName] = useState('')
  const [document, setDocument] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    onAdd({ kind, name: name.trim(), document: kind === 'state' ? document.trim() || null : null })
    onClose()
  }
  return (
    <form className="new-supporter" onSubmit={submit}>
      <ChoiceField
        label={t('amendments.supporter.kind')}
        value={kind}
        choices={(['organisation', 'state'] as const).map((value) => ({ value, label: t(`amendments.supporter.${value}`) }))}
        onChange={setKind}
      />
      <TextField
        label={t('amendments.supporter.name')}
        value={name}
        maxLength={MAX_NOTE_FIELD}
        required
        onChange={(event) => setName(event.target.value)}
      />
      {kind === 'state' ? (
        <TextField
          label={t('amendments.supporter.document')}
          hint={t('amendments.supporter.documentHint')}
          value={document}
          maxLength={MAX_NOTE_FIELD}
          onChange={(event) => setDocument(event.target.value)}
        />
      ) : null}
      <div className="amendment-actions">
        <Button type="submit" kind="primary">
          {t('amendments.supporter.add')}
        </Button>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
      </div>
    </form>
  )
}
