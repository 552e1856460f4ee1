import { useTranslation } from 'react-i18next'
import type { Suggestion } from '@travaux/shared/suggest'
import { StatementText } from './StatementText.tsx'

/** Says above a suggestion's words that they have changed under the reader's eyes; a screen reader hears the new ones with it. */
export function ChangedSince({ changed, suggestion }: { changed: boolean; suggestion: Suggestion }) {
  const { t } = useTranslation()
  return (
    <output className="changed-since">
      {changed ? (
        <>
          {t('review.changedSince')}
          <span className="visually-hidden">
            {suggestion.statements.map((statement, index) => (
              // The statements of a suggestion are only ever replaced as a whole.
              <span key={index}>
                {' '}
                <StatementText statement={statement} />
              </span>
            ))}
          </span>
        </>
      ) : null}
    </output>
  )
}
