import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Suggestion } from '@travaux/shared/suggest'
import { type EditorHandle, type SuggestionView } from '../editor/index.ts'
import '../i18n/review-strings.ts'
import { SelectField } from '../ui/Field.tsx'
import type { Named } from './people.ts'

const SHOWN = ['marked', 'accepted', 'rejected'] as const

interface ViewChoiceProps {
  handle: EditorHandle
  suggestions: readonly Suggestion[]
  names: (id: string) => Named
}

/** How the text shows what is proposed: all of it or one person's, marked, as if accepted, or as if rejected. */
export function ViewChoice({ handle, suggestions, names }: ViewChoiceProps) {
  const { t } = useTranslation()
  const [view, setView] = useState<SuggestionView>({ shown: 'marked', author: null })
  const show = (next: SuggestionView) => {
    setView(next)
    handle.viewAs(next)
  }
  const authors = [...new Set(suggestions.map(({ user }) => user))]
  return (
    <div className="review-filters">
      <SelectField
        label={t('review.view.label')}
        value={view.shown}
        onChange={({ target }) => show({ ...view, shown: target.value as SuggestionView['shown'] })}
      >
        {SHOWN.map((shown) => (
          <option key={shown} value={shown}>
            {t(`review.view.${shown}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('review.view.of')}
        value={view.author ?? ''}
        onChange={({ target }) => show({ ...view, author: target.value || null })}
      >
        <option value="">{t('review.view.everybody')}</option>
        {authors.map((id) => (
          <option key={id} value={id}>
            {names(id).name}
          </option>
        ))}
      </SelectField>
    </div>
  )
}
