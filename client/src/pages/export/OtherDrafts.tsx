import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../../api/calls.ts'
import { draftsQuery } from '../../api/queries.ts'

/** Which drafts of the same base stand in a compilation beside this one. */
export function OtherDrafts({
  draft,
  chosen,
  onChange,
}: {
  draft: Draft
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}) {
  const { t } = useTranslation()
  const { data: drafts = [] } = useQuery(draftsQuery)
  const others = drafts.filter(({ id, revisionId }) => id !== draft.id && revisionId === draft.revisionId)
  return (
    <fieldset className="choices">
      <legend>{t('exporting.with')}</legend>
      {others.length === 0 ? <p>{t('exporting.noOthers')}</p> : null}
      {others.map(({ id, title }) => (
        <label key={id} className="choice">
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={(event) => onChange(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
          />
          <span>{title}</span>
        </label>
      ))}
    </fieldset>
  )
}
