import { useQuery } from '@tanstack/react-query'
import { Hash, History, Plus, RotateCcw, Trash2 } from 'lucide-react'
import { lazy, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { draftQuery } from '../../api/queries.ts'
import type { EditorHandle, OutlineItem } from '../../editor/index.ts'
import { Menu, MenuGroup, MenuItem } from '../../ui/Menu.tsx'
import { Lazily } from '../../ui/Lazy.tsx'
import { notify } from '../../ui/Toasts.tsx'
import '../../i18n/amendment-strings.ts'

const RetainDialog = lazy(() => import('./RetainDialog.tsx'))

export interface ArticleMenuProps {
  handle: EditorHandle
  item: OutlineItem
  trigger: ReactElement
}

/** Add after, restore to the base or another revision, delete: for the unit of the outline that it is opened on. */
export default function ArticleMenu({ handle, item, trigger }: ArticleMenuProps) {
  const { t } = useTranslation()
  const { id } = useParams()
  const { data: draft } = useQuery(draftQuery(id!))
  const [retaining, setRetaining] = useState(false)
  const { eId, change } = item
  const label = item.label ?? item.heading
  const deleted = change === 'deleted'
  /** The focus goes to the text, where Undo is one key away. */
  const tell = (worked: boolean, title: string) => {
    handle.focus()
    notify({ title: worked ? title : t('article.notDone') })
  }
  return (
    <>
      <Lazily>
        {retaining && draft ? (
          <RetainDialog draft={draft} handle={handle} item={item} onClose={() => setRetaining(false)} />
        ) : null}
      </Lazily>
      <Menu trigger={trigger} defaultOpen>
        <MenuGroup label={label}>
          <MenuItem icon={<Plus />} onSelect={() => handle.addArticleAfter(eId) ?? notify({ title: t('article.notDone') })}>
            {t('article.add')}
          </MenuItem>
          <MenuItem
            icon={<Hash />}
            disabled={deleted}
            onSelect={() => handle.editNumber(eId) || notify({ title: t('article.notDone') })}
          >
            {t('article.number', { label })}
          </MenuItem>
          <MenuItem
            icon={<RotateCcw />}
            disabled={change === null}
            onSelect={() => tell(handle.restoreUnit(eId), t('article.restored', { label }))}
          >
            {t('article.restore', { label })}
          </MenuItem>
          <MenuItem icon={<History />} disabled={deleted} onSelect={() => setRetaining(true)}>
            {t('retain.menu', { label })}
          </MenuItem>
          <MenuItem
            icon={<Trash2 />}
            disabled={deleted}
            onSelect={() => tell(handle.deleteUnit(eId), t('article.deleted', { label }))}
          >
            {t('article.delete', { label })}
          </MenuItem>
        </MenuGroup>
      </Menu>
    </>
  )
}
