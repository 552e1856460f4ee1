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
  // The outline names a new article a moment after the caret stands in it: the menu must not go and come again meanwhile.
  const [last, setLast] = useState(item)
  if (item !== null && item !== last) setLast(item)
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
  return wanted && last ? (
    <Suspense fallback={button}>
      <ArticleMenu handle={handle} item={last} trigger={button} />
    </Suspense>
  ) : (
    button
  )
}
