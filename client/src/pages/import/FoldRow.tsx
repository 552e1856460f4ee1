import { ChevronRight } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { Fold } from './folds.ts'
import { rowId } from './StructureRow.tsx'

/** Many lines that were left out, in one row; what is done with the row is done with all of them. */
export function FoldRow({ fold, chosen, doubtful }: { fold: Fold; chosen: boolean; doubtful: boolean }) {
  const { t } = useTranslation()
  const id = fold.ids[0]!
  return (
    <li
      id={rowId(id)}
      role="treeitem"
      className="piece piece-fold"
      data-item={id}
      data-fold="closed"
      data-doubtful={doubtful}
      aria-level={1}
      aria-expanded="false"
      aria-selected={chosen}
      lang={document.documentElement.lang}
      style={{ '--depth': 1 } as CSSProperties}
    >
      <ChevronRight aria-hidden="true" />
      <span dir="auto">{t(`check.folded.${fold.contents}`, { count: fold.ids.length })}</span>
    </li>
  )
}
