import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { wordImportsQuery } from '../../api/queries.ts'
import '../../i18n/word-strings.ts'
import { Button } from '../../ui/Button.tsx'
import './word-import.css'

/** Says that something of a Word file still waits for its place. */
export default function WordLeft({ draftId, onShow }: { draftId: string; onShow: () => void }) {
  const { t } = useTranslation()
  const { data = [] } = useQuery(wordImportsQuery(draftId))
  const count = data.reduce((sum, { unmatched }) => sum + unmatched.length, 0)
  if (count === 0) return null
  return (
    <p className="word-left">
      {t('word.left', { count })} <Button onClick={onShow}>{t('word.leftShow')}</Button>
    </p>
  )
}
