import { useTranslation } from 'react-i18next'
import '../i18n/review-strings.ts'
import { RelativeTime } from '../ui/RelativeTime.tsx'

/** When the server got a suggestion; in words while it has not. */
export function SuggestedAt({ at }: { at: string | null }) {
  const { t } = useTranslation()
  return at === null ? <span>{t('review.justNow')}</span> : <RelativeTime at={at} />
}
