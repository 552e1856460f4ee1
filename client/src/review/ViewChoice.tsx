import { useTranslation } from 'react-i18next'
import type { Suggestion, SuggestionView } from '@travaux/shared/suggest'
import '../i18n/review-strings.ts'
import { SelectField } from '../ui/Field.tsx'
import type { Named } from './people.ts'

const SHOWN = ['marked', 'accepted', 'rejected'] as const

interface ViewChoiceProps {
  view: SuggestionView
  onView: (view: SuggestionView) => void
  suggestions: readonly Suggestion[]
  names: (id: string) => Named
}

/** How the text shows what is proposed: all of it or one person's, marked, as if accepted, or as if rejected. */
export function ViewChoice({ view, onView, suggestions, names }: ViewChoiceProps) {
  const { t } = useTranslation()
  const authors = [...new Set(suggestions.map(({ user }) => user))]
  return (
    <div className="review-filters">
      <SelectField
        label={t('review.view.label')}
        value={view.shown}
        onChange={({ target }) => onView({ ...view, shown: target.value as SuggestionView['shown'] })}
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
        onChange={({ target }) => onView({ ...view, author: target.value || null })}
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
