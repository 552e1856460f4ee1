import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { wordsOf, type Item } from '@travaux/shared/arrange'
import type { Checking } from './use-checking.ts'

/** The words of a piece with a cursor in them: Enter divides there, Backspace at the start joins. Nothing can be typed. */
export function DivisionText({ item, checking }: { item: Item; checking: Checking }) {
  const { t } = useTranslation()
  const field = useRef<HTMLTextAreaElement>(null)
  const text = wordsOf(item)
  useEffect(() => {
    const area = field.current!
    area.focus()
    area.setSelectionRange(0, 0)
    // A read-only field shows no cursor; this one shows it and takes no character.
    const keep = (event: Event) => event.preventDefault()
    area.addEventListener('beforeinput', keep)
    return () => area.removeEventListener('beforeinput', keep)
  }, [])
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    event.stopPropagation()
    const at = event.currentTarget.selectionStart
    if (event.key === 'Escape') return checking.stopEditing()
    if (event.key === 'Enter' && at > 0) {
      event.preventDefault()
      if (checking.take({ op: 'split', item: item.id, at })) checking.stopEditing()
    } else if (event.key === 'Backspace' && at === 0) {
      event.preventDefault()
      if (checking.take({ op: 'merge', item: item.id })) checking.stopEditing()
    }
  }
  return (
    <span className="piece-division">
      <textarea
        ref={field}
        className="piece-text"
        aria-label={t('check.divide')}
        value={text}
        rows={1}
        spellCheck={false}
        onChange={() => {}}
        onKeyDown={press}
        onClick={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
        onBlur={checking.stopEditing}
      />
      <small>{t('check.divide')}</small>
    </span>
  )
}
