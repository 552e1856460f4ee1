import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_NOTE_FIELD } from '@travaux/shared/protocol'
import { TextField } from '../ui/Field.tsx'

export interface ProposerProps {
  proposer: string | null
  editable: boolean
  onChange: (proposer: string | null) => void
}

/** Who hands the amendment in. Written when the field is left, so that others don't see half a name. */
export function Proposer({ proposer, editable, onChange }: ProposerProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string | null>(null)
  if (!editable)
    return (
      <div className="amendment-part">
        <h4>{t('amendments.proposer')}</h4>
        <p className={proposer === null ? 'amendment-nothing' : undefined}>{proposer ?? t('amendments.proposerNone')}</p>
      </div>
    )
  const finish = () => {
    if (typed !== null && typed.trim() !== (proposer ?? '')) onChange(typed.trim() || null)
    setTyped(null)
  }
  return (
    <TextField
      label={t('amendments.proposer')}
      value={typed ?? proposer ?? ''}
      placeholder={t('amendments.proposerNone')}
      maxLength={MAX_NOTE_FIELD}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
      }}
    />
  )
}
