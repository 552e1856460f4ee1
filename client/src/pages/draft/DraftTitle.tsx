import { useMutation } from '@tanstack/react-query'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { api, type Draft } from '../../api/calls.ts'
import { asProblem } from '../../api/problem.ts'
import { draftQuery, queryClient } from '../../api/queries.ts'
import { notify } from '../../ui/Toasts.tsx'

/** The draft's title, changed where it stands: Enter keeps it, Escape leaves it as it was. */
export function DraftTitle({ draft, editable }: { draft: Draft; editable: boolean }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string | null>(null)
  const rename = useMutation({
    mutationFn: (title: string) => api.renameDraft(draft.id, title),
    onSuccess: (_nothing, title) => queryClient.setQueryData(draftQuery(draft.id).queryKey, { ...draft, title }),
    onError: (error) => notify({ title: asProblem(error).title, description: asProblem(error).detail, kind: 'problem' }),
  })
  const keep = () => {
    const title = typed?.trim()
    setTyped(null)
    if (title && title !== draft.title) rename.mutate(title)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') event.currentTarget.blur()
    if (event.key === 'Escape') setTyped(null)
  }
  const shown = rename.isPending ? rename.variables : draft.title
  if (typed !== null)
    return (
      <input
        className="draft-title-input"
        aria-label={t('draft.title')}
        value={typed}
        maxLength={300}
        ref={focusOnce}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={keep}
        onKeyDown={press}
      />
    )
  return (
    <h1 className="draft-title">
      {editable ? (
        <button type="button" title={t('rename.title')} onClick={() => setTyped(draft.title)}>
          {shown}
        </button>
      ) : (
        shown
      )}
    </h1>
  )
}

/** The person has just asked to write here. */
const focusOnce = (input: HTMLInputElement | null): void => input?.focus()
