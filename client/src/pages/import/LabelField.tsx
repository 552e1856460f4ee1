import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Item } from '@travaux/shared/arrange'
import type { Checking } from './use-checking.ts'

/** The longest label that the API takes. */
const LONGEST = 60

/** The number of a piece while it is corrected. */
export function LabelField({ item, label, checking }: { item: Item; label: string; checking: Checking }) {
  const { t } = useTranslation()
  const [value, setValue] = useState(label)
  const press = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Enter' && checking.take({ op: 'relabel', item: item.id, label: value.trim() })) checking.stopEditing()
    else if (event.key === 'Escape') checking.stopEditing()
  }
  return (
    <input
      className="input piece-input"
      aria-label={t('check.labelField')}
      value={value}
      maxLength={LONGEST}
      // It replaces what was focused: whoever asked to type here types here.
      ref={(field) => field?.focus()}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setValue(event.target.value)}
      onKeyDown={press}
      onClick={(event) => event.stopPropagation()}
      onBlur={checking.stopEditing}
    />
  )
}
