import { useTranslation } from 'react-i18next'
import type { Found } from '../../api/calls.ts'

/** "9 chapters, 68 articles, 412 paragraphs, 18,240 words" */
export function FoundLine({ found }: { found: Found }) {
  const { t, i18n } = useTranslation()
  const parts = [
    found.chapters > 0 ? t('found.chapters', { count: found.chapters }) : null,
    t('found.articles', { count: found.articles }),
    t('found.paragraphs', { count: found.paragraphs }),
    t('found.words', { count: found.words }),
  ].filter((part) => part !== null)
  return <p className="found">{new Intl.ListFormat(i18n.language, { type: 'unit' }).format(parts)}</p>
}
