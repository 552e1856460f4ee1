import { useQuery } from '@tanstack/react-query'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewComment } from '../api/calls.ts'
import { peopleQuery } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { mentionAt, mentionsIn, withMention } from './mention.ts'

export interface CommentFormProps {
  label: string
  /** What stands in it at first. */
  text?: string
  send: string
  /** Rejects when it could not be sent: the words stay. */
  onSend: (comment: NewComment) => Promise<unknown>
  onCancel?: () => void
}

/** Where a comment is written. @ offers the people of the workspace. */
export function CommentForm({ label, text = '', send, onSend, onCancel }: CommentFormProps) {
  const { t } = useTranslation()
  const people = useQuery(peopleQuery).data ?? []
  const [body, setBody] = useState(text)
  const [caret, setCaret] = useState(text.length)
  const [chosen, setChosen] = useState(0)
  const [busy, setBusy] = useState(false)
  const asked = mentionAt(body, caret)
  const offered =
    asked === null ? [] : people.filter(({ name }) => name.toLocaleLowerCase().startsWith(asked.toLocaleLowerCase()))
  const open = offered.length > 0 && offered[0]!.name !== asked
  const choose = (name: string) => {
    const next = withMention(body, caret, name)
    setBody(next.body)
    setCaret(next.caret)
  }
  const submit = async () => {
    if (body.trim() === '' || busy) return
    setBusy(true)
    const sent = await onSend({ body, mentions: mentionsIn(body, people) }).then(
      () => true,
      () => false,
    )
    setBusy(false)
    if (sent) setBody('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (open && handleChoice(event)) event.preventDefault()
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit()
    else if (event.key === 'Escape') onCancel?.()
    event.stopPropagation()
  }
  const handleChoice = ({ key }: KeyboardEvent): boolean => {
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      setChosen((chosen + (key === 'ArrowDown' ? 1 : offered.length - 1)) % offered.length)
      return true
    }
    if (key !== 'Enter' && key !== 'Tab') return false
    choose((offered[chosen] ?? offered[0]!).name)
    return true
  }
  return (
    <form
      className="comment-form"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <textarea
        className="input"
        rows={2}
        aria-label={label}
        placeholder={label}
        value={body}
        maxLength={5000}
        onChange={(event) => {
          setBody(event.target.value)
          setCaret(event.target.selectionStart)
          setChosen(0)
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      {open ? (
        <fieldset className="mention-list" aria-label={t('comment.mention')}>
          {offered.map(({ id, name }, index) => (
            <button
              key={id}
              type="button"
              data-chosen={index === chosen}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(name)}
            >
              {name}
            </button>
          ))}
        </fieldset>
      ) : null}
      <output className="visually-hidden">
        {open ? t('comment.offered', { names: offered.map(({ name }) => name).join(', ') }) : null}
      </output>
      <div className="comment-actions">
        <Button type="submit" kind="primary" disabled={busy || body.trim() === ''}>
          {send}
        </Button>
        {onCancel ? (
          <Button kind="quiet" onClick={onCancel}>
            {t('action.cancel')}
          </Button>
        ) : null}
      </div>
    </form>
  )
}
