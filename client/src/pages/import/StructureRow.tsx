import { ChevronDown } from 'lucide-react'
import { memo, type CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { labelOf, wordsOf, type Item } from '@travaux/shared/arrange'
import { DivisionText } from './DivisionText.tsx'
import { LabelField } from './LabelField.tsx'
import { lineDirection } from './line-direction.ts'
import type { Checking } from './use-checking.ts'
import { Words } from './Words.tsx'

export interface StructureRowProps {
  item: Item
  depth: number
  language: string
  chosen: boolean
  doubtful: boolean
  /** It is the first of a fold's lines, which are shown. */
  opensFold: boolean
  editing: 'label' | 'division' | null
  checking: Checking
}

export const rowId = (id: string): string => `piece-${id}`

/** One piece of the text. It is drawn again only when it or what is shown of it has changed. */
export const StructureRow = memo(
  Row,
  (a, b) =>
    a.item === b.item &&
    a.depth === b.depth &&
    a.chosen === b.chosen &&
    a.doubtful === b.doubtful &&
    a.opensFold === b.opensFold &&
    a.editing === b.editing &&
    (b.editing === null || a.checking === b.checking),
)

function Row({ item, depth, language, chosen, doubtful, opensFold, editing, checking }: StructureRowProps) {
  const { t } = useTranslation()
  const label = labelOf(item, language)
  const name =
    item.kind === 'paragraph'
      ? t(`check.level.${item.level as 1 | 2 | 3 | 4}`)
      : t(`check.kind.${item.rank ?? (item.kind as Exclude<Item['kind'], 'division'>)}`)
  return (
    <li
      id={rowId(item.id)}
      role="treeitem"
      className="piece"
      data-item={item.id}
      data-kind={item.kind}
      data-doubtful={doubtful}
      aria-level={depth}
      aria-expanded={opensFold || undefined}
      aria-selected={chosen}
      style={{ '--depth': depth } as CSSProperties}
    >
      {opensFold ? (
        <button type="button" className="piece-folds" data-fold="open" tabIndex={-1}>
          <ChevronDown aria-hidden="true" /> {t('check.fold')}
        </button>
      ) : null}
      <span className="piece-kind" lang={document.documentElement.lang} dir="auto">
        {name}
      </span>
      {editing === 'label' ? (
        <LabelField item={item} label={label} checking={checking} />
      ) : label ? (
        <span className="piece-label">{label}</span>
      ) : null}{' '}
      {editing === 'division' ? (
        <DivisionText item={item} checking={checking} />
      ) : (
        <span className="piece-words" dir={lineDirection(wordsOf(item), checking.arrangement.direction)}>
          {item.words.length > 0 ? <Words item={item} /> : <i>{t('check.noWords')}</i>}
        </span>
      )}
      {item.read !== '' && item.read.replace(/\s+/g, ' ').trim() !== label ? (
        <span className="piece-read">{t('check.inFile', { label: item.read })}</span>
      ) : null}
    </li>
  )
}
