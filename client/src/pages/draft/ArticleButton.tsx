import { SquarePen } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditorField, useOutline, type EditorHandle } from '../../editor/index.ts'
import { Button } from '../../ui/Button.tsx'

const ArticleMenu = lazy(() => import('./ArticleMenu.tsx'))

/** What can be done with the article that the caret stands in. */
export function ArticleButton({ handle }: { handle: EditorHandle }) {
  const { t } = useTranslation()
  const unit = useEditorField(handle, 'currentUnit')
  const item = useOutline(handle).find(({ eId }) => eId === unit) ?? null
  const [wanted, setWanted] = useState(false)
  const button = (
    <Button
      kind="quiet"
      icon={<SquarePen />}
      disabled={item === null}
      title={item === null ? t('article.noneHere') : undefined}
      onClick={() => setWanted(true)}
    >
      {t('draft.article')}
    </Button>
  )
  return wanted && item ? (
    <Suspense fallback={button}>
      <ArticleMenu handle={handle} item={item} trigger={button} />
    </Suspense>
  ) : (
    button
  )
}
