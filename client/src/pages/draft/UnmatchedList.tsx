import { useMutation } from '@tanstack/react-query'
import { Copy, CornerDownRight, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api, type WordImportRow } from '../../api/calls.ts'
import { asProblem } from '../../api/problem.ts'
import { queryClient, wordImportsQuery } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { notify } from '../../ui/Toasts.tsx'

export interface UnmatchedListProps {
  draftId: string
  imports: readonly WordImportRow[]
  onGoTo: (eId: string) => void
}

/** What of the draft's Word files found no place, with the one where it probably belongs. */
export function UnmatchedList({ draftId, imports, onGoTo }: UnmatchedListProps) {
  const { t } = useTranslation()
  const dismiss = useMutation({
    mutationFn: (id: string) => api.dismissUnmatched(draftId, id),
    onSettled: () => queryClient.invalidateQueries(wordImportsQuery(draftId)),
    onError: (error) => notify({ title: t('word.dismissFailed'), description: asProblem(error).detail, kind: 'problem' }),
  })
  const count = imports.reduce((sum, { unmatched }) => sum + unmatched.length, 0)
  if (count === 0) return null
  return (
    <section className="word-unmatched">
      <h3>{t('word.unmatched', { count })}</h3>
      <p>{t('word.unmatchedLead')}</p>
      {imports
        .filter(({ unmatched }) => unmatched.length > 0)
        .map(({ id, fileName, by, unmatched }) => (
          <div key={id}>
            <h4>{t('word.from', { file: fileName, by })}</h4>
            <ul>
              {unmatched.map((change) => (
                <li key={change.id} className="word-change">
                  <p className="word-what">
                    <strong>{change.author ?? t('word.noAuthor')}</strong> {t(`word.kind.${change.kind}`)}
                  </p>
                  <blockquote>{change.text}</blockquote>
                  <p className="word-why">
                    {change.location === null ? t('word.nowhere') : t('word.near', { location: change.location })}.{' '}
                    {change.reason}
                  </p>
                  <p className="word-actions">
                    {change.eId !== null && change.location !== null ? (
                      <Button
                        icon={<CornerDownRight />}
                        aria-label={t('word.showOf', { location: change.location })}
                        onClick={() => onGoTo(change.eId!)}
                      >
                        {t('word.show')}
                      </Button>
                    ) : null}
                    <Button icon={<Copy />} onClick={() => void navigator.clipboard.writeText(change.text)}>
                      {t('word.copy')}
                    </Button>
                    <Button icon={<X />} onClick={() => dismiss.mutate(change.id)}>
                      {t('word.dismiss')}
                    </Button>
                  </p>
                </li>
              ))}
            </ul>
          </div>
        ))}
    </section>
  )
}
